"""`voicebox audit`: who did what with the talks, without a word of any answer."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from contextlib import closing

from voicebox.commands.asking import Secrets, opened
from voicebox.commands.files import print_text
from voicebox.locations import locate
from voicebox.pupils import find

NEWEST = 200
"""Lines that are shown unless all are asked for; JSON, which programs read, is always all."""


def audit(given: Namespace) -> int:
    """The account, newest first; exit code 1 where its chain is broken."""
    from voicebox.exports.account import BROKEN, as_json, lines

    with closing(opened(locate(os.environ), Secrets())) as store:
        pupil = find(store, given.pupil).id if given.pupil else None
        most = None if given.all or given.json else NEWEST
        account = store.account(pupil=pupil, limit=most and most + 1)
        names = {each.id: each.name for each in store.pupils()}
    if given.json:
        print_text(as_json(account, names))
    else:
        for line in list(lines(account, names))[:most]:
            print_text(f"{line}\n")
        if most and len(account.lines) > most:
            print_text(f"These are the newest {most}. Add --all to see the others as well.\n")
        if not account.lines:
            print_text("Nothing was noted yet.\n")
    if account.broken_at is not None:
        print(BROKEN.format(seq=account.broken_at), file=sys.stderr)
        return 1
    return 0
