"""Steps of the talk's own prompts: opening, assent, practice, read-back, sharing, ending."""

from __future__ import annotations

from dataclasses import replace

from voicebox.conversation.heading import pages_of
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
from voicebox.conversation.shapes import Shape, Step, known, on_scale, page_step
from voicebox.conversation.talk import (
    ALL,
    BY_WHEN,
    LAST_CHOICE,
    NEXT_STEPS,
    SEEN,
    WHO_TELLS,
    Talk,
)
from voicebox.conversation.views import Choice, said
from voicebox.prompts.models import (
    Option,
    fill,
)
from voicebox.prompts.translation import program_words


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
        asked=fill(words.ask_all if whole else words.ask, **known(talk)),
        symbol="talking",
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
        asked=fill(words.ask, **known(talk)),
        options=(*circles, words.one_by_one),
        standing=(talk.pack.standing.dont_know,),
        many=True,
    )
    if key.part == ALL:
        return base
    if key.part == SEEN:
        seen = fill(words.ask_seen, **known(talk))
        return replace(base, asked=seen, options=circles)
    view = talk.record.by_seq(int(key.item))
    answer = said(view) if view else ""
    asked = fill(words.ask_one, **known(talk, answer=answer))
    return replace(base, asked=asked, options=circles, cards=(view,) if view else ())


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
