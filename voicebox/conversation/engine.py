"""The conversation engine: `step(talk, input)` gives events and effects. Pure: no clock, no disk.

What it gives is not yet true: the runner commits the events, and only then is the talk what
`talk.apply` makes of them.
"""

from __future__ import annotations

from collections.abc import Callable

from voicebox.conversation.answers import answer_event, passed_over
from voicebox.conversation.events import (
    AnswerGiven,
    AnswerRemoved,
    AssentAnswered,
    BetweenAnswered,
    BreakTaken,
    CarriedOn,
    ChangeBegun,
    ContextSet,
    EndingAnswered,
    HeardAgain,
    NextKeptBack,
    PageConfirmed,
    PracticeAnswered,
    ShareDecided,
    TalkFinished,
    TalkOpened,
    TalkStopped,
    ToldMore,
    WentBack,
    WentOn,
)
from voicebox.conversation.heading import back_target
from voicebox.conversation.inputs import (
    Ask,
    CarryOn,
    Change,
    DontKnow,
    Effect,
    Give,
    GoBack,
    HearAgain,
    Hush,
    Input,
    KeepBack,
    KeepNextBack,
    Move,
    Outcome,
    Pass,
    Remove,
    SayAgain,
    SayLine,
    SetContext,
    Skip,
    Stop,
    TakeBreak,
    TakeNote,
)
from voicebox.conversation.keys import (
    ASSENT,
    BETWEEN,
    ENDING,
    OPENING,
    PRACTICE,
    READ_BACK,
    SHARING,
)
from voicebox.conversation.machine import is_open
from voicebox.conversation.practice import DISLIKE, LIKE, RESULT
from voicebox.conversation.record import NOTE
from voicebox.conversation.states import State
from voicebox.conversation.steps import Shape, Step, current_step, last_choice
from voicebox.conversation.talk import (
    AFTER_STOP,
    ALL,
    LAST_CHOICE,
    NEXT_STEPS,
    Talk,
)
from voicebox.conversation.views import (
    Choice,
    Help,
    Placed,
    Share,
    Speaker,
    Status,
    View,
    ViewKind,
)
from voicebox.errors import AnswerRefused, NotNow
from voicebox.prompts.models import Faces, Sort
from voicebox.text import keep

_ONWARD: tuple[Effect, ...] = (Hush(), Ask())


def opening_event(
    *,
    pupil: str,
    pupil_id: str,
    with_: str,
    pack: str,
    pack_version: str,
    language: str,
    seed: int,
    speaker: Speaker = Speaker.CHILD,
) -> TalkOpened:
    """The first event of every talk."""
    return TalkOpened(
        pupil=pupil,
        pupil_id=pupil_id,
        with_=with_,
        pack=pack,
        pack_version=pack_version,
        language=language,
        seed=seed,
        speaker=speaker,
    )


def step(talk: Talk, given: Input) -> Outcome:
    """What an input leads to. Nothing is changed by asking.

    Raises:
        NotNow: the state of the talk does not allow it.
        AnswerRefused: what was given does not answer what is on the screen.
    """
    match given:
        case CarryOn():
            return Outcome((CarriedOn(),), _ONWARD)
        case Stop(by=by):
            return _stop(talk, by)
        case TakeNote():
            return _note(talk, given)
        case SetContext():
            return Outcome((_context(talk, given),))
        case KeepBack(seq=seq):
            return _keep_back(talk, seq)
        case Give() if talk.state is State.STOPPED:
            return _after_stop(talk, given)
    if not is_open(talk.state):
        raise NotNow("The talk is not open.", mend="Carry it on first, or start a new one.")
    return _open_step(talk, given)


def _open_step(talk: Talk, given: Input) -> Outcome:
    match given:
        case TakeBreak():
            said = SayLine(talk.pack.ending.on_a_break)
            return Outcome((BreakTaken(),), (Hush(), said))
        case GoBack():
            return _go_back(talk)
        case HearAgain():
            return _hear_again(talk)
        case KeepNextBack(on=on):
            return Outcome((NextKeptBack(on=on),))
        case Change(seq=seq):
            return _change(talk, seq)
        case Move(seq=seq, column=column):
            return _move(talk, seq, column)
        case Remove(seq=seq, why=why):
            view = _view(talk, seq)
            by = talk.context.speaker
            return Outcome((AnswerRemoved(view=view.id, by=by, why=why),), (Hush(),), keeps=True)
        case Skip() | DontKnow() | Pass():
            return _without_answer(talk, given)
        case Give():
            return _give(talk, _standing_choice(talk, given))
        case _:
            raise NotNow("That cannot be done here.", mend="Answer what is asked.")


