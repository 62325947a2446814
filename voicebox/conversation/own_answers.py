"""Answers to the talk's own prompts: assent, practice, between sections, sharing and the ending."""

from __future__ import annotations

from collections.abc import Callable

from voicebox.conversation.events import (
    AssentAnswered,
    BetweenAnswered,
    BreakTaken,
    EndingAnswered,
    PageConfirmed,
    PracticeAnswered,
    TalkFinished,
    ToldMore,
    WentOn,
)
from voicebox.conversation.inputs import (
    ONWARD,
    Effect,
    Give,
    Hush,
    Input,
    Outcome,
    SayLine,
    Skip,
)
from voicebox.conversation.keys import (
    ASSENT,
    BETWEEN,
    ENDING,
    OPENING,
    PRACTICE,
    READ_BACK,
    SHARING,
    Key,
)
from voicebox.conversation.practice import DISLIKE, LIKE, RESULT
from voicebox.conversation.shapes import known
from voicebox.conversation.share_answers import decide, pick_a_card, share
from voicebox.conversation.steps import Step, current_step, last_choice
from voicebox.conversation.talk import (
    AFTER_STOP,
    ALL,
    LAST_CHOICE,
    NEXT_STEPS,
    Talk,
)
from voicebox.errors import AnswerRefused, NotNow
from voicebox.prompts.models import Faces, fill
from voicebox.text import keep


def answer_own(talk: Talk, given: Give) -> Outcome:
    """What an answer to one of the talk's own prompts leads to.

    Raises:
        AnswerRefused: it does not answer what is on the screen.
    """
    own: dict[str, Callable[[Talk, Give], Outcome]] = {
        OPENING: read_page,
        ASSENT: _assent,
        PRACTICE: _practice,
        BETWEEN: _between,
        READ_BACK: _confirm,
        SHARING: share,
        ENDING: _ending,
    }
    return own[talk.at.prompt](talk, given)


def take_break(talk: Talk) -> Outcome:
    """A break, from anywhere."""
    return Outcome(
        (BreakTaken(),), (Hush(), SayLine(fill(talk.pack.ending.on_a_break, **known(talk))))
    )


def own_without_answer(talk: Talk, given: Input, shown: Step) -> Outcome:
    """What a silence leads to on one of the talk's own prompts.

    Raises:
        AnswerRefused: one of the cards is needed here.
    """
    key = talk.at
    if key.prompt == OPENING or (isinstance(given, Skip) and _stands(talk)):
        return Outcome((WentOn(key=str(key)),), ONWARD)
    match key.prompt:
        case x if x == PRACTICE:
            return _without_practice(talk)
        case x if x == READ_BACK:
            views = tuple(view.id for view in shown.cards)
            left = PageConfirmed(key=str(key), views=views, confirmed=False)
            return Outcome((left,), ONWARD)
        case x if x == SHARING:
            return decide(talk, "undecided", one_by_one=False)
        case x if x == ENDING and key.part == LAST_CHOICE:
            ended = EndingAnswered(part=key.part, skipped=True)
            return Outcome((ended, TalkFinished()), _goodbye(talk))
        case x if x == ENDING:
            return Outcome((EndingAnswered(part=key.part, skipped=True),), ONWARD)
        case _:
            raise pick_a_card(shown)


def _stands(talk: Talk) -> bool:
    """Was it answered before? Then skipping leaves it as it is: back blanks nothing (rule 13)."""
    part = talk.at.part
    match talk.at.prompt:
        case x if x == ASSENT:
            return talk.agreed
        case x if x == PRACTICE:
            return part in talk.practice.named or part in talk.practice.points
        case x if x == ENDING:
            return part != LAST_CHOICE and bool(talk.ending.get(part))
        case x:
            return x in (BETWEEN, SHARING) and talk.at in talk.read


def read_page(talk: Talk, given: Give) -> Outcome:
    """A page was read, or more was asked for."""
    shown = current_step(talk)
    picked = _one(shown, given)
    if picked != shown.options[0].id:
        return Outcome((ToldMore(key=str(talk.at)),), ONWARD)
    return Outcome((WentOn(key=str(talk.at)),), ONWARD)


