"""Steps of the pack's prompts, one for each kind and part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from voicebox.conversation import routing
from voicebox.conversation.keys import (
    Key,
)
from voicebox.conversation.recalled import Recalled, matching, same_scale
from voicebox.conversation.shapes import Shape, Step, known, on_scale, page_step
from voicebox.conversation.talk import (
    Talk,
)
from voicebox.conversation.views import Choice, Placed, Point, Speaker, Status, said
from voicebox.prompts.models import (
    NOTICE_FIELDS,
    Choose,
    Draw,
    Field_,
    Finish,
    Form,
    Gather,
    KeepOrBin,
    MyWay,
    Notice,
    Option,
    Pair,
    People,
    Prompt,
    Rows,
    ScalePrompt,
    Side,
    Signals,
    Sort,
    TellYou,
    Working,
    fill,
)


def pack_step(talk: Talk, key: Key) -> Step:
    """The step of one of the pack's prompts, or of a part of it."""
    prompt = talk.index.prompt[key.prompt]
    if isinstance(prompt, TellYou):
        return page_step(talk, key, prompt, **_about(talk, key))
    base = _asking(talk, key, prompt)
    standing = talk.pack.standing
    every = (standing.something_else, standing.dont_know, standing.wont_say)
    match prompt:
        case Choose():
            return _board(talk, base, prompt.options, many=prompt.many, fixed=prompt.fixed_order)
        case Sort():
            return replace(on_scale(talk, base, prompt.scale), placed=_placed(talk, prompt.id))
        case ScalePrompt():
            return _scale(talk, base, prompt)
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
        case KeepOrBin():
            options = (prompt.keep, prompt.bin, prompt.not_sure)
            return replace(base, shape=Shape.BOARD, options=options, takes_words=True)
        case Signals():
            return _signal(talk, base, prompt)
        case Form(rows=Rows() as rows) if key.part == routing.ANOTHER:
            return replace(_one_more(base, rows.ask_more, rows.yes, rows.no), for_adult=False)
        case Form():
            return _field(talk, base, next(f for f in prompt.fields if f.id == key.part))
        case _:
            return replace(base, takes_words=True, standing=every[1:])


def _asking(talk: Talk, key: Key, prompt: Prompt) -> Step:
    item, item_symbol = _item(talk, key)
    words = known(talk, item=item.word if item else "", answer=_parent_answer(talk, key))
    words |= _about(talk, key) | {"shown": _shown(talk, prompt, key)}
    asked = prompt.ask
    if isinstance(prompt, People) and key.part == routing.RING:
        asked = prompt.ask_ring
    if isinstance(prompt, Notice) and key.part != "seen":
        asked = prompt.questions.get(key.part, NOTICE_FIELDS[key.part])
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


def _about(talk: Talk, key: Key) -> dict[str, str]:
    """What a prompt about something said earlier may name: what, asked how, by whom, when."""
    each = recalled_at(talk, key)
    if each is None:
        return {}
    return {
        "item": each.said,
        "asked": each.asked,
        "who": each.speaker_name or _WHO[each.speaker].format(**known(talk)),
        "when": day(each.at, talk.pack.language),
    }


def _shown(talk: Talk, prompt: Prompt, key: Key) -> str:
    """What was answered at another prompt about the same thing."""
    shown = routing.shown_at(prompt, key.item)
    view = talk.record.at(*shown) if shown is not None else None
    return said(view) if view is not None and view.status is Status.ANSWERED else "..."


_WHO = {
    Speaker.CHILD: "{pupil}",
    Speaker.PARENT_CARER: "home",
    Speaker.KEY_ADULT: "school",
    Speaker.OTHER: "someone who knows {pupil}",
}


def recalled_at(talk: Talk, key: Key) -> Recalled | None:
    """What of an earlier talk a key is about."""
    return next((each for each in talk.record.recalled if each.place == key.item), None)


def day(at: datetime, language: str) -> str:
    """A day in words in English, in figures elsewhere: `3 October 2026`, `3.10.2026`."""
    here = at.astimezone()
    if language.startswith("en"):
        return f"{here.day} {here:%B} {here.year}"
    return f"{here.day}.{here.month}.{here.year}"


def _item(talk: Talk, key: Key) -> tuple[Choice | None, str]:
    """The card that a key is about: a sort's card, or a person to be put into a ring."""
    if not key.item:
        return None, ""
    earlier = recalled_at(talk, key)
    if earlier is not None:
        return earlier.choice, ""
    prompt: Prompt | None = talk.index.prompt[key.prompt]
    if isinstance(prompt, KeepOrBin):
        items = routing.items_of(prompt, talk.pack, talk.record)
        return next((each for each in items if each.id == key.item), None), ""
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


def _scale(talk: Talk, base: Step, prompt: ScalePrompt) -> Step:
    """A scale; asked again, it is the scale of last time, with the point that was given then."""
    earlier = recalled_at(talk, base.key)
    name = same_scale(earlier.value, talk.pack) if earlier is not None else None
    step = on_scale(talk, base, name or prompt.scale)
    if earlier is None or name is None:
        return step
    return replace(step, before=earlier.value if isinstance(earlier.value, Point) else None)


def _one_more(base: Step, asked: str, yes: Option, no: Option) -> Step:
    return replace(base, shape=Shape.BOARD, asked=asked, another_way="", options=(yes, no))


def _signal(talk: Talk, base: Step, prompt: Signals) -> Step:
    part = base.key.part
    if part == routing.ANOTHER:
        return _one_more(base, prompt.ask_more, prompt.yes, prompt.no)
    own: dict[str, Side | MyWay] = {routing.MEANS: prompt.means, routing.PLEASE: prompt.please}
    own |= {each.id: each for each in prompt.my}
    side = own.get(part)
    asked = side.ask if side else prompt.ask
    another_way = side.another_way if isinstance(side, Side) else None
    shown = Side(
        ask=asked,
        another_way=another_way or (prompt.another_way if side is None else None),
        options=side.options if side else prompt.options,
    )
    return _side(talk, replace(base, another_way=""), shown)


def _gather(base: Step, prompt: Gather, key: Key) -> Step:
    if key.part == routing.GATHER_MORE:
        return _one_more(base, prompt.ask_more, prompt.yes, prompt.no)
    asked = {
        routing.GATHER_WHO: prompt.ask_who,
        routing.GATHER_WORDS: base.asked,
        routing.GATHER_HOW: prompt.ask_how,
    }[key.part]
    return replace(base, asked=asked, takes_words=True)


def _field(talk: Talk, base: Step, field_: Field_) -> Step:
    words = known(talk) | _about(talk, base.key)
    to_adult = fill(field_.to_adult, **words) if field_.to_adult else base.to_adult
    step = replace(base, asked=fill(field_.ask, **words), takes_words=True, to_adult=to_adult)
    options, many = field_.options, field_.many
    if field_.recall is not None or field_.rows_of is not None:
        options, many = (*_linked(talk, field_), *options), True
    return replace(step, shape=Shape.BOARD, options=options, many=many) if options else step


def _linked(talk: Talk, field_: Field_) -> Iterator[Option]:
    """Cards that say what somebody said: in an earlier talk, or in an earlier form of this one."""
    found: list[Choice] = []
    if field_.recall is not None:
        recalled = matching(field_.recall, talk.record.recalled, talk.pack)
        found += [each.choice for each in recalled]
    if field_.rows_of is not None:
        found += routing.rows_of(field_.rows_of, talk.record)
    for each in found:
        yield Option.model_construct(id=each.id, word=each.word, symbol="")
