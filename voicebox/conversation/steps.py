"""What is on the screen: one step, ready to be shown by any front end. Built from talk and pack."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from voicebox.conversation import routing
from voicebox.conversation.heading import back_target, pages_of
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
from voicebox.conversation.practice import DISLIKE, LIKE, RESULT, TRIES, tried_thing
from voicebox.conversation.states import State
from voicebox.conversation.talk import (
    ALL,
    BY_WHEN,
    LAST_CHOICE,
    NEXT_STEPS,
    WHO_TELLS,
    Talk,
)
from voicebox.conversation.views import Choice, Placed, View, said
from voicebox.prompts.models import (
    NOTICE_FIELDS,
    Choose,
    Draw,
    Faces,
    Field_,
    Finish,
    Form,
    Gather,
    Kind,
    Ladder,
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


class Shape(StrEnum):
    """How a step is answered, whatever it asks."""

    PAGE = "page"
    """Words to be heard; one card goes on."""
    BOARD = "board"
    """Cards with pictures, one or several."""
    LADDER = "ladder"
    """A point between two ends."""
    WORDS = "words"
    """Words, typed or written down."""
    PICTURE = "picture"
    """A picture from a file."""
    CARDS = "cards"
    """Answers read back."""


@dataclass(frozen=True)
class Step:
    """One thing to be answered, with everything that a front end needs to show it."""

    key: Key
    state: State
    shape: Shape
    asked: str
    title: str = ""
    """The section's title."""
    kind: Kind | None = None
    """The prompt's kind; none for the talk's own prompts."""
    another_way: str = ""
    symbol: str = ""
    options: tuple[Option, ...] = ()
    """The cards, in the order to be shown."""
    standing: tuple[Option, ...] = ()
    """Something else, I don't know, I won't say: full cards, always last."""
    many: bool = False
    order_seed: int | None = None
    scale: str = ""
    ladder: Ladder | None = None
    item: Choice | None = None
    """The card that a sort, a ring or a follow-up is about."""
    item_symbol: str = ""
    placed: tuple[Placed, ...] = ()
    """What this prompt's cards were placed as so far."""
    for_adult: bool = False
    to_adult: str = ""
    """A line for the adult alone."""
    instead_of_scale: bool = False
    """The scale is not understood: the adult's observation stands in its place (rule 3)."""
    current: View | None = None
    """The answer given before, where the talk has come back to it."""
    offered_again: bool = False
    cards: tuple[View, ...] = ()
    """The answers on this page of the read-back."""
    page: int = 0
    pages: int = 1
    part_done: int = 0
    """Sections that lie behind, for the row of dots."""
    parts: int = 0
    takes_words: bool = False
    can_skip: bool = True
    can_go_back: bool = False


def current_step(talk: Talk) -> Step:
    """The step that is on the screen now. In a paused or stopped talk: the one it stopped at."""
    key = talk.at
    step = _own(talk, key) if key.own_state is not None else _of_pack(talk, key)
    done, parts = _progress(talk)
    return replace(step, part_done=done, parts=parts, can_go_back=back_target(talk) is not None)


def words_to_say(step: Step, *, another_way: bool = False) -> list[str]:
    """What the voice says: the question, then each card's word."""
    asked = step.another_way if another_way and step.another_way else step.asked
    if step.shape is Shape.CARDS:
        return [asked, *(said(view) for view in step.cards)]
    ends = [step.ladder.low.word, step.ladder.high.word] if step.ladder else []
    return [asked, *(option.word for option in (*step.options, *step.standing)), *ends]


def _progress(talk: Talk) -> tuple[int, int]:
    sections = [stretch.section.id for stretch in talk.stretches if stretch.keys]
    key = talk.at
    if key.prompt in (OPENING, ASSENT, PRACTICE):
        return 0, len(sections)
    if key.prompt in (BETWEEN, READ_BACK) and key.part in sections:
        return sections.index(key.part) + 1, len(sections)
    if key.own_state is not None:
        return len(sections), len(sections)
    section = talk.index.section_of[key.prompt].id
    return sections.index(section) if section in sections else 0, len(sections)


def _names(talk: Talk, **more: str) -> dict[str, str]:
    opened = talk.record.opened
    pupil = opened.pupil if opened else ""
    adult = (opened.with_ if opened else "") or "your grown-up"
    return {"pupil": pupil, "adult": adult, **more}


# -- the talk's own prompts ---------------------------------------------------------------------


