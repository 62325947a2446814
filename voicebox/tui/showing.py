"""From a talk to what the screen shows: bubbles, cards, keys. Pure: no widget, no store."""

from __future__ import annotations

from collections.abc import Sequence

from voicebox.conversation.events import ContextSet
from voicebox.conversation.keys import PRACTICE
from voicebox.conversation.record import NOTE
from voicebox.conversation.shapes import Shape, Step
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import (
    Choice,
    Chosen,
    Mode,
    Placed,
    Speaker,
    Status,
    View,
    said,
    value_words,
)
from voicebox.prompts.models import Kind, Option, own_options
from voicebox.tui.widgets.bars import Key
from voicebox.tui.widgets.cards import Card
from voicebox.tui.widgets.transcript import Bubble

_EARLIER = 8
"""Answers that the transcript still holds; the read-back has them all."""

_VERBS = {
    Mode.SPEECH: "said",
    Mode.SIGN: "signed",
    Mode.SYMBOL: "picked",
    Mode.POINTING: "pointed",
    Mode.OBJECT: "showed",
    Mode.DRAWING: "drew",
    Mode.WRITING: "wrote",
    Mode.TECHNOLOGY: "told",
    Mode.BEHAVIOUR: "showed",
}
_SILENCES = {
    Status.SKIPPED: "not now",
    Status.DONT_KNOW: "I don't know",
    Status.PASSED: "I won't say",
}


def who(talk: Talk) -> str:
    """`Amira with Mrs Okoye`."""
    opened = talk.record.opened
    if opened is None:
        return ""
    return f"{opened.pupil} with {opened.with_}" if opened.with_ else opened.pupil


def bubbles(
    talk: Talk, step: Step, asked: str | None = None, *, calm: bool = False
) -> list[Bubble]:
    """The last answers with their questions, then what is asked now; `calm`: that alone."""
    now = Bubble(step.asked if asked is None else asked, is_newest=True)
    if calm:
        about = step.cards if is_about_answer(step) else ()
        return [*(_answer(talk, view) for view in about), now]
    shown: list[Bubble] = []
    last_asked = ""
    views = [view for view in talk.record if _is_of_the_talk(view)]
    for view in views[-_EARLIER:]:
        if view.asked != last_asked:
            shown.append(Bubble(view.asked))
        last_asked = view.asked
        shown.append(_answer(talk, view))
    if is_about_answer(step):
        for view in step.cards:
            shown += [Bubble(view.asked), _answer(talk, view)]
    return [*shown, now]


def _is_of_the_talk(view: View) -> bool:
    """A grown-up's notes, and what they left out, are not part of what was said."""
    left_out = view.speaker is Speaker.KEY_ADULT and view.status is not Status.ANSWERED
    return view.part != NOTE and not left_out


def _answer(talk: Talk, view: View) -> Bubble:
    words = said(view) if view.status is Status.ANSWERED else _SILENCES[view.status]
    if view.share == "kept_back":
        words = f"{words}  (kept back)"
    side = "said" if view.speaker is Speaker.CHILD else "adult"
    return Bubble(words, f"{_name(talk, view)}{_verb(view)}", side)


def _name(talk: Talk, view: View) -> str:
    opened = talk.record.opened
    if view.speaker is Speaker.CHILD:
        return opened.pupil if opened else ""
    writer = view.recorder if view.speaker is Speaker.KEY_ADULT else ""
    return view.speaker_name or writer or view.speaker.value.replace("_", " ")


def _verb(view: View) -> str:
    if view.status is not Status.ANSWERED or not view.modes:
        return ""
    return f", {_VERBS[view.modes[0]]}"


# -- cards --------------------------------------------------------------------------------------


def option_cards(step: Step) -> list[Card]:
    """The board of a step: numbered cards, each with what was put there so far."""
    under = _placed_words(step)
    return [
        Card(
            option.id,
            option.word,
            option.symbol,
            small=under.get(option.id, "") if step.placed else "",
            number=_digit(number),
        )
        for number, option in enumerate(step.options, start=1)
    ]


