"""From what was given to the event that keeps it: checked against the board, with provenance."""

from __future__ import annotations

from typing import Any

from voicebox.conversation.events import AnswerGiven, ContextSet
from voicebox.conversation.inputs import Give
from voicebox.conversation.routing import GATHER_WHO, GATHER_WORDS
from voicebox.conversation.steps import Shape, Step
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import (
    CHANGED,
    HAND_OVER_HAND,
    OFFERED_AGAIN,
    WENT_BACK,
    Choice,
    Chosen,
    Help,
    Mode,
    Placed,
    Point,
    Speaker,
    Status,
    Value,
    ViewKind,
)
from voicebox.errors import AnswerRefused
from voicebox.prompts.models import Faces, Field_, Form, Kind, Option, Prompt
from voicebox.text import keep


def answer_event(talk: Talk, shown: Step, given: Give) -> AnswerGiven:
    """The event that keeps an answer.

    Raises:
        AnswerRefused: it does not answer what is on the screen, or nothing was given.
    """
    kept = keep(given.words)
    value = _value(talk, shown, given)
    if value is None and not kept.words.strip():
        raise AnswerRefused("Nothing was given.", mend="Answer, skip, or say I don't know.")
    if kept.words.strip() and not shown.takes_words:
        raise AnswerRefused(
            "Here one of the cards is picked.",
            mend=f"They are: {', '.join(option.word for option in shown.options)}.",
        )
    words = kept.words if kept.words.strip() else ""
    return AnswerGiven(
        **_place(talk, shown, before_cards=given.before_cards),
        **_provenance(talk, shown, has_words=bool(words), value=value),
        value=value,
        words=words,
        words_removed=kept.removed,
        status=Status.ANSWERED,
    )


def passed_over(
    talk: Talk, shown: Step, status: Status, *, before_cards: bool = False
) -> AnswerGiven:
    """The event that keeps a silence: skipped, don't know, or passed."""
    return AnswerGiven(
        **_place(talk, shown, before_cards=before_cards),
        **_provenance(talk, shown, has_words=False, value=None),
        status=status,
    )


def _place(talk: Talk, shown: Step, *, before_cards: bool) -> dict[str, Any]:
    """Where the answer belongs, what was asked, and what was offered: cards shape what is said,
    so those that were shown stand with it, and none where none was shown (rule 2)."""
    prompt = talk.index.prompt[shown.key.prompt]
    offered = () if before_cards else (*shown.options, *shown.standing)
    replaced = shown.current
    return {
        "prompt": shown.key.prompt,
        "part": shown.key.part,
        "item": shown.key.item,
        "section": talk.index.section_of[prompt.id].id,
        "asked": shown.asked,
        "language": talk.record.opened.language if talk.record.opened else talk.pack.language,
        "options_offered": tuple(_choice(option) for option in offered),
        "order_seed": None if before_cards else shown.order_seed,
        "theme": prompt.theme or "",
        "feeds": _feeds(prompt, shown.key.part),
        "gathered": "paper" if talk.on_paper else "",
        "replaces": replaced.id if replaced else None,
        "why": _why(talk, shown) if replaced else "",
    }


def _feeds(prompt: Prompt, part: str) -> tuple[str, ...]:
    """The plan fields of a form's field, where it has its own."""
    asked = field_at(prompt, part)
    return asked.feeds if asked is not None and asked.feeds else prompt.feeds


def field_at(prompt: Prompt, part: str) -> Field_ | None:
    """The field of a form that a part is, if it is one."""
    fields = prompt.fields if isinstance(prompt, Form) else ()
    return next((each for each in fields if each.id == part), None)


def _why(talk: Talk, shown: Step) -> str:
    if talk.changing == shown.key:
        return CHANGED
    return OFFERED_AGAIN if shown.offered_again else WENT_BACK


def _choice(option: Option) -> Choice:
    return Choice(id=option.id, word=option.word)


# -- the value ----------------------------------------------------------------------------------


def _value(talk: Talk, shown: Step, given: Give) -> Value | None:
    """What was picked. A picture can be the something else of any board (rule 2).

    Raises:
        AnswerRefused: it was picked from what is not on the screen.
    """
    _refuse_astray(talk, shown, given)
    if given.picture is not None:
        return given.picture
    match shown.shape:
        case Shape.BOARD:
            return _from_board(talk, shown, given)
        case Shape.LADDER:
            return _from_ladder(shown, given)
        case _:
            return None


def _refuse_astray(talk: Talk, shown: Step, given: Give) -> None:
    if given.choices and shown.shape is not Shape.BOARD:
        raise AnswerRefused("There are no cards here.", mend="Say it in words, or skip.")
    if given.point is not None and shown.shape is not Shape.LADDER:
        raise AnswerRefused("There is no ladder here.", mend="Answer what is asked, or skip.")
    takes_picture = (
        shown.shape is Shape.PICTURE or talk.pack.standing.something_else in shown.standing
    )
    if given.picture is not None and (given.choices or not takes_picture):
        raise AnswerRefused("A picture is no answer here.", mend="Answer what is asked, or skip.")


def _from_board(talk: Talk, shown: Step, given: Give) -> Value | None:
    if not given.choices:
        return None
    something_else = talk.pack.standing.something_else
    standing = (something_else,) if something_else in shown.standing else ()
    options = {option.id: option for option in (*shown.options, *standing)}
    unknown = [id_ for id_ in given.choices if id_ not in options]
    if unknown:
        raise AnswerRefused("That card is not on this board.", mend="Pick one that is.")
    picked = tuple(_choice(options[id_]) for id_ in dict.fromkeys(given.choices))
    if shown.scale or _is_ring(shown) or shown.kind is Kind.KEEP_OR_BIN:
        return _placed_or_point(talk, shown, picked)
    if len(picked) > 1 and not shown.many:
        raise AnswerRefused("One card is picked here.", mend="Pick one, or say it in words.")
    return Chosen(choices=picked)


