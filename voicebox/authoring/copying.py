"""Begin a pack from one that works: its text under a new name, with what to change first."""

from __future__ import annotations

import re

from pydantic import TypeAdapter, ValidationError

from voicebox.errors import PackError
from voicebox.prompts.models import Id

SCHEMA_FILE = "pack.schema.json"
"""What editors read to complete a pack as it is typed; it lies beside the pack."""

_HEAD = """\
# yaml-language-server: $schema={schema}
# {name}: made from {source}. Change first:
#   title, about      what this talk is for, in a sentence or two
#   audience, ages    child, young_person, family, staff or anyone; such as 7 to 11
#   sections          take out what you do not ask; then the words, the cards, the order
# `source` names what a prompt serves: E is Essex, One Planning (2023); N is Norfolk, SEN Support
# Planning (2023); `rule` is a practice rule. Keep it where you change the words alone.
#   voicebox packs check {name}.yaml --watch      what there is to mend, at each save
#   voicebox packs play {name}.yaml               try it; nothing is kept
#   voicebox packs preview {name}.yaml -o {name}.html
"""


def check_name(name: str) -> str:
    """The name, where a pack can be called so.

    Raises:
        PackError: it cannot.
    """
    try:
        checked: str = TypeAdapter(Id).validate_python(name)
    except ValidationError:
        raise PackError(
            f"A pack cannot be called `{name[:60]}`.",
            mend="Use small letters, digits and hyphens, such as `our-school`.",
        ) from None
    return checked


def copied(text: str, name: str, source: str) -> str:
    """The text of a pack under a new name, as version 0.1, below a head that says what to change.

    Args:
        text: the YAML of the pack to begin from; its own head of comments is left out.
        name: as `check_name` gave it.
        source: the name of the pack to begin from.
    """
    body = re.sub(r"\A(?:[ \t]*#.*\n|[ \t]*\n)+", "", text)
    body = re.sub(r"(?m)^pack:.*$", f"pack: {name}", body, count=1)
    body = re.sub(r"(?m)^version:.*$", 'version: "0.1"', body, count=1)
    return _HEAD.format(schema=SCHEMA_FILE, name=name, source=source) + body