def _own(talk: Talk, key: Key) -> Step:
    match key.prompt:
        case x if x == OPENING:
            return _page(talk, key, talk.pack.opening[int(key.part)])
        case x if x == ASSENT:
            return _assent(talk, key)
        case x if x == PRACTICE:
            return _practice(talk, key)
        case x if x == BETWEEN:
            return _between(talk, key)
        case x if x == READ_BACK:
            return _read_back(talk, key)
        case x if x == SHARING:
            return _sharing(talk, key)
        case _:
            return _ending(talk, key)


def _page(talk: Talk, key: Key, page: TellYou) -> Step:
    told = key in talk.told_more
    options = (page.ok,) if told or page.ask_more is None else (page.ok, page.ask_more)
    title = talk.pack.title
    if key.own_state is None:
        title = talk.index.section_of[key.prompt].title
    return Step(
        key=key,
        state=talk.state,
        shape=Shape.PAGE,
        kind=Kind.TELL_YOU,
        title=title,
        asked=fill(page.more if told and page.more else page.ask, **_names(talk)),
        another_way=page.another_way or "",
        symbol=page.symbol or "",
        options=options,
        to_adult=page.to_adult or "",
        can_skip=False,
    )


def _assent(talk: Talk, key: Key) -> Step:
    assent = talk.pack.assent
    told = Key(ASSENT) in talk.told_more
    again = any(view for view in talk.record)
    asked = assent.more if told else assent.ask_again if again else assent.ask
    more = () if told else (assent.ask_more,)
    return Step(
        key=key,
        state=talk.state,
        shape=Shape.BOARD,
        title=talk.pack.title,
        asked=fill(asked, **_names(talk)),
        symbol=assent.symbol or "",
        options=(assent.start, assent.not_today, *more),
        can_skip=False,
    )


def _practice(talk: Talk, key: Key) -> Step:
    practice = talk.pack.practice
    assert practice is not None
    base = Step(key=key, state=talk.state, shape=Shape.WORDS, title=talk.pack.title, asked="")
    if key.part in (LIKE, DISLIKE):
        asked = practice.ask_like if key.part == LIKE else practice.ask_dislike
        asked = fill(asked, **_names(talk))
        return replace(base, asked=asked, for_adult=True, takes_words=True)
    if key.part == RESULT:
        understood = talk.practice.outcome(talk.pack) == "understood"
        words = practice.understood if understood else practice.not_understood
        ok = Option(id="ok", word="OK", symbol="ok")
        asked = fill(words, **_names(talk))
        return replace(base, shape=Shape.PAGE, asked=asked, options=(ok,), for_adult=not understood)
    thing = tried_thing(key.part, talk.practice)
    again = key.part in TRIES[2:]
    asked = fill(practice.ask_again if again else practice.ask, **_names(talk, item=thing))
    item = Choice(id=key.part, word=thing)
    return replace(_on_scale(talk, base, practice.scale), asked=asked, item=item)


def _between(talk: Talk, key: Key) -> Step:
    between = talk.pack.between
    return Step(
        key=key,
        state=talk.state,
        shape=Shape.BOARD,
        title=talk.pack.title,
        asked=fill(between.ask, **_names(talk)),
        options=(between.go_on, between.have_a_break, between.enough),
        can_skip=False,
    )


def _read_back(talk: Talk, key: Key) -> Step:
    pages = pages_of(talk, key.part)
    page = min(int(key.item), max(len(pages) - 1, 0))
    words = talk.pack.read_back
    whole = key.part == ALL
    titles = {section.id: section.title for section in talk.pack.sections}
    return Step(
        key=key,
        state=talk.state,
        shape=Shape.CARDS,
        title=talk.pack.title if whole else titles[key.part],
        asked=fill(words.ask_all if whole else words.ask, **_names(talk)),
        symbol="speech",
        options=(words.right,),
        cards=tuple(pages[page]) if pages else (),
        page=page,
        pages=max(len(pages), 1),
    )


def _sharing(talk: Talk, key: Key) -> Step:
    words = talk.pack.sharing
    circles = (words.everyone, words.family, words.school, words.meeting, words.keep_back)
    base = Step(
        key=key,
        state=talk.state,
        shape=Shape.BOARD,
        title=talk.pack.title,
        asked=fill(words.ask, **_names(talk)),
        options=(*circles, words.one_by_one),
        standing=(talk.pack.standing.dont_know,),
        many=True,
    )
    if key.part == ALL:
        return base
    view = talk.record.by_seq(int(key.item))
    answer = said(view) if view else ""
    asked = fill(words.ask_one, **_names(talk, answer=answer))
    return replace(base, asked=asked, options=circles, cards=(view,) if view else ())


