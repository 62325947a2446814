"""Steps of the pack's prompts, one for each kind and part."""

from __future__ import annotations

from dataclasses import replace

from voicebox.conversation import routing
from voicebox.conversation.keys import (
    Key,
)
from voicebox.conversation.shapes import Shape, Step, known, on_scale, page_step
from voicebox.conversation.talk import (
    Talk,
)
from voicebox.conversation.views import Choice, Placed, said
from voicebox.prompts.models import (
    NOTICE_FIELDS,
    Choose,
    Draw,
    Field_,
    Finish,
    Form,
    Gather,
    Kind,
    Option,
    Pair,
    People,
    Prompt,
    ScalePrompt,
    Side,
    Sort,
    TellYou,
    Working,
    fill,
)


def pack_step(talk: Talk, key: Key) -> Step:
    """The step of one of the pack's prompts, or of a part of it."""
    prompt = talk.index.prompt[key.prompt]
    if isinstance(prompt, TellYou):
        return page_step(talk, key, prompt)
    base = _asking(talk, key, prompt)
    standing = talk.pack.standing
    every = (standing.something_else, standing.dont_know, standing.wont_say)
    match prompt:
        case Choose():
            return _board(talk, base, prompt.options, many=prompt.many, fixed=prompt.fixed_order)
        case Sort():
            return replace(on_scale(talk, base, prompt.scale), placed=_placed(talk, prompt.id))
        case ScalePrompt():
            return on_scale(talk, base, prompt.scale)
        case Finish() if prompt.options:
            return _board(talk, base, prompt.options, many=True)
        case Pair():
            return _side(talk, base, prompt.to_me if key.part == routing.TO_ME else prompt.for_me)
        case Working():
            works = key.part == routing.WORKING
            return _side(talk, base, prompt.working if works else prompt.not_working)
        case People() if key.part == routing.WHO:
            return _board(talk, base, prompt.options, many=True)
        case People():
            return replace(
                base,
                shape=Shape.BOARD,
                options=prompt.rings,
                standing=every[1:],
                placed=_placed(talk, prompt.id),
            )
        case Draw():
            return _draw(base, prompt, key)
        case Gather():
            return _gather(base, prompt, key)
        case Form():
            return _field(talk, base, next(f for f in prompt.fields if f.id == key.part))
        case _:
            return replace(base, takes_words=True, standing=every[1:])


def _asking(talk: Talk, key: Key, prompt: Prompt) -> Step:
    item, item_symbol = _item(talk, key)
    words = known(talk, item=item.word if item else "", answer=_parent_answer(talk, key))
    asked = prompt.ask
    if isinstance(prompt, People) and key.part == routing.RING:
        asked = prompt.ask_ring
    if prompt.kind is Kind.NOTICE and key.part != "seen":
        asked = NOTICE_FIELDS[key.part]
    adult = talk.is_for_adult(prompt.id)
    return Step(
        key=key,
        state=talk.state,
        shape=Shape.WORDS,
        kind=prompt.kind,
        title=talk.index.section_of[prompt.id].title,
        asked=fill(asked, **words),
        another_way=fill(prompt.another_way or "", **words),
        symbol=prompt.symbol or "",
        item=item,
        item_symbol=item_symbol,
        for_adult=adult,
        to_adult=fill(prompt.to_adult or "", **words),
        current=talk.record.at(*key),
        offered_again=talk.skipped_once(key),
    )


def _item(talk: Talk, key: Key) -> tuple[Choice | None, str]:
    """The card that a key is about: a sort's card, or a person to be put into a ring."""
    if not key.item:
        return None, ""
    prompt: Prompt | None = talk.index.prompt[key.prompt]
    while prompt is not None and not isinstance(prompt, Sort | People):
        prompt = talk.index.parent.get(prompt.id)
    if isinstance(prompt, People):
        words = dict(routing.people(prompt, talk.record))
        if key.item not in words:
            return Choice(id=key.item, word=key.item), ""
        symbols = {option.id: option.symbol for option in prompt.options}
        return Choice(id=key.item, word=words[key.item]), symbols.get(key.item, "")
    if isinstance(prompt, Sort):
        card = next(card for card in prompt.cards if card.id == key.item)
        return Choice(id=card.id, word=card.word), card.symbol
    return None, ""


def _parent_answer(talk: Talk, key: Key) -> str:
    parent = talk.index.parent.get(key.prompt)
    if parent is None:
        return ""
    views = [view for view in talk.record.of_prompt(parent.id) if view.item in ("", key.item)]
    return ", ".join(filter(None, (said(view) for view in views)))


def _placed(talk: Talk, prompt: str) -> tuple[Placed, ...]:
    views = talk.record.of_prompt(prompt)
    return tuple(view.value for view in views if isinstance(view.value, Placed))


def _board(
    talk: Talk, base: Step, options: tuple[Option, ...], *, many: bool, fixed: bool = False
) -> Step:
    standing, seed = talk.pack.standing, talk.seed
    place = f"{base.key.prompt}{base.key.part}"
    shown = options if fixed else routing.shuffled(options, seed, place)
    return replace(
        base,
        shape=Shape.BOARD,
        options=shown,
        order_seed=None if fixed else seed,
        standing=(standing.something_else, standing.dont_know, standing.wont_say),
        many=many,
        takes_words=True,
    )


def _side(talk: Talk, base: Step, side: Side) -> Step:
    words = known(talk)
    asked, another_way = fill(side.ask, **words), fill(side.another_way or "", **words)
    step = replace(base, asked=asked, another_way=another_way or base.another_way)
    if side.options:
        return _board(talk, step, side.options, many=True)
    standing = talk.pack.standing
    return replace(step, takes_words=True, standing=(standing.dont_know, standing.wont_say))


def _draw(base: Step, prompt: Draw, key: Key) -> Step:
    if key.part == routing.PICTURE:
        return replace(base, shape=Shape.PICTURE, takes_words=True)
    return replace(base, asked=prompt.ask_words, takes_words=True)


def _gather(base: Step, prompt: Gather, key: Key) -> Step:
    if key.part == routing.GATHER_MORE:
        return replace(
            base, shape=Shape.BOARD, asked=prompt.ask_more, options=(prompt.yes, prompt.no)
        )
    asked = {
        routing.GATHER_WHO: prompt.ask_who,
        routing.GATHER_WORDS: base.asked,
        routing.GATHER_HOW: prompt.ask_how,
    }[key.part]
    return replace(base, asked=asked, takes_words=True)


def _field(talk: Talk, base: Step, field_: Field_) -> Step:
    step = replace(base, asked=fill(field_.ask, **known(talk)), takes_words=True)
    if not field_.options:
        return step
    return replace(step, shape=Shape.BOARD, options=field_.options, many=field_.many)
