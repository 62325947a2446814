"""What is read back, and when it has been (rule 13): a section in fives, then part by part."""

from __future__ import annotations

from voicebox.conversation.keys import READ_BACK, Key
from voicebox.conversation.talk import ALL, CARDS_A_PAGE, Talk
from voicebox.conversation.views import CheckedBack, View


def read_back_keys(talk: Talk, part: str) -> list[Key]:
    """The pages of a read-back that are not heard yet."""
    heard = talk.read_back.get(part, frozenset())
    pages = pages_of(talk, part)
    return [
        Key(READ_BACK, part, str(number))
        for number, page in enumerate(pages)
        if any(view.id not in heard for view in page)
    ]


def whole_keys(talk: Talk) -> list[Key]:
    """The parts of the last read-back that are not heard yet; none once the child has left it."""
    if Key(READ_BACK, ALL) in talk.read:
        return []
    return [Key(READ_BACK, ALL, part) for part in talk.parts if unheard(talk, part)]


def unheard(talk: Talk, part: str) -> list[View]:
    """What of a section the last read-back has not had yet."""
    heard = talk.read_back.get(ALL, frozenset())
    return [view for view in talk.cards(part) if view.id not in heard]


def in_fives(talk: Talk, key: Key) -> bool:
    """Is a part of the last read-back heard a few at a time?

    As the child asked for, and where more than five answers in it were never checked: all at once
    can be right only where each was looked at before (rule 13).
    """
    left = unheard(talk, key.item)
    unchecked = [view for view in left if view.checked_back is CheckedBack.NOT_ASKED]
    return bool(left) and (key in talk.told_more or len(unchecked) > CARDS_A_PAGE)


def page_at(talk: Talk, key: Key) -> tuple[View, ...]:
    """The answers that are read back at a key."""
    if key.part != ALL:
        pages = pages_of(talk, key.part)
        return tuple(pages[min(int(key.item), len(pages) - 1)]) if pages else ()
    if in_fives(talk, key):
        return tuple(unheard(talk, key.item)[:CARDS_A_PAGE])
    cards = talk.cards(key.item)
    return tuple(sorted(cards, key=lambda view: view.checked_back is not CheckedBack.NOT_ASKED))


def pages_of(talk: Talk, part: str) -> list[list[View]]:
    """Answers to read back, five at most to a page."""
    cards = talk.cards(part)
    return [cards[start : start + CARDS_A_PAGE] for start in range(0, len(cards), CARDS_A_PAGE)]
