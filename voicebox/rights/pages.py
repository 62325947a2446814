"""Pages of an access folder that are ours: the first page, what to read first, who did what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voicebox.conversation.views import value_words
from voicebox.exports.account import lines
from voicebox.ports import Concern
from voicebox.rights import page
from voicebox.rights.apart import NOT_SHARED, WARNING
from voicebox.rights.holdings import Holdings, about
from voicebox.rights.others import Passage
from voicebox.store.direct import reading
from voicebox.store.forks import own_name
from voicebox.store.strangers import origins
from voicebox.text import paint_line

NOTHING_FOUND = (
    "Nothing about other people was found. That proves nothing: a program looked for words of "
    "others, questions about people, adults' notes and the names of other pupils here, and a "
    "passage about somebody else can have none of them. Read the talks before the folder is given "
    "out."
)


def index(
    held: Holdings, written: Sequence[tuple[str, str]], found: Sequence[Passage]
) -> Iterator[str]:
    """The first page: what each file is.

    Args:
        held: what is held.
        written: the other files, each with what it is.
        found: passages about other people.
    """
    yield page.said(
        f"All that voicebox holds about {paint_line(held.pupil.name)} on {held.today:%d %B %Y}. "
        "Keep this folder safe: it is not encrypted."
    )
    if found:
        count = len(found)
        many = "1 passage" if count == 1 else f"{count} passages"
        yield page.said(f"Before it is given out: to-review.html lists {many} to be read first.")
    if not held.concerns:
        yield page.said(
            "Worries about safety, if there are any, are not part of this folder; the safeguarding "
            "lead is asked for them."
        )
    yield page.heading("What each file is")
    yield page.files([each for each in written if not each[0].startswith(NOT_SHARED)])
    apart = [each for each in written if each[0].startswith(NOT_SHARED)]
    if apart:
        yield page.heading("Not shared")
        yield page.said(WARNING)
        yield page.files(apart)
    if held.empty:
        yield page.heading("What is left out")
        yield page.said(f"These would hold nothing: {', '.join(held.empty)}.")
    if held.failed:
        yield page.heading("What could not be written")
        yield page.listed(held.failed)
    came = list(_origins(held))
    if came:
        yield page.heading("Talks that came from another voicebox")
        yield page.listed(came)


def _origins(held: Holdings) -> Iterator[str]:
    with reading(held.store) as connection:
        for talk in dict.fromkeys(own_name(each.summary.header.id) for each in held.talks):
            for row in origins(connection, talk):
                sender = paint_line(row.sender) or "somebody whose name was not set"
                yield f"{talk}: sent by {sender} on {row.made[:10]}."


def review(found: Sequence[Passage]) -> bytes:
    """Passages about other people, each with why it is listed."""
    first = (
        "A family may have what is about their child, and not what is about others. Read these "
        "before the folder is given out, and take out of the copy what may not be given. The list "
        "is made by a program: what it does not list can still be about others. This page is for "
        "you: it shows words that were not shared, so take it out of what you give."
    )
    if not found:
        return page.page("To be read first", [page.said(NOTHING_FOUND)])
    parts = [
        page.passage(
            f"{about(each.talk)}: {paint_line(each.view.asked)}",
            each.view.words or value_words(each.view.value),
            "; ".join(each.why),
        )
        for each in found
    ]
    return page.page("To be read first", [page.said(first), *parts])


def worries(concerns: Sequence[Concern]) -> bytes:
    """The worries about the child, each with who has it."""
    parts = [
        page.passage(
            f"{each.at:%d %B %Y}, by {paint_line(each.by) or 'somebody'}",
            each.words,
            f"Passed on to {paint_line(each.passed_on_to)} on {each.passed_on_at:%d %B %Y}."
            if each.passed_on_at
            else "Not passed on yet.",
        )
        for each in concerns
    ]
    return page.page("Worries about safety", parts)


def account_page(held: Holdings) -> bytes:
    """Who did what, without a word of any answer."""
    account = held.store.account(pupil=held.pupil.id)
    names = {held.pupil.id: held.pupil.name}
    told = [page.said("The newest stands first. It holds no word of any answer.")]
    if account.broken_at is not None:
        told.append(
            page.said(f"This account is not as it was written, at line {account.broken_at}.")
        )
    return page.page("Who did what", [*told, page.listed(lines(account, names))])
