"""A talk gathered from the store, ready to be read or sent out: what was said, and what was not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache, partial

from voicebox.conversation.keys import Key
from voicebox.conversation.record import Record, fold
from voicebox.conversation.routing import PackIndex, path
from voicebox.conversation.steps import current_step
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import Share, Status, View
from voicebox.exports.repeated import quotes, recalled_shares
from voicebox.ports import Store, TalkSummary
from voicebox.prompts.in_english import english_title, in_english, translation_note
from voicebox.prompts.loader import pack_from_json
from voicebox.prompts.models import Pack, TellYou, own_options
from voicebox.runner import stamp

STANDING = frozenset({"something-else", "dont-know", "wont-say"})
"""The ids of the cards that stand on every board, unless a pack gives them others."""


def no_english(_: str) -> str:
    """Of a pack that is no translation."""
    return ""


@dataclass(frozen=True)
class Exported:
    """One talk, whole. What of it may leave is for `sharing.shared_views` to say."""

    summary: TalkSummary
    record: Record
    not_reached: tuple[View, ...] = ()
    """The talk's own questions that were never asked: no words, share None (rule 8)."""
    pack_title: str = ""
    sections: tuple[tuple[str, str], ...] = ()
    """Ids and titles of the pack's sections, in order."""
    standing: frozenset[str] = STANDING
    """The ids of the cards that stand on every board."""
    quotes: dict[str, frozenset[str]] = field(default_factory=dict)
    """By a view's id: the views whose words its own question or card repeats."""
    recalled: dict[str, Share | None] = field(default_factory=dict)
    """By place: who may see now what was recalled of earlier talks."""
    symbols: dict[tuple[str, str], str] = field(default_factory=dict)
    """The picture of each card as it was shown, by the ids of its prompt and of itself."""
    translation: str = ""
    """Where the questions are a translation: whose, and whether anybody has checked it."""
    in_english: Callable[[str], str] = field(default=no_english, compare=False)
    """What words of a translated pack are in English; empty for all others."""


def talks_of(store: Store, pupil: str) -> list[Exported]:
    """All talks of the pupil of this id, the oldest first.

    Raises:
        StoreError: one cannot be read, or is not as it was written.
    """
    return [gather_talk(store, talk.header.id) for talk in reversed(store.talks(pupil=pupil))]


def gather_talk(store: Store, talk_id: str) -> Exported:
    """A talk with its record, and the questions that were never asked.

    Raises:
        NotFound: there is no such talk.
        StoreError: it cannot be read, or is not as it was written.
    """
    summary = store.talk(talk_id)
    pack, index, symbols = _pack_as_held(store.pack(summary.header.pack_digest))
    rows = store.events(talk_id)
    talk = _as_read(pack, index, talk_id, fold(map(stamp, rows)))
    standing = pack.standing
    as_of = rows[-1].at if rows else summary.header.started
    return Exported(
        summary=summary,
        record=talk.record,
        not_reached=tuple(_not_reached(talk, as_of)),
        pack_title=english_title(pack),
        sections=tuple((section.id, section.title) for section in pack.sections),
        standing=frozenset(
            {standing.something_else.id, standing.dont_know.id, standing.wont_say.id}
        ),
        quotes=quotes(talk),
        recalled=recalled_shares(store, talk.record),
        symbols=symbols,
        translation=translation_note(pack),
        in_english=partial(in_english, pack) if pack.translation else no_english,
    )


@lru_cache(maxsize=8)
def _pack_as_held(text: str) -> tuple[Pack, PackIndex, dict[tuple[str, str], str]]:
    """A pack, its index and the pictures of its cards: read once for all talks that it was for."""
    pack = pack_from_json(text)
    return pack, PackIndex(pack), dict(_symbols(pack))


def _as_read(pack: Pack, index: PackIndex, talk_id: str, record: Record) -> Talk:
    """The talk with its way through worked out once, at its end.

    Nobody holds it here, so where it stood after each event is not worked out again; for a long
    talk that is most of the time that holding it takes.
    """
    seed = record.opened.seed if record.opened else 0
    stretches = path(pack, record, seed)
    return Talk(index=index, id=talk_id, record=record, stretches=stretches)


def _symbols(pack: Pack) -> Iterator[tuple[tuple[str, str], str]]:
    """Each card of each prompt with its picture: those on its board, on its scale, standing."""
    for _, prompt in pack.prompts():
        scale = pack.scales.get(getattr(prompt, "scale", ""))
        for part in (pack.standing, scale, prompt):
            for option in own_options(part) if part is not None else ():
                yield (prompt.id, option.id), option.symbol


def _not_reached(talk: Talk, as_of: datetime) -> Iterator[View]:
    """A view for each main question on the talk's path that holds none."""
    for stretch in talk.stretches:
        for key in stretch.keys:
            prompt = talk.index.prompt[key.prompt]
            is_asked = not isinstance(prompt, TellYou) and not talk.is_for_adult(key.prompt)
            is_main = not talk.index.is_follow_up(key.prompt)
            if is_asked and is_main and talk.record.at(*key) is None:
                yield _never_asked(talk, key, as_of)


def _never_asked(talk: Talk, key: Key, as_of: datetime) -> View:
    """Its id ends in its key, as no event gave it."""
    opened = talk.record.opened
    prompt = talk.index.prompt[key.prompt]
    return View(
        id=f"{talk.id}.{key}",
        talk=talk.id,
        prompt=key.prompt,
        part=key.part,
        item=key.item,
        section=talk.index.section_of[key.prompt].id,
        asked=current_step(replace(talk, at=key)).asked,
        language=opened.language if opened else talk.pack.language,
        status=Status.NOT_REACHED,
        speaker=talk.context.speaker if opened is None else opened.speaker,
        theme=prompt.theme or "",
        feeds=prompt.feeds,
        at=as_of,
        share=None,
    )
