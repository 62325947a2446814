"""The parser that every command's usage is written with, and what several commands share."""

from __future__ import annotations

import argparse
from typing import NoReturn, TypeAlias

WRONG_USAGE = 2
SEEDS = 2**31
LONGEST_ARGUMENT = 400


class Parser(argparse.ArgumentParser):
    """argparse, with whole option names only, and nothing from argv shown raw."""

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **named})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the usage, on one line."""
        from voicebox.text import paint_line

        line = paint_line(message)[:LONGEST_ARGUMENT]
        self.exit(WRONG_USAGE, f"{self.prog}: {line} (see {self.prog} --help)\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # the only name argparse has for it


def command(commands: Commands, name: str, does: str, summary: str) -> Parser:
    """Add a command that `does` names: `module:function` in `voicebox.commands`."""
    made = commands.add_parser(name, help=summary, description=summary)
    made.set_defaults(does=does)
    return made


def group(commands: Commands, name: str, summary: str) -> Commands:
    """Add a command that has commands of its own."""
    made = commands.add_parser(name, help=summary, description=summary)
    return made.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=Parser
    )


def modes(of: Parser) -> None:
    """Let it run in lines, or without a voice."""
    of.add_argument("--plain", action="store_true", help="in lines, without the screen")
    of.add_argument("--no-speech", action="store_true", help="nothing is said aloud")


def language(of: Parser) -> None:
    """Let it be in one of the languages that the pack has a translation into."""
    of.add_argument("--language", metavar="L", help="a translation of the pack: cy, pl, uk, ur, ar")


def audience(of: Parser) -> None:
    """Let it be for somebody else than the plan."""
    of.add_argument(
        "--audience",
        default="plan",
        choices=["plan", "family", "child", "meeting"],
        help="for whom it is (plan)",
    )


def seed(words: str) -> int:
    """A seed, as it is typed."""
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 11 else -1
    if not 0 <= number < SEEDS:
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0 to {SEEDS - 1}")
    return number