def _ending(talk: Talk, key: Key) -> Step:
    ending = talk.pack.ending
    base = Step(key=key, state=talk.state, shape=Shape.WORDS, title=talk.pack.title, asked="")
    names = _names(talk, who=talk.ending.get(WHO_TELLS, ""), when=talk.ending.get(BY_WHEN, ""))
    if key.part in (WHO_TELLS, BY_WHEN):
        asked = ending.ask_who if key.part == WHO_TELLS else ending.ask_when
        return replace(base, asked=fill(asked, **names), for_adult=True, takes_words=True)
    if key.part == NEXT_STEPS:
        known = names["who"] and names["when"]
        asked = fill(ending.next_steps if known else ending.next_steps_unknown, **names)
        ok = Option(id="ok", word="OK", symbol="ok")
        return replace(base, shape=Shape.PAGE, asked=asked, options=(ok,), can_skip=False)
    return last_choice(talk, key)


def last_choice(talk: Talk, key: Key | None = None) -> Step:
    """Something that the child picks to end on, even after a stop (rule 20)."""
    return Step(
        key=key or Key(ENDING, LAST_CHOICE),
        state=talk.state,
        shape=Shape.BOARD,
        title=talk.pack.title,
        asked=fill(talk.pack.ending.ask_choice, **_names(talk)),
        options=talk.pack.ending.choices,
    )


# -- the pack's prompts -------------------------------------------------------------------------


def _of_pack(talk: Talk, key: Key) -> Step:
    prompt = talk.index.prompt[key.prompt]
    if isinstance(prompt, TellYou):
        return _page(talk, key, prompt)
    base = _asking(talk, key, prompt)
    standing = talk.pack.standing
    every = (standing.something_else, standing.dont_know, standing.wont_say)
    match prompt:
        case Choose():
            return _board(talk, base, prompt.options, many=prompt.many, fixed=prompt.fixed_order)
        case Sort():
            return replace(_on_scale(talk, base, prompt.scale), placed=_placed(talk, prompt.id))
        case ScalePrompt():
            return _on_scale(talk, base, prompt.scale)
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
    names = _names(talk, item=item.word if item else "", answer=_parent_answer(talk, key))
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
        asked=fill(asked, **names),
        another_way=fill(prompt.another_way or "", **names),
        symbol=prompt.symbol or "",
        item=item,
        item_symbol=item_symbol,
        for_adult=adult,
        to_adult=fill(prompt.to_adult or "", **names),
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
    standing = talk.pack.standing
    opened = talk.record.opened
    seed = opened.seed if opened else 0
    shown = (
        options if fixed else routing.shuffled(options, seed, f"{base.key.prompt}{base.key.part}")
    )
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
    names = _names(talk)
    asked, another_way = fill(side.ask, **names), fill(side.another_way or "", **names)
    step = replace(base, asked=asked, another_way=another_way or base.another_way)
    if side.options:
        return _board(talk, step, side.options, many=True)
    standing = talk.pack.standing
    return replace(step, takes_words=True, standing=(standing.dont_know, standing.wont_say))


def _on_scale(talk: Talk, base: Step, name: str) -> Step:
    """A step on a scale: faces as a board in a fixed order (rule 5), or a ladder."""
    own = base.key.own_state is not None
    if not own and talk.practice.outcome(talk.pack) == "not_understood":
        return _observed(talk, base)
    scale = talk.pack.scales[name]
    standing = () if own else (talk.pack.standing.dont_know, talk.pack.standing.wont_say)
    step = replace(base, scale=name, standing=standing, takes_words=not own)
    if isinstance(scale, Faces):
        return replace(step, shape=Shape.BOARD, options=scale.points)
    return replace(step, shape=Shape.LADDER, ladder=scale)


def _observed(talk: Talk, base: Step) -> Step:
    practice = talk.pack.practice
    line = fill(practice.not_understood, **_names(talk)) if practice else ""
    return replace(base, takes_words=True, for_adult=True, to_adult=line, instead_of_scale=True)


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
    step = replace(base, asked=fill(field_.ask, **_names(talk)), takes_words=True)
    if not field_.options:
        return step
    return replace(step, shape=Shape.BOARD, options=field_.options, many=field_.many)
