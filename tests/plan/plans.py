"""The two plans that staff wrote with Amira: spring's, and the present one."""

from __future__ import annotations

from collections.abc import Iterator

from tests.plan import words as w
from tests.plan.making import Told, Voice, cards, hold, say
from voicebox.conversation.views import Chosen, PictureGiven, Speaker
from voicebox.exports.talks import Exported

_OKOYE = Voice(Speaker.KEY_ADULT, "Mrs Okoye, SENCo", present=("Mrs Okoye", "Amira"))
_PROMPTS = {"must-know": "must-know", "contributor": "who", "adjustment": "in-class"}


def _field(name: str, given: str | Chosen | PictureGiven, row: str = "") -> Told:
    """One field of a form: `outcome-so-that` is the part `so-that` of the prompt `outcome`."""
    group = next(each for each in _GROUPS if name.startswith(f"{each}-"))
    part = name.removeprefix(f"{group}-")
    prompt = f"{_PROMPTS.get(group, group)}/{part}" + (f"@{row}" if row else "")
    words, value = (given, None) if isinstance(given, str) else ("", given)
    asked = f"{part.replace('-', ' ').capitalize()}?"
    return say(_OKOYE, prompt, words, value, feeds=(name,), asked=asked, section=group)


_GROUPS = ("must-know", "contributor", "need", "adjustment", "advice", "outcome", "provision")


def _row(group: str, number: int, **fields: str | Chosen) -> Iterator[Told]:
    for name, given in fields.items():
        yield _field(f"{group}-{name.replace('_', '-')}", given, str(number))


def first_plan() -> Exported:
    """One outcome and one provision of the spring."""
    told = (
        _field("must-know-start", "20 March 2026"),
        _field("must-know-number", "1"),
        *_row(
            "outcome",
            1,
            statement=w.SPRING_OUTCOME,
            so_that="so that she can read with a friend",
            hopes=cards(("spring:hope-soon", "a trip")),
            due="17/7/2026",
        ),
        *_row(
            "provision",
            1,
            outcomes=cards(("plan-1:outcome/statement@1", w.SPRING_OUTCOME)),
            what=w.SPRING_PROVISION,
            who="Mr Shah",
            how_often="four times a week",
            how_long="10 minutes",
        ),
    )
    return hold("plan-1", "plan", "2026-03-20", told, by=_OKOYE, title="The plan")


def second_plan() -> Exported:
    """The present plan: two outcomes, three provisions."""
    told = (*_must_know(), *_together(), *_known(), *_outcomes(), *_provision())
    return hold("plan-2", "plan", "2026-09-24", told, by=_OKOYE, title="The plan")


def _must_know() -> Iterator[Told]:
    photo = PictureGiven(digest="0" * 63 + "1", name="me.png", width=8, height=8)
    facts: dict[str, str | Chosen | PictureGiven] = {
        "setting": "Hillside Primary School",
        "full-name": "Amira Hassan",
        "preferred-name": "Amira",
        "photo": photo,
        "date-of-birth": "3 May 2017",
        "year-group": "Year 4",
        "chronological-year": cards("yes"),
        "class-name": "Oak",
        "teacher": "Miss Lund",
        "sen-stage": cards(("sen-support", "SEN Support")),
        "start": "24 September 2026",
        "review": "2026-12-10",
        "number": "2",
        "english-additional": "Urdu and Arabic at home",
        "pupil-premium": cards("no"),
        "child-in-care": cards("no"),
        "young-carer": cards("no"),
        "medical-need": "Glasses",
        "other": "ELSA on Mondays",
        "linked-plans": cards(("health-care", "health care plan"), ("risk", "risk assessment")),
    }
    for name, given in facts.items():
        yield _field(f"must-know-{name}", given)


def _together() -> Iterator[Told]:
    yield from _row("contributor", 1, name="Amira", role="child", how="in the room, then by card")
    yield from _row("contributor", 2, name="Nadia", role="mum", how="with an interpreter")
    yield from _row("contributor", 3, name="Mr Shah", role="teaching assistant", how="in the room")


def _known() -> Iterator[Told]:
    area = cards(("cognition-and-learning", "cognition and learning"))
    yield from _row(
        "need",
        1,
        area=area,
        what=w.NEED_1,
        known_from="observation, reading record",
        with_support="reads a page with one adult near",
        views=cards(("child:hard", w.HARD)),
    )
    yield from _row(
        "need",
        2,
        area=cards(("sensory-physical", "sensory or physical")),
        what=w.NEED_2,
        known_from="what she said, what we saw",
        new=cards("yes"),
        views=cards(("child:feel-safe", w.SIGNED)),
    )
    yield from _row(
        "adjustment",
        1,
        what="A picture of the day on her desk",
        where="every lesson",
        who="Miss Lund",
        access_arrangement="rest breaks",
        views=cards(("adult:works", w.WORKS)),
    )
    yield from _row(
        "advice",
        1,
        who="Educational psychologist",
        when="June 2026",
        advice="Let her choose the text.",
        taken_up="outcome 1",
    )


def _outcomes() -> Iterator[Told]:
    yield from _row(
        "outcome",
        1,
        statement=w.OUTCOME_1,
        so_that=w.SO_THAT_1,
        hopes=cards(("child:hope-soon", w.HOPE_SOON), ("child:hope-change", w.WITHDRAWN)),
        views=cards(("child:big-things-know", w.DOG)),
        needs=cards(("plan-2:need@1", w.NEED_1)),
        why="It is the book she picked.",
        baseline="one page to Mr Shah, September",
        target="four pages to a friend",
        method="counted each Friday",
        achievable="she stops when she likes",
        interest="dogs",
        right_time=cards("yes"),
        child_part="I pick the page",
        home_part="Mum hears one page on Sundays",
        child_says=cards("yes"),
        family_says=cards(("change", "change it")),
        agreed_with="Amira, Nadia, Mr Shah",
        due="10 December 2026",
        previous=cards(("plan-1:outcome/statement@1", w.SPRING_OUTCOME)),
    )
    yield from _row(
        "outcome",
        2,
        statement=w.OUTCOME_2,
        so_that=w.SO_THAT_2,
        hopes=cards(("family:their-hope", w.MUM_HOPE)),
        needs=cards(("plan-2:need@2", w.NEED_2)),
        baseline="goes to the office most days",
        target="three days of five",
        child_says=cards("yes"),
        due="the end of the spring term",
        ehcp="By the end of Year 6 she manages her day.",
    )


def _provision() -> Iterator[Told]:
    yield from _row(
        "provision",
        1,
        outcomes=cards(("plan-2:outcome/statement@1", w.OUTCOME_1)),
        views=cards(("child:helps", w.HELPS)),
        what=w.PROVISION_1,
        who="Mr Shah",
        when="after lunch",
        how="one to one, then with Zofia",
        how_often="4 times a week",
        how_long="15 minutes",
        where="the Blue Room",
        resources="the dog book",
        start="28/9/2026",
        end="2026-12-04",
        independence="Mr Shah reads the first line, then only listens",
    )
    yield from _row(
        "provision",
        2,
        outcomes=cards(("plan-2:outcome/statement@1", w.OUTCOME_1)),
        views=cards(("child:hope-change", w.WITHDRAWN)),
        what=w.PROVISION_2,
        who="Miss Lund",
        how_often="each lesson",
    )
    yield from _row(
        "provision",
        3,
        outcomes=cards(("plan-2:outcome/statement@2", w.OUTCOME_2)),
        what=w.PROVISION_3,
        who="all staff",
        how_often="every day",
        where="the corridor",
    )
