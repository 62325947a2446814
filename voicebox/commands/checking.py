"""`voicebox doctor` and `schema`: what works here, and the form of what is written."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace

from voicebox.commands.files import print_text
from voicebox.text import paint_line


def doctor(_: Namespace) -> int:
    """What works here, and what to do where something does not."""
    from voicebox.doctor import examine

    for line in examine(os.environ, sys.stdin, sys.stdout):
        print_text(f"{paint_line(line)}\n")
    return 0


def schema(given: Namespace) -> int:
    """The JSON schema of an exported record, or of a prompt pack."""
    if given.of == "pack":
        from voicebox.prompts.models import Pack

        print_text(json.dumps(Pack.model_json_schema(by_alias=True), indent=2) + "\n")
        return 0
    from voicebox.exports.schema import record_schema

    print_text(json.dumps(record_schema(), indent=2) + "\n")
    return 0