# -- answers ------------------------------------------------------------------------------------


def _standing_choice(talk: Talk, given: Give) -> Input:
    """The cards "I don't know" and "I won't say" are no choices but silences of their own."""
    standing = talk.pack.standing
    if given.words or len(given.choices) != 1:
        return given
    if given.choices[0] == standing.dont_know.id:
        return DontKnow()
    return Pass() if given.choices[0] == standing.wont_say.id else given


def _give(talk: Talk, given: Input) -> Outcome:
    if not isinstance(given, Give):
        return _without_answer(talk, given)
    own: dict[str, Callable[[Talk, Give], Outcome]] = {
        OPENING: _read_page,
        ASSENT: _assent,
        PRACTICE: _practice,
        BETWEEN: _between,
        READ_BACK: _confirm,
        SHARING: _share,
        ENDING: _ending,
    }
    if talk.at.prompt in own:
        return own[talk.at.prompt](talk, given)
    shown = current_step(talk)
    if shown.shape is Shape.PAGE:
        return _read_page(talk, given)
    return Outcome((answer_event(talk, shown, given),), _ONWARD, keeps=True)


def _without_answer(talk: Talk, given: Input) -> Outcome:
    """Three of the four silences, kept apart (rule 8)."""
    shown = current_step(talk)
    key = talk.at
    if key.own_state is not None:
        return _own_without_answer(talk, given, shown)
    if shown.shape is Shape.PAGE or (isinstance(given, Skip) and _stands(shown)):
        return Outcome((WentOn(key=str(key)),), _ONWARD)
    status = {
        Skip: Status.SKIPPED,
        DontKnow: Status.DONT_KNOW,
        Pass: Status.PASSED,
    }[type(given)]
    return Outcome((passed_over(talk, shown, status),), _ONWARD, keeps=True)


def _stands(shown: Step) -> bool:
    """Skipping what has an answer leaves it as it stands: going back blanks nothing (rule 13)."""
    return shown.current is not None and shown.current.status is not Status.SKIPPED


def _own_without_answer(talk: Talk, given: Input, shown: Step) -> Outcome:
    key = talk.at
    match key.prompt:
        case x if x == OPENING or (x == ASSENT and talk.agreed and isinstance(given, Skip)):
            return Outcome((WentOn(key=str(key)),), _ONWARD)
        case x if x == PRACTICE:
            skipped = PracticeAnswered(part=key.part, skipped=True, outcome="not_tried")
            return Outcome((skipped,), _ONWARD)
        case x if x == READ_BACK:
            views = tuple(view.id for view in shown.cards)
            left = PageConfirmed(key=str(key), views=views, confirmed=False)
            return Outcome((left,), _ONWARD)
        case x if x == SHARING:
            return _decide(talk, "undecided", one_by_one=False)
        case x if x == ENDING and key.part == LAST_CHOICE:
            ended = EndingAnswered(part=key.part, skipped=True)
            return Outcome((ended, TalkFinished()), _goodbye(talk))
        case x if x == ENDING:
            return Outcome((EndingAnswered(part=key.part, skipped=True),), _ONWARD)
        case _:
            raise _pick_a_card(shown)


def _pick_a_card(shown: Step) -> AnswerRefused:
    words = ", ".join(option.word for option in shown.options)
    return AnswerRefused("Here one of the cards is picked.", mend=f"They are: {words}.")


def _one(shown: Step, given: Give) -> str:
    ids = {option.id for option in shown.options}
    if len(given.choices) != 1 or given.choices[0] not in ids or given.words.strip():
        raise _pick_a_card(shown)
    return given.choices[0]


# -- the talk's own prompts ---------------------------------------------------------------------


