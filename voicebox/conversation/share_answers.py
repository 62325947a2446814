"""Answers to who may see it: for all, for a part, for one answer. Undecided leaves by no export."""

from __future__ import annotations

from collections.abc import Iterator

from voicebox.conversation.events import ShareDecided
from voicebox.conversation.inputs import ONWARD, Give, Outcome
from voicebox.conversation.shared import seen_undecided
from voicebox.conversation.steps import Step, current_step
from voicebox.conversation.talk import ALL, PART, SEEN, Talk
from voicebox.conversation.views import Circle, Share, Speaker
from voicebox.errors import AnswerRefused
from voicebox.prompts.models import Option, Sharing


def pick_a_card(shown: Step) -> AnswerRefused:
    """What is said where something else was given than one of the cards."""
    words = ", ".join(option.word for option in shown.options)
    return AnswerRefused("Here one of the cards is picked.", mend=f"They are: {words}.")


def share(talk: Talk, given: Give) -> Outcome:
    """Who may see all of it, a part, or one answer; or that it is asked part by part or singly.

    Raises:
        AnswerRefused: it does not answer what is on the screen.
    """
    shown = current_step(talk)
    words = talk.pack.sharing
    ids = {option.id for option in shown.options}
    if not given.choices or given.words.strip() or not set(given.choices) <= ids:
        raise pick_a_card(shown)
    if talk.at.part == ALL and words.by_part.id in given.choices:
        return decide(talk, "undecided", one_by_one=False, by_part=True)
    if words.one_by_one.id in given.choices:
        return decide(talk, "undecided", one_by_one=True)
    if words.keep_back.id in given.choices:
        if len(given.choices) > 1:
            raise AnswerRefused(
                f'"{words.keep_back.word}" goes alone.', mend="Pick that, or who may see it."
            )
        return decide(talk, "kept_back", one_by_one=False)
    if words.everyone.id in given.choices:
        return decide(talk, "everyone", one_by_one=False)
    return decide(talk, _circles(words, given.choices), one_by_one=False)


def _circles(words: Sharing, picked: tuple[str, ...]) -> Share:
    """The circles that were picked, under their own names whatever a pack's cards are called."""
    circles: tuple[tuple[Circle, Option], ...] = (
        ("family", words.family),
        ("school", words.school),
        ("meeting", words.meeting),
    )
    return tuple(circle for circle, option in circles if option.id in picked)


def decide(talk: Talk, share: Share, *, one_by_one: bool, by_part: bool = False) -> Outcome:
    """Decide about what the step that is on the screen asks about."""
    if talk.at.part == ALL:
        views = tuple(_for_all(talk))
    elif talk.at.part == PART:
        kept = talk.kept_back
        views = tuple(view.id for view in talk.cards(talk.at.item) if view.id not in kept)
    elif talk.at.part == SEEN:
        views = seen_undecided(talk)
    else:
        view = talk.record.by_seq(int(talk.at.item))
        views = (view.id,) if view else ()
    decided = ShareDecided(
        views=views,
        share=share,
        by=talk.context.speaker,
        key=str(talk.at),
        one_by_one=one_by_one,
        by_part=by_part,
    )
    return Outcome((decided,), ONWARD, keeps=True)


def _for_all(talk: Talk) -> Iterator[str]:
    """What a choice for all is about: not what was kept back by itself, nor what is the plan's."""
    opened = talk.record.opened
    for view in talk.record:
        settled = opened is not None and opened.already and view.speaker is Speaker.KEY_ADULT
        if not settled and not {view.id, view.about} & talk.kept_back:
            yield view.id
