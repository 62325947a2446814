"""Begin a pack from one that works: a copy of it, or a small one that builds on it."""

from __future__ import annotations

import json
import re

from pydantic import TypeAdapter, ValidationError

from voicebox.errors import PackError
from voicebox.prompts.models import Id, Pack

SCHEMA_FILE = "pack.schema.json"
"""What editors read to complete a pack as it is typed; it lies beside the pack."""

_HEAD = """\
# yaml-language-server: $schema={schema}
# {name}: {made}. Change first:
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
    return _head(name, f"made from {source}") + body


def built_on(base: Pack, source: str, name: str) -> str:
    """The text of a small pack that takes all of `base`, with a section of its own to fill in.

    Args:
        base: the pack to build on.
        source: its name, by which `extends` finds it.
        name: as `check_name` gave it.
    """
    own = {
        **{"pack": name, "extends": source, "title": _title(name), "version": "0.1"},
        **{"audience": base.audience.value, "ages": base.ages, "minutes": base.minutes},
        "about": f"From {base.title}, with questions of our own.",
    }
    lines = [f"{key}: {_written(value)}" for key, value in own.items() if value]
    taken = [
        f"  - from: {source}/{part.id}  # {' '.join(part.title.split())}" for part in base.sections
    ]
    wide = max(line.index("#") for line in taken)
    aligned = [f"{line.partition('#')[0]:<{wide}}#{line.partition('#')[2]}" for line in taken]
    text = "\n".join([*lines, "", _TAKES.format(base=source), "sections:", *aligned])
    return _head(name, f"builds on {source}") + f"{text}\n{_EXAMPLE}"


_TAKES = """\
# The opening, the scales, read-back, sharing and ending are those of {base}, until you give
# your own here. Of the sections below, take out what you do not ask. What is changed in {base}
# changes here too."""
_EXAMPLE = """\
# A section of your own: take the # away from each line, and change it.
#  - id: our-garden
#    title: Our garden
#    prompts:
#      - id: garden-best
#        kind: choose
#        ask: What do you like best in the garden?
#        another_way: Which bit of the garden is good for you?
#        symbol: garden
#        source: N 3.1 item 3
#        feeds: [important-to-me]
#        many: true
#        options:
#          - {id: digging, word: digging, symbol: garden-work}
#          - {id: quiet, word: being quiet, symbol: quiet-space}
"""


def _head(name: str, made: str) -> str:
    return _HEAD.format(schema=SCHEMA_FILE, name=name, made=made)


def _title(name: str) -> str:
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def _written(value: str | int) -> str:
    """A value as YAML; words between quotation marks, whatever they hold."""
    is_name = re.fullmatch(r"[a-z][a-z0-9_-]*", str(value)) and value not in ("true", "false")
    return str(value) if is_name else json.dumps(value, ensure_ascii=False)
