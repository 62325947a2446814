"""From a talk to the cards on the screen, and what picture each has. Pure: no widget, no store."""

from __future__ import annotations

from collections.abc import Sequence

from voicebox.conversation.shapes import Shape, Step
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import (
    Choice,
    Chosen,
    Placed,
    View,
    value_words,
)
from voicebox.prompts.models import Option, own_options
from voicebox.prompts.program_words import Saying, in_plain_english
from voicebox.tui.widgets.cards import Card


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
    card = current_card(step)
    return [card] if card else []


def has_something_else(step: Step, something_else: str) -> bool:
    """Were words said on a board of several cards, or something shown, beside what was picked?"""
    was = step.current
    return step.many and was is not None and (bool(was.words) or something_else in chosen_ids(step))


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


def correction_cards(
    view: View, columns: Sequence[Choice], say: Saying = in_plain_english
) -> list[Card]:
    """What can be done with an answer, as cards, for who cannot reach a menu."""
    cards = [Card("change", say("change it"), "drawing")]
    if isinstance(view.value, Placed):
        here = view.value.column.id
        others = [column for column in columns if column.id != here]
        cards += [Card(column.id, say("to: {item}", item=column.word)) for column in others]
    if view.share != "kept_back":
        cards.append(Card("keep_back", say("keep it back"), "private"))
    cards += [Card("remove", say("take it away"), "stop"), Card("leave", say("leave it"), "ok")]
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
    if is_about_answer(step) and len(step.cards) == 1:
        return symbol_of(talk, step.cards[0])
    return step.item_symbol or step.symbol


def is_about_answer(step: Step) -> bool:
    """Is it asked of one answer, which must then be seen: who may see this one?"""
    return step.shape is Shape.BOARD and bool(step.cards)