def standing_cards(step: Step) -> list[Card]:
    """Something else, I don't know, I won't say: numbered on."""
    first = len(step.options) + 1
    numbered = step.shape is Shape.BOARD
    return [
        Card(option.id, option.word, option.symbol, number=_digit(number) if numbered else "")
        for number, option in enumerate(step.standing, start=first)
    ]


def _digit(number: int) -> str:
    return str(number) if number <= 9 else ""


def _placed_words(step: Step) -> dict[str, str]:
    under: dict[str, list[str]] = {}
    for placed in step.placed:
        if step.item is None or placed.item.id != step.item.id:
            under.setdefault(placed.column.id, []).append(placed.item.word)
    return {column: ", ".join(words) for column, words in under.items()}


def chosen_ids(step: Step) -> list[str]:
    """What was picked before, where the talk has come back to a board."""
    value = step.current.value if step.current else None
    if isinstance(value, Chosen):
        return [choice.id for choice in value.choices]
    return []


def current_card(step: Step) -> str:
    """The card that was picked before on a board for one."""
    value = step.current.value if step.current else None
    if isinstance(value, Placed):
        return value.column.id
    if isinstance(value, Chosen) and value.choices:
        return value.choices[0].id
    return getattr(value, "face", "") or ""


def read_back_cards(talk: Talk, step: Step) -> list[Card]:
    """The answers on this page, as cards: the picture, the answer, the question in small."""
    cards = []
    for number, view in enumerate(step.cards, start=1):
        word = view.words or value_words(view.value)
        cards.append(
            Card(str(view.seq), word, symbol_of(talk, view), small=view.asked, number=str(number))
        )
    return cards


def correction_cards(view: View, columns: Sequence[Choice]) -> list[Card]:
    """What can be done with an answer, as cards, for who cannot reach a menu."""
    cards = [Card("change", "change it", "drawing")]
    if isinstance(view.value, Placed):
        here = view.value.column.id
        cards += [Card(column.id, f"to: {column.word}") for column in columns if column.id != here]
    if view.share != "kept_back":
        cards.append(Card("keep_back", "keep it back", "private"))
    cards += [Card("remove", "take it away", "stop"), Card("leave", "leave it", "ok")]
    return cards


def symbol_of(talk: Talk, view: View) -> str:
    """The picture of an answer: of what was picked, else of what was asked."""
    prompt = talk.index.prompt.get(view.prompt)
    if prompt is None:
        return "talking"
    symbols = {option.id: option.symbol for option in _options(talk, view)}
    value = view.value
    wanted = ""
    if isinstance(value, Chosen) and value.choices:
        wanted = value.choices[0].id
    elif isinstance(value, Placed):
        wanted = value.item.id
    else:
        wanted = getattr(value, "face", "")
    return symbols.get(wanted) or prompt.symbol or "talking"


def _options(talk: Talk, view: View) -> list[Option]:
    prompt = talk.index.prompt[view.prompt]
    options = list(own_options(prompt))
    for scale in talk.pack.scales.values():
        options.extend(getattr(scale, "points", ()))
    standing = talk.pack.standing
    return [*options, standing.something_else]


def prompt_picture(talk: Talk, step: Step) -> str:
    """The picture beside the question: of what it is about, else the prompt's own."""
    if is_about_answer(step):
        return symbol_of(talk, step.cards[0])
    return step.item_symbol or step.symbol


def is_about_answer(step: Step) -> bool:
    """Is it asked of one answer, which must then be seen: who may see this one?"""
    return step.shape is Shape.BOARD and bool(step.cards)


# -- keys ---------------------------------------------------------------------------------------

HEAR = Key("space", "hear it", "hear")
BACK = Key("b", "back", "go_back")
SKIP = Key("k", "skip", "skip")
BREAK = Key("p", "pause", "take_a_break")
STOP = Key("x", "stop", "stop")
MORE = Key("esc", "more", "more")
GROWN_UP = Key("F1", "grown-up", "grown_up", for_adult=True)


