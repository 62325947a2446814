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
    """The JSON schema of an exported record, of a plan, or of a prompt pack."""
    from voicebox.exports.schema import pack_schema, plan_schema, record_schema

    of = {"pack": pack_schema, "plan": plan_schema, "record": record_schema}[given.of]
    print_text(json.dumps(of(), ensure_ascii=False, indent=2) + "\n")
    return 0
