"""Amira's own talks: the one of the spring, and the present one."""

from __future__ import annotations

from tests.plan import words as w
from tests.plan.making import (
    AMIRA,
    FAMILY,
    MEETING,
    MUM,
    OKOYE,
    SCHOOL,
    Kept,
    Told,
    at,
    cards,
    hold,
    ladder,
    put,
    say,
    silent,
)
from voicebox.conversation.views import Help, Mode, Point, Status, ViewKind
from voicebox.exports.talks import Exported

_LADDER: Kept = {
    "asked": "Reading by myself. Where are you on this ladder?",
    "theme": "by-myself",
    "feeds": ("outcomes", "review"),
}


_HOPE_SOON: Kept = {
    "asked": "What would you like to happen soon?",
    "theme": "hopes",
    "feeds": ("aspirations", "outcomes"),
}


_SIGNS: Kept = {"theme": "communication", "feeds": ("communication",)}


_PEOPLE: Kept = {
    "asked": "Who matters to you?",
    "theme": "relationships",
    "feeds": ("people", "important-to-me"),
}


def spring() -> Exported:
    """A talk of the cycle before, with the same ladder."""
    told = (
        say(AMIRA, "ladder", w.SPRING_SAID, ladder(1), **_LADDER),
        say(AMIRA, "hope-soon", value=cards(("a-trip", "a trip")), **_HOPE_SOON),
    )
    return hold("spring", "my-voice", "2026-03-10", told, by=AMIRA, title="My voice")


def child() -> Exported:
    """Amira's own talk, with everything that a document must carry and all that it must not."""
    told = (*_what_matters(), *_hard_and_helps(), *_not_for_all(), *_hopes(), *_others_words())
    never = (say(AMIRA, "help-cards", theme="provision", feeds=("provision",)),)
    return hold(
        "child", "my-voice", "2026-09-14", told, by=AMIRA, title="My voice", not_reached=never
    )


def _what_matters() -> tuple[Told, ...]:
    big: Kept = {"theme": "important-to-me", "feeds": ("important-to-me",)}
    health: Kept = {"theme": "health", "feeds": ("important-to-me", "important-for-me")}
    return (
        say(
            AMIRA,
            "big-things",
            value=cards(("my-pet", "my pet"), "music"),
            asked="What are the really big things for you?",
            modes=(Mode.SYMBOL,),
            **big,
        ),
        say(AMIRA, "big-things-know", w.DOG, modes=(Mode.SPEECH,), **big),
        say(AMIRA, "calm-when", w.POLISH, asked="I feel calm when ...", language="pl", **big),
        say(
            AMIRA,
            "feel-safe",
            w.SIGNED,
            asked="What helps you to feel safe?",
            kind=ViewKind.TRANSLATED,
            interpreter="Olena Koval",
            modes=(Mode.SIGN,),
            theme="safety",
            feeds=("important-for-me",),
        ),
        say(AMIRA, "health/to-me", w.TO_ME, asked="Think about feeling well and happy.", **health),
        say(MUM, "health/for-me", w.FOR_ME, asked="Think about feeling well and happy.", **health),
        say(AMIRA, "my-stop", w.STOP, asked="When I need to stop, I ...", **_SIGNS),
        say(AMIRA, "my-stop-do", value=cards(("give-me-space", "give me space")), **_SIGNS),
        say(AMIRA, "people-to-me/who", "Zofia", cards("nan", ("pet", "pet")), **_PEOPLE),
        say(AMIRA, "people-to-me/ring@nan", value=put("nan", "nan", "nearest"), **_PEOPLE),
    )


def _hard_and_helps() -> tuple[Told, ...]:
    hard: Kept = {"theme": "hard", "feeds": ("needs",)}
    return (
        say(AMIRA, "hard", w.HARD, cards("reading"), asked="What feels hard for you?", **hard),
        say(AMIRA, "helps", w.HELPS, asked="What helps, even a bit?", feeds=("provision",)),
        say(OKOYE, "seen/seen", w.SEEN, kind=ViewKind.OBSERVATION, **hard),
        say(
            AMIRA,
            "lesson-cards@stories",
            value=put("stories", "stories", "like"),
            help=Help.REPEATED,
            theme="learning",
            feeds=("strengths",),
        ),
        say(AMIRA, "ladder", w.LADDER_SAID, ladder(3), **_LADDER),
        say(
            AMIRA,
            "this-talk",
            value=Point(
                scale="like",
                point=2,
                top=2,
                low="don't like",
                high="like",
                face="like",
                word="like",
            ),
            feeds=("participation",),
        ),
        silent(AMIRA, "worries-now", Status.PASSED, **hard),
        silent(AMIRA, "how-going", Status.DONT_KNOW, theme="review", feeds=("review",)),
        silent(AMIRA, "could-show", Status.SKIPPED, feeds=("strengths",)),
        say(
            OKOYE,
            "hard/~note",
            w.READING,
            kind=ViewKind.INTERPRETATION,
            about="child.11",
            **hard,
        ),
    )


def _not_for_all() -> tuple[Told, ...]:
    big: Kept = {"theme": "important-to-me", "feeds": ("important-to-me",)}
    hope: Kept = {"theme": "hopes", "feeds": ("aspirations",)}
    return (
        say(AMIRA, "in-my-day", w.KEPT_BACK, share="kept_back", **big),
        say(
            OKOYE,
            "in-my-day/~note",
            w.NOTE_ON_KEPT_BACK,
            kind=ViewKind.INTERPRETATION,
            about="child.21",
            **big,
        ),
        say(AMIRA, "hope-home", w.UNDECIDED, share="undecided", **hope),
        say(
            AMIRA,
            "hope-change",
            w.WITHDRAWN,
            share="kept_back",
            share_decided_at=at("2026-10-01"),
            **hope,
        ),
        say(AMIRA, "bedroom", w.FOR_FAMILY, share=FAMILY, **big),
        say(AMIRA, "lunch", w.FOR_SCHOOL, share=SCHOOL, **big),
        say(AMIRA, "coming-in", w.FOR_MEETING, share=MEETING, **big),
    )


def _hopes() -> tuple[Told, ...]:
    far: Kept = {"theme": "hopes", "feeds": ("aspirations",), "asked": "Think far ahead."}
    return (
        say(
            AMIRA,
            "hope-soon",
            w.HOPE_SOON,
            cards(("learn-something", "learn something")),
            **_HOPE_SOON,
        ),
        say(AMIRA, "hope-far", w.HOPE_FAR, cards(("a-job", "a job")), **far),
        say(AMIRA, "hope-first-try", w.FIRST_TRY, feeds=("aspirations", "outcomes"), theme="hopes"),
    )


def _others_words() -> tuple[Told, ...]:
    kind: Kept = {"theme": "appreciation", "feeds": ("appreciation",)}
    return tuple(
        say(
            AMIRA,
            f"keep-or-bin@adult:kind-words/words@{number}",
            value=put(f"adult:kind-words/words@{number}", words, column),
            **kind,
        )
        for number, words, column in (
            (1, w.ADMIRED, "keep"),
            (2, w.BINNED, "bin"),
            (3, w.UKRAINIAN, "not-sure"),
        )
    )