def _assent(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    picked = _one(shown, given)
    assent = talk.pack.assent
    asked, speaker = shown.asked, talk.context.speaker
    if picked == assent.start.id:
        started = AssentAnswered(answer="start", asked=asked, speaker=speaker)
        return Outcome((started,), ONWARD, keeps=True)
    if picked == assent.not_today.id:
        declined = AssentAnswered(answer="not-today", asked=asked, speaker=speaker)
        line = SayLine(fill(talk.pack.ending.goodbye, **known(talk)))
        return Outcome((declined,), (Hush(), line), keeps=True)
    more = AssentAnswered(answer="tell-me-more", asked=asked, speaker=speaker)
    return Outcome((more,), ONWARD)


def _practice(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    part = talk.at.part
    if part in (LIKE, DISLIKE):
        words = keep(given.words).words
        if not words.strip():
            raise AnswerRefused("A word is needed here.", mend="Name one thing, or skip.")
        return Outcome((PracticeAnswered(part=part, words=words),), ONWARD, keeps=True)
    if part == RESULT:
        _one(shown, given)
        outcome = talk.practice.outcome(talk.pack)
        return Outcome((PracticeAnswered(part=part, outcome=outcome),), ONWARD)
    point = _point(talk, shown, given)
    return Outcome((PracticeAnswered(part=part, point=point),), ONWARD, keeps=True)


def _without_practice(talk: Talk) -> Outcome:
    """Left where it is, the practice still says what it showed so far."""
    if talk.at.part == RESULT:
        shown = PracticeAnswered(part=RESULT, outcome=talk.practice.outcome(talk.pack))
        return Outcome((shown,), ONWARD)
    left = PracticeAnswered(part=talk.at.part, skipped=True)
    outcome = talk.practice.with_answer(left).outcome(talk.pack)
    return Outcome((left.model_copy(update={"outcome": outcome}),), ONWARD)


def _point(talk: Talk, shown: Step, given: Give) -> int:
    if shown.ladder is not None:
        if given.point is None or given.words.strip() or not 0 <= given.point <= shown.ladder.top:
            raise AnswerRefused("Here a point is picked.", mend=f"0 to {shown.ladder.top}.")
        return given.point
    picked = _one(shown, given)
    scale = talk.pack.scales[shown.scale]
    assert isinstance(scale, Faces)
    ids = [point.id for point in scale.points]
    return len(ids) - 1 - ids.index(picked)


def _between(talk: Talk, given: Give) -> Outcome:
    between = talk.pack.between
    picked = _one(current_step(talk), given)
    if picked == between.have_a_break.id:
        return take_break(talk)
    answer = BetweenAnswered(
        section=talk.at.part, answer="enough" if picked == between.enough.id else "go-on"
    )
    return Outcome((answer,), ONWARD, keeps=True)


def _confirm(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    picked, words = _one(shown, given), talk.pack.read_back
    if talk.at.part == ALL and picked == words.enough.id:
        return Outcome((WentOn(key=str(Key(READ_BACK, ALL))),), ONWARD)
    if talk.at.part == ALL and picked == words.each.id:
        return Outcome((ToldMore(key=str(talk.at)),), ONWARD)
    views = tuple(view.id for view in shown.cards)
    confirmed = PageConfirmed(key=str(talk.at), views=views, confirmed=True)
    return Outcome((confirmed,), ONWARD, keeps=True)


def _ending(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    part = talk.at.part
    if part == LAST_CHOICE:
        picked = _one(shown, given)
        ended = EndingAnswered(part=part, words=_word(shown, picked))
        return Outcome((ended, TalkFinished()), _goodbye(talk), keeps=True)
    if part == NEXT_STEPS:
        _one(shown, given)
        return Outcome((EndingAnswered(part=part),), ONWARD)
    words = keep(given.words).words
    if not words.strip():
        raise AnswerRefused("A word is needed here.", mend="Say it, or skip.")
    return Outcome((EndingAnswered(part=part, words=words),), ONWARD, keeps=True)


def _word(shown: Step, picked: str) -> str:
    return next(option.word for option in shown.options if option.id == picked)


def _goodbye(talk: Talk) -> tuple[Effect, ...]:
    return (Hush(), SayLine(fill(talk.pack.ending.goodbye, **known(talk))))


def answer_after_stop(talk: Talk, given: Give) -> Outcome:
    """Even after a stop the child picks what to end on (rule 20)."""
    if AFTER_STOP in talk.ending:
        raise NotNow("The talk has stopped.", mend="Carry it on, or start a new one.")
    shown = last_choice(talk)
    picked = _one(shown, given)
    ended = EndingAnswered(part=AFTER_STOP, words=_word(shown, picked))
    return Outcome((ended,), _goodbye(talk), keeps=True)


def _one(shown: Step, given: Give) -> str:
    ids = {option.id for option in shown.options}
    if len(given.choices) != 1 or given.choices[0] not in ids or given.words.strip():
        raise pick_a_card(shown)
    return given.choices[0]