def _read_page(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    picked = _one(shown, given)
    if picked != shown.options[0].id:
        return Outcome((ToldMore(key=str(talk.at)),), _ONWARD)
    return Outcome((WentOn(key=str(talk.at)),), _ONWARD)


def _assent(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    picked = _one(shown, given)
    assent = talk.pack.assent
    asked, speaker = shown.asked, talk.context.speaker
    if picked == assent.start.id:
        started = AssentAnswered(answer="start", asked=asked, speaker=speaker)
        return Outcome((started,), _ONWARD, keeps=True)
    if picked == assent.not_today.id:
        declined = AssentAnswered(answer="not-today", asked=asked, speaker=speaker)
        line = SayLine(talk.pack.ending.goodbye)
        return Outcome((declined,), (Hush(), line), keeps=True)
    more = AssentAnswered(answer="tell-me-more", asked=asked, speaker=speaker)
    return Outcome((more,), _ONWARD)


def _practice(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    part = talk.at.part
    if part in (LIKE, DISLIKE):
        words = keep(given.words).words
        if not words.strip():
            raise AnswerRefused("A word is needed here.", mend="Name one thing, or skip.")
        return Outcome((PracticeAnswered(part=part, words=words),), _ONWARD, keeps=True)
    if part == RESULT:
        _one(shown, given)
        outcome = talk.practice.outcome(talk.pack)
        return Outcome((PracticeAnswered(part=part, outcome=outcome),), _ONWARD)
    point = _point(talk, shown, given)
    return Outcome((PracticeAnswered(part=part, point=point),), _ONWARD, keeps=True)


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
        return _open_step(talk, TakeBreak())
    answer = BetweenAnswered(
        section=talk.at.part, answer="enough" if picked == between.enough.id else "go-on"
    )
    return Outcome((answer,), _ONWARD, keeps=True)


def _confirm(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    _one(shown, given)
    views = tuple(view.id for view in shown.cards)
    confirmed = PageConfirmed(key=str(talk.at), views=views, confirmed=True)
    return Outcome((confirmed,), _ONWARD, keeps=True)


def _share(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    words = talk.pack.sharing
    ids = {option.id for option in shown.options}
    if not given.choices or given.words.strip() or not set(given.choices) <= ids:
        raise _pick_a_card(shown)
    if words.one_by_one.id in given.choices:
        return _decide(talk, "undecided", one_by_one=True)
    circles = (words.family, words.school, words.meeting)
    some = tuple(option.id for option in circles if option.id in given.choices)
    if words.keep_back.id in given.choices:
        if len(given.choices) > 1:
            raise AnswerRefused(
                f'"{words.keep_back.word}" goes alone.', mend="Pick that, or who may see it."
            )
        return _decide(talk, "kept_back", one_by_one=False)
    share: Share = "everyone" if words.everyone.id in given.choices else _circles(some)
    return _decide(talk, share, one_by_one=False)


def _circles(ids: tuple[str, ...]) -> Share:
    return tuple(name for name in ("family", "school", "meeting") if name in ids)


def _decide(talk: Talk, share: Share, *, one_by_one: bool) -> Outcome:
    if talk.at.part == ALL:
        views = tuple(view.id for view in talk.record if view.id not in talk.kept_back)
    else:
        view = talk.record.by_seq(int(talk.at.item))
        views = (view.id,) if view else ()
    decided = ShareDecided(
        views=views,
        share=share,
        by=talk.context.speaker,
        key=str(talk.at),
        one_by_one=one_by_one,
    )
    return Outcome((decided,), _ONWARD, keeps=True)


def _ending(talk: Talk, given: Give) -> Outcome:
    shown = current_step(talk)
    part = talk.at.part
    if part == LAST_CHOICE:
        picked = _one(shown, given)
        ended = EndingAnswered(part=part, words=_word(shown, picked))
        return Outcome((ended, TalkFinished()), _goodbye(talk), keeps=True)
    if part == NEXT_STEPS:
        _one(shown, given)
        return Outcome((EndingAnswered(part=part),), _ONWARD)
    words = keep(given.words).words
    if not words.strip():
        raise AnswerRefused("A word is needed here.", mend="Say it, or skip.")
    return Outcome((EndingAnswered(part=part, words=words),), _ONWARD, keeps=True)


def _word(shown: Step, picked: str) -> str:
    return next(option.word for option in shown.options if option.id == picked)


def _goodbye(talk: Talk) -> tuple[Effect, ...]:
    return (Hush(), SayLine(talk.pack.ending.goodbye))


def _after_stop(talk: Talk, given: Give) -> Outcome:
    """Even after a stop the child picks what to end on (rule 20)."""
    if AFTER_STOP in talk.ending:
        raise NotNow("The talk has stopped.", mend="Carry it on, or start a new one.")
    shown = last_choice(talk)
    picked = _one(shown, given)
    ended = EndingAnswered(part=AFTER_STOP, words=_word(shown, picked))
    return Outcome((ended,), _goodbye(talk), keeps=True)


# -- the way through ----------------------------------------------------------------------------


def _stop(talk: Talk, by: Speaker) -> Outcome:
    if not is_open(talk.state) and talk.state is not State.PAUSED:
        raise NotNow("The talk has ended.", mend="Start a new one, or read it back with show.")
    line = SayLine(talk.pack.ending.stopped)
    return Outcome((TalkStopped(by=by),), (Hush(), line))


def _go_back(talk: Talk) -> Outcome:
    if talk.state is State.OPENING or back_target(talk) is None:
        raise NotNow("There is nothing to go back to here.", mend="Answer, or take a break.")
    return Outcome((WentBack(),), _ONWARD)


def _hear_again(talk: Talk) -> Outcome:
    shown = current_step(talk)
    another_way = bool(shown.another_way) and talk.heard % 2 == 1
    effects: tuple[Effect, ...] = (Hush(), SayAgain(another_way))
    return Outcome((HeardAgain(another_way=another_way),), effects)


def _context(talk: Talk, given: SetContext) -> ContextSet:
    changes = {
        name: value
        for name in ("speaker", "speaker_name", "modes", "help", "present", "interpreter")
        if (value := getattr(given, name)) is not None
    }
    if given.speaker is not None and given.speaker_name is None:
        changes["speaker_name"] = ""
    return talk.context.model_copy(update=changes)


def _note(talk: Talk, given: TakeNote) -> Outcome:
    """An adult's reading stands beside the answer it is about, marked (rule 9)."""
    kept = keep(given.words)
    if not kept.words.strip():
        raise AnswerRefused("The note is empty.", mend="Write a word, or leave it.")
    about = talk.record.last_answer()
    kind = given.kind
    if about is None and kind is ViewKind.INTERPRETATION:
        kind = ViewKind.OBSERVATION
    note = AnswerGiven(
        prompt=about.prompt if about else talk.at.prompt,
        part=NOTE,
        section=about.section if about else "",
        item=about.item if about else "",
        asked=about.asked if about else "",
        language=talk.pack.language,
        words=kept.words,
        words_removed=kept.removed,
        status=Status.ANSWERED,
        speaker=Speaker.KEY_ADULT,
        speaker_name=adult(talk),
        kind=kind,
        about=about.id if about else None,
        present=talk.context.present,
        theme=about.theme if about else "",
        feeds=about.feeds if about else (),
        recorder=adult(talk),
    )
    return Outcome((note,), keeps=True)


def adult(talk: Talk) -> str:
    """The adult beside the child, as they were named when the talk began."""
    return talk.record.opened.with_ if talk.record.opened else ""


def _view(talk: Talk, seq: int) -> View:
    view = talk.record.by_seq(seq)
    if view is None:
        raise AnswerRefused(f"There is no answer {seq} now.", mend="The read-back shows them all.")
    return view


def _keep_back(talk: Talk, seq: int | None) -> Outcome:
    view = _view(talk, seq) if seq is not None else talk.record.last_answer()
    if view is None:
        return Outcome((NextKeptBack(on=True),))
    kept = ShareDecided(views=(view.id,), share="kept_back", by=talk.context.speaker)
    return Outcome((kept,), keeps=True)


def _change(talk: Talk, seq: int) -> Outcome:
    view = _view(talk, seq)
    if view.part == NOTE or view.about is not None:
        raise AnswerRefused("A note is not changed.", mend="Remove it, and write another.")
    if view.prompt not in talk.index.prompt:
        raise AnswerRefused("Its prompt is no longer in the pack.", mend="Remove it instead.")
    return Outcome((ChangeBegun(view=view.id),), _ONWARD)


def _move(talk: Talk, seq: int, column: str) -> Outcome:
    view = _view(talk, seq)
    if not isinstance(view.value, Placed):
        raise AnswerRefused("Only a card in a column can be moved.", mend="Change it instead.")
    to = _column(talk, view, column)
    value = view.value.model_copy(update={"column": to})
    fields = {name: getattr(view, name) for name in AnswerGiven.model_fields if name != "type"}
    moved = AnswerGiven.model_construct(
        **fields | {"value": value, "replaces": view.id, "why": "moved", "help": Help.NONE}
    )
    return Outcome((moved,), (Hush(),), keeps=True)


def _column(talk: Talk, view: View, column: str) -> Choice:
    columns = columns_of(talk, view)
    wanted = column.strip().casefold()
    for number, option in enumerate(columns, start=1):
        if wanted in (str(number), option.id.casefold(), option.word.casefold()):
            return option
    words = ", ".join(option.word for option in columns)
    raise AnswerRefused("There is no such column.", mend=f"They are: {words}.")


def columns_of(talk: Talk, view: View) -> tuple[Choice, ...]:
    """The columns or rings that a placed answer can be moved to."""
    prompt = talk.index.prompt.get(view.prompt)
    if isinstance(prompt, Sort):
        scale = talk.pack.scales[prompt.scale]
        options = scale.points if isinstance(scale, Faces) else ()
    else:
        options = getattr(prompt, "rings", ())
    return tuple(Choice(id=option.id, word=option.word) for option in options)