def keys(step: Step, *, is_typing: bool, has_voice: bool, calm: bool = False) -> list[Key]:
    """The row of keys: only what works now. While words are typed, letters are words.

    A calm row has fewer; the others still work, and `more` has them all.
    """
    if is_typing:
        enter = Key("enter", "say it", "say_words")
        more = "pause, stop, more" if calm else "back, skip, pause, stop, hear"
        return [enter, Key("esc", more, "more"), GROWN_UP]
    row = [HEAR] if has_voice else []
    if step.shape is Shape.LADDER:
        row.insert(0, Key("↑↓", "then enter", "pick"))
    if step.can_go_back and not calm:
        row.append(BACK)
    if step.can_skip and not calm:
        row.append(Key("k", "go on", "skip") if is_settled(step) else SKIP)
    return [*row, BREAK, STOP, MORE, GROWN_UP]


def switch_keys(talk: Talk, step: Step, *, has_voice: bool) -> list[Key]:
    """The row for a child with a switch or a pointer alone: each key by its word."""
    row = [Key("♪", "hear it", "hear")] if has_voice else []
    if step.can_go_back:
        row.append(Key("◀", "back", "go_back"))
    if step.can_skip:
        row.append(Key("▶", "go on" if is_settled(step) else "skip", "skip"))
    if talk.record.last_answer() is not None:
        row.append(Key("▣", "keep my last answer private", "keep_back"))
    return [*row, Key("‖", "pause", "take_a_break"), Key("■", "stop", "stop"), GROWN_UP]


def is_settled(step: Step) -> bool:
    """Has it an answer already, so that skipping means to leave it and go on?"""
    return step.current is not None and step.current.status is not Status.SKIPPED


def hint(step: Step, pupil: str, *, calm: bool = False, by_child: bool = True) -> str:
    """What the box for words says while it is empty.

    Args:
        calm: nothing to the child.
        by_child: is the talk the child's, and not the family's or staff's?
    """
    if calm and not step.for_adult:
        return ""
    if step.shape is Shape.PICTURE:
        return "The path of a picture file, or words about a drawing on paper."
    if step.for_adult:
        return "For the grown-up: write it here, then Enter. Escape, then skip, leaves it out."
    if step.kind is Kind.FINISH:
        return f"... {pupil} finishes it here, then Enter."
    if not by_child:
        return "Write it here, then Enter. Escape, then skip, leaves it out."
    return f"{pupil}'s own words, just as they are. Then Enter."


def _speaking(context: ContextSet) -> str:
    """Who is set as speaking, by name where there is one."""
    return context.speaker_name or context.speaker.value.replace("_", " ")


def still_so(talk: Talk) -> str:
    """Who was noted as speaking and in the room, when a talk is gone on with: it may have changed.

    `Amira, with Mrs Okoye in the room: still so? F3 changes it.`
    """
    opened, context = talk.record.opened, talk.context
    if opened is None:
        return ""
    speaks = opened.pupil
    if context.speaker is not opened.speaker:
        speaks = _speaking(context)
    names = [name for name in (context.present or (opened.with_,)) if name]
    room = f", with {_listed(names)} in the room" if names else ""
    through = f", {context.interpreter} interpreting" if context.interpreter else ""
    return f"{speaks}{room}{through}: still so? F3 changes it."


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def adult_line(talk: Talk, step: Step, *, calm: bool = False) -> str:
    """What the adult should know at this moment: who is set as speaking, and the pack's line.

    A calm screen has the pack's line only where the prompt is the adult's own; F1 has it always.
    """
    context = talk.context
    opened = talk.record.opened
    notes = []
    if talk.record.keep_next_back:
        notes.append("The next answer will be kept back.")
    if opened is not None and context.speaker is not opened.speaker:
        name = _speaking(context)
        notes.append(f"Answers are now noted as {name}'s (F3).")
    if context.help not in ("none",):
        notes.append(f"Help noted: {context.help.replace('_', ' ')}.")
    if step.offered_again:
        notes.append("Skipped before, offered once more.")
    if step.key.prompt == PRACTICE and step.for_adult:
        notes.append("This part is not kept as a view.")
    if step.to_adult and (step.for_adult or not calm):
        notes.append(step.to_adult)
    elif step.for_adult and not notes:
        notes.append("This one is for the grown-up.")
    return " ".join(notes)