def _is_ring(shown: Step) -> bool:
    return shown.kind is Kind.PEOPLE and shown.item is not None


def _placed_or_point(talk: Talk, shown: Step, picked: tuple[Choice, ...]) -> Value:
    if len(picked) != 1:
        raise AnswerRefused("One place at a time.", mend="Pick one, or say it in words.")
    if shown.kind is not Kind.SCALE and shown.item is not None:
        return Placed(item=shown.item, column=picked[0])
    scale = talk.pack.scales[shown.scale]
    assert isinstance(scale, Faces)
    ids = [point.id for point in scale.points]
    top = len(ids) - 1
    return Point(
        scale=shown.scale,
        point=top - ids.index(picked[0].id),
        top=top,
        low=scale.points[-1].word,
        high=scale.points[0].word,
        face=picked[0].id,
        word=picked[0].word,
    )


def _from_ladder(shown: Step, given: Give) -> Point | None:
    if given.point is None:
        return None
    ladder = shown.ladder
    assert ladder is not None
    if not 0 <= given.point <= ladder.top:
        raise AnswerRefused("That point is not on the ladder.", mend=f"It goes to {ladder.top}.")
    return Point(
        scale=shown.scale,
        point=given.point,
        top=ladder.top,
        low=ladder.low.word,
        high=ladder.high.word,
    )


# -- provenance ---------------------------------------------------------------------------------


def _provenance(talk: Talk, shown: Step, *, has_words: bool, value: Value | None) -> dict[str, Any]:
    """Who said it, what it is, how it was told, with how much help, who was here (rules 10, 18)."""
    context = talk.context
    speaker, name, kind = _speaker(talk, shown)
    is_own = kind is ViewKind.VERBATIM and speaker is not Speaker.KEY_ADULT
    if is_own and has_words and _is_carried_over(context):
        kind = ViewKind.TRANSLATED
    interpreter = context.interpreter or (talk.adult if kind is ViewKind.TRANSLATED else "")
    return {
        "speaker": speaker,
        "speaker_name": name,
        "kind": kind,
        "modes": _modes(context, speaker, None if talk.on_paper else value),
        "help": _help(talk, shown, speaker),
        "present": context.present,
        "interpreter": interpreter,
        "recorder": talk.adult,
    }


def _is_carried_over(context: ContextSet) -> bool:
    """Signed and interpreted words are translated, with the interpreter named (rule 9)."""
    return bool(context.interpreter) or Mode.SIGN in context.modes


def _speaker(talk: Talk, shown: Step) -> tuple[Speaker, str, ViewKind]:
    context, adult = talk.context, talk.adult
    if shown.kind is Kind.GATHER and shown.key.part == GATHER_WORDS:
        who = talk.record.at(shown.key.prompt, GATHER_WHO, shown.key.item)
        return Speaker.OTHER, who.words if who else "", ViewKind.VERBATIM
    asked = _asked_of(talk, shown)
    if asked is not None and context.speaker is _first_speaker(talk):
        return asked, adult if asked is Speaker.KEY_ADULT else "", ViewKind.VERBATIM
    if shown.kind is Kind.NOTICE or shown.instead_of_scale:
        return Speaker.KEY_ADULT, adult, ViewKind.OBSERVATION
    if shown.for_adult:
        return Speaker.KEY_ADULT, adult, ViewKind.VERBATIM
    by_behaviour = context.modes == (Mode.BEHAVIOUR,)
    if context.speaker is Speaker.CHILD and (context.help == HAND_OVER_HAND or by_behaviour):
        return Speaker.KEY_ADULT, adult, ViewKind.OBSERVATION
    return context.speaker, context.speaker_name, ViewKind.VERBATIM


def _asked_of(talk: Talk, shown: Step) -> Speaker | None:
    """Whose answer a prompt, or a form's field, is, where that is not who the pack speaks to."""
    prompt = talk.index.prompt[shown.key.prompt]
    asked = field_at(prompt, shown.key.part)
    named = asked.speaker if asked is not None and asked.speaker else prompt.speaker
    return Speaker(named) if named else None


def _first_speaker(talk: Talk) -> Speaker:
    return talk.record.opened.speaker if talk.record.opened else Speaker.CHILD


def _modes(context: ContextSet, speaker: Speaker, value: Value | None) -> tuple[Mode, ...]:
    """As the adult set them; a card picked from a board was told by symbol, until they say."""
    if context.modes and speaker is Speaker.CHILD:
        return context.modes
    if context.help == HAND_OVER_HAND:
        return context.modes
    return (Mode.SYMBOL,) if value is not None and speaker is Speaker.CHILD else ()


def _help(talk: Talk, shown: Step, speaker: Speaker) -> Help:
    """As the adult set it; a prompt that was said again says so by itself."""
    if speaker is not Speaker.CHILD:
        return Help.NONE
    if talk.context.help != Help.NONE and talk.context.help != HAND_OVER_HAND:
        return Help(talk.context.help)
    if talk.heard >= 2 and shown.another_way:
        return Help.SAID_ANOTHER_WAY
    return Help.REPEATED if talk.heard else Help.NONE
