"""Every command there is, with its arguments and options; nothing here does any of them."""

from __future__ import annotations

from voicebox.usage import checking, keeping, making, paper, talks
from voicebox.usage.arguments import Parser


def parser() -> Parser:
    """Every command there is; `does` in what it gives names the function (`module:function`)."""
    whole = Parser(
        prog="voicebox",
        description="A chat that a child has with an adult beside them; "
        "without a command, the app: who is here, start or carry on a talk.",
    )
    whole.set_defaults(does="talking:open_app")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    for add in (*talks.ADD, *paper.ADD, *making.ADD, *keeping.ADD, *checking.ADD):
        add(commands)
    return whole
