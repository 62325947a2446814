"""The files of an access folder, in the order in which they are made and listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from voicebox.rights import pages
from voicebox.rights.apart import apart_files
from voicebox.rights.holdings import File, Holdings
from voicebox.rights.others import Passage
from voicebox.rights.own import own_files, picture_files
from voicebox.rights.shared import shared_files


def files(held: Holdings, found: Sequence[Passage]) -> Iterator[File]:
    """Every file but the first page; none is made yet.

    Args:
        held: what is held.
        found: passages about other people.
    """
    first = "Passages about other people: to be read first."
    yield File("to-review.html", first, partial(pages.review, found))
    yield from shared_files(held)
    yield from picture_files(held)
    yield from own_files(held)
    account = "Who did what: talks held, documents made, copies."
    yield File("account.html", account, partial(pages.account_page, held))
    yield from apart_files(held)
    if held.concerns:
        what = "Worries about the child's safety."
        yield File("worries.html", what, partial(pages.worries, held.concerns))
