"""What the family, a key adult and others told, and how the first plan went."""

from __future__ import annotations

from tests.plan import words as w
from tests.plan.making import AMIRA, MUM, OLENA, SCHOOL, SHAH, ZOFIA, Kept, cards, hold, say
from voicebox.exports.talks import Exported

SPRING_GOAL = "plan-1:outcome/statement@1"


def review() -> Exported:
    """How the first plan went, from Amira, her mum and Mr Shah."""
    kept: Kept = {"theme": "review", "asked": "How did this go?"}
    how, facts = f"how/{{}}@{SPRING_GOAL}", f"facts/{{}}@{SPRING_GOAL}"
    told = (
        say(AMIRA, how.format("working"), w.LIKED, feeds=("review-how",), **kept),
        say(AMIRA, how.format("not-working"), w.REVIEWED, feeds=("review-how",), **kept),
        say(
            MUM,
            f"home/working@{SPRING_GOAL}",
            "She reads to the dog.",
            feeds=("review-how",),
            **kept,
        ),
        say(
            SHAH,
            facts.format("achieved"),
            value=cards("partly"),
            feeds=("review-achieved",),
            **kept,
        ),
        say(
            SHAH,
            facts.format("as-planned"),
            "Twice a week, not four times.",
            cards("partly"),
            feeds=("review-done-as-planned",),
            **kept,
        ),
        say(SHAH, facts.format("next"), value=cards("change"), feeds=("review-next",), **kept),
        say(SHAH, facts.format("learned"), "Choice helps.", feeds=("review-learned",), **kept),
    )
    return hold("review-1", "review", "2026-09-08", told, by=AMIRA, title="How it went")


def family() -> Exported:
    """What her mum told, in three languages."""
    told = (
        say(
            MUM,
            "their-hope",
            w.MUM_HOPE,
            asked="What do you hope for?",
            theme="hopes",
            feeds=("aspirations",),
        ),
        say(
            MUM,
            "at-home",
            w.URDU,
            language="ur",
            theme="likes",
            feeds=("important-to-me", "strengths"),
        ),
        say(
            MUM,
            "what-works",
            w.ARABIC,
            language="ar",
            theme="working",
            feeds=("review", "provision"),
        ),
        say(MUM, "hard", "Mornings.", theme="hard", feeds=("needs",), share=SCHOOL),
    )
    return hold("family", "family", "2026-09-15", told, by=MUM, title="For families")


def adult() -> Exported:
    """What Mr Shah gathered and saw."""
    kind: Kept = {"theme": "appreciation", "feeds": ("appreciation",)}
    told = (
        say(SHAH, "kind-words/who@1", "Zofia, a friend", **kind),
        say(ZOFIA, "kind-words/words@1", w.ADMIRED, **kind),
        say(SHAH, "kind-words/who@2", "Zofia, a friend", **kind),
        say(ZOFIA, "kind-words/words@2", w.BINNED, **kind),
        say(SHAH, "kind-words/who@3", "Olena, a neighbour", **kind),
        say(OLENA, "kind-words/words@3", w.UKRAINIAN, language="uk", **kind),
        say(SHAH, "works", w.WORKS, theme="working", feeds=("review", "provision")),
    )
    return hold(
        "adult", "people-who-know-me", "2026-09-16", told, by=SHAH, title="People who know me"
    )
