"""Steps of the talk's own prompts: opening, assent, practice, read-back, sharing, ending."""

from __future__ import annotations

from dataclasses import replace

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
from voicebox.conversation.reading_back import in_fives, page_at, pages_of
from voicebox.conversation.shapes import Shape, Step, known, on_scale, page_step
from voicebox.conversation.talk import (
    ALL,
    BY_WHEN,
    CARDS_A_PAGE,
    LAST_CHOICE,
    NEXT_STEPS,
    PART,
    SEEN,
    WHO_TELLS,
    Talk,
)
from voicebox.conversation.views import Choice, said
from voicebox.prompts.models import (
    Option,
    Section,
    fill,
)
from voicebox.prompts.program_words import program_words


def own_step(talk: Talk, key: Key) -> Step:
    """The step of one of the talk's own prompts."""
    match key.prompt:
        case x if x == OPENING:
            return page_step(talk, key, talk.pack.opening[int(key.part)])
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


def _assent(talk: Talk, key: Key) -> Step:
    assent = talk.pack.assent
    if talk.on_paper:
        asked, options = assent.on_paper, (assent.start, assent.not_today)
        base = Step(key=key, state=talk.state, shape=Shape.BOARD, asked=fill(asked, **known(talk)))
        return replace(base, title=talk.pack.title, options=options, for_adult=True, can_skip=False)
    told = Key(ASSENT) in talk.told_more
    again = any(view for view in talk.record)
    asked = assent.more if told else assent.ask_again if again else assent.ask
    more = () if told else (assent.ask_more,)
    return Step(
        key=key,
        state=talk.state,
        shape=Shape.BOARD,
        title=talk.pack.title,
        asked=fill(asked, **known(talk)),
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
        asked = fill(asked, **known(talk))
        return replace(base, asked=asked, for_adult=True, takes_words=True)
    if key.part == RESULT:
        understood = talk.practice.outcome(talk.pack) == "understood"
        words = practice.understood if understood else practice.not_understood
        ok = Option(id="ok", word=program_words(talk.pack, "OK"), symbol="ok")
        asked = fill(words, **known(talk))
        return replace(
            base,
            shape=Shape.PAGE,
            asked=asked,
            options=(ok,),
            for_adult=not understood,
            can_skip=False,
        )
    thing = tried_thing(key.part, talk.practice)
    again = key.part in TRIES[2:]
    asked = fill(practice.ask_again if again else practice.ask, **known(talk, item=thing))
    item = Choice(id=key.part, word=thing)
    shown = replace(on_scale(talk, base, practice.scale), asked=asked, item=item)
    return replace(shown, options=shown.options[::-1]) if again else shown


def _between(talk: Talk, key: Key) -> Step:
    between = talk.pack.between
    return Step(
        key=key,
        state=talk.state,
        shape=Shape.BOARD,
        title=talk.pack.title,
        asked=fill(between.ask, **known(talk)),
        options=(between.go_on, between.have_a_break, between.enough),
        can_skip=False,
    )


def _read_back(talk: Talk, key: Key) -> Step:
    if key.part == ALL:
        return _whole(talk, key)
    pages = len(pages_of(talk, key.part))
    return Step(
        key=key,
        state=talk.state,
        shape=Shape.CARDS,
        title=_section(talk, key.part).title,
        asked=fill(talk.pack.read_back.ask, **known(talk)),
        symbol="talking",
        options=(talk.pack.read_back.right,),
        cards=page_at(talk, key),
        page=min(int(key.item), max(pages - 1, 0)),
        pages=max(pages, 1),
    )


def _whole(talk: Talk, key: Key) -> Step:
    """One section of the last read-back: all of it at once, or a few at a time."""
    words, section, cards = talk.pack.read_back, _section(talk, key.item), page_at(talk, key)
    asked = fill(words.ask_part, **known(talk, item=section.title))
    each = () if len(cards) <= CARDS_A_PAGE else (words.each,)
    options = (words.all_right, *each, words.enough)
    if in_fives(talk, key):
        asked, options = fill(words.ask, **known(talk)), (words.right, words.enough)
    elif key.item == talk.parts[0]:
        asked = f"{fill(words.ask_all, **known(talk))} {asked}"
    return Step(
        key=key,
        state=talk.state,
        shape=Shape.CARDS,
        title=section.title,
        asked=asked,
        symbol=section.symbol or "talking",
        options=options,
        cards=cards,
        page=talk.parts.index(key.item) if key.item in talk.parts else 0,
        pages=max(len(talk.parts), 1),
    )


def _section(talk: Talk, id_: str) -> Section:
    return next(section for section in talk.pack.sections if section.id == id_)


def _sharing(talk: Talk, key: Key) -> Step:
    words = talk.pack.sharing
    circles = (words.everyone, words.family, words.school, words.meeting, words.keep_back)
    base = Step(
        key=key,
        state=talk.state,
        shape=Shape.BOARD,
        title=talk.pack.title,
        asked=fill(words.ask, **known(talk)),
        options=(*circles, words.by_part if len(talk.parts) > 1 else words.one_by_one),
        standing=(talk.pack.standing.dont_know,),
        many=True,
    )
    if key.part == ALL:
        return base
    if key.part == PART:
        return _shared_part(talk, key, base)
    if key.part == SEEN:
        seen = fill(words.ask_seen, **known(talk))
        return replace(base, asked=seen, options=circles)
    view = talk.record.by_seq(int(key.item))
    answer = said(view) if view else ""
    asked = fill(words.ask_one, **known(talk, answer=answer))
    return replace(base, asked=asked, options=circles, cards=(view,) if view else ())


def _shared_part(talk: Talk, key: Key, base: Step) -> Step:
    """Who may see what was said in one section; one by one in it, where there are several."""
    words, section = talk.pack.sharing, _section(talk, key.item)
    cards = tuple(view for view in talk.cards(key.item) if view.id not in talk.kept_back)
    options = (*base.options[:-1], words.one_by_one) if len(cards) > 1 else base.options[:-1]
    asked = fill(words.ask_part, **known(talk, item=section.title))
    shown = replace(base, asked=asked, options=options, cards=cards)
    return replace(shown, title=section.title, symbol=section.symbol or "")


def _ending(talk: Talk, key: Key) -> Step:
    ending = talk.pack.ending
    base = Step(key=key, state=talk.state, shape=Shape.WORDS, title=talk.pack.title, asked="")
    words = known(talk, who=talk.ending.get(WHO_TELLS, ""), when=talk.ending.get(BY_WHEN, ""))
    if key.part in (WHO_TELLS, BY_WHEN):
        asked = ending.ask_who if key.part == WHO_TELLS else ending.ask_when
        return replace(base, asked=fill(asked, **words), for_adult=True, takes_words=True)
    if key.part == NEXT_STEPS:
        settled = words["who"] and words["when"]
        asked = fill(ending.next_steps if settled else ending.next_steps_unknown, **words)
        ok = Option(id="ok", word=program_words(talk.pack, "OK"), symbol="ok")
        return replace(base, shape=Shape.PAGE, asked=asked, options=(ok,), can_skip=False)
    return last_choice(talk, key)


def last_choice(talk: Talk, key: Key | None = None) -> Step:
    """Something that the child picks to end on, even after a stop (rule 20)."""
    ending = talk.pack.ending
    step = Step(
        key=key or Key(ENDING, LAST_CHOICE),
        state=talk.state,
        shape=Shape.BOARD,
        title=talk.pack.title,
        asked=fill(ending.ask_choice, **known(talk)),
        options=ending.choices,
    )
    if not talk.on_paper:
        return step
    done = Option(id="ok", word=program_words(talk.pack, "OK"), symbol="ok")
    return replace(step, asked=fill(ending.on_paper, **known(talk)), options=(done,))
