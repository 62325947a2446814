"""The golden thread: what leads back, what leads nowhere, the lists, and its pictures."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.plan import held
from tests.plan import words as w
from voicebox.exports.sharing import Audience
from voicebox.plan.as_value import thread_value
from voicebox.plan.checklists import Cover
from voicebox.plan.diagram import mermaid
from voicebox.plan.drawing import svg
from voicebox.plan.models import Line, Plan
from voicebox.plan.telling import thread_lines
from voicebox.plan.thread import Thread, thread

C, P, N, D = Cover.COVERED, Cover.IN_PART, Cover.NOT_ASKED, Cover.DECLINED


def _plan(**changed: object) -> Plan:
    plan = held.dossier().plan
    assert plan is not None
    return plan.model_copy(update=changed)


def _pictures(found: Thread) -> tuple[str, ...]:
    return "\n".join(thread_lines(found)), mermaid(found), svg(found), str(thread_value(found))


def test_every_step_leads_back_and_what_leads_nowhere_is_named() -> None:
    found = thread(_plan())
    assert (found.lost_outcomes, found.lost_provision, found.unserved) == ((), (), ())
    assert found.lost_aspirations == ("child:hope-far", "child:hope-first-try")
    loose = {view.place for view in found.leading_nowhere}
    assert {"child:hope-far", "child:calm-when", "family:at-home", "child:lunch"} <= loose
    assert not loose & {"child:hope-soon", "child:hard", "child:helps", "adult:works"}
    assert not any(place.startswith(("plan-", "review-")) for place in loose)


def test_a_step_without_its_links_is_lost_and_so_is_what_hangs_on_it() -> None:
    plan = _plan()
    bare = tuple(
        each.model_copy(update={"hopes": (), "views": (), "needs": ()}) for each in plan.outcomes
    )
    found = thread(_plan(outcomes=bare))
    assert found.lost_outcomes == tuple(each.id for each in bare)
    assert found.lost_provision == ("plan-2:provision@2", "plan-2:provision@3")
    assert "Leads back to nothing that was said" in "\n".join(thread_lines(found))


def test_a_need_without_a_view_leads_an_outcome_back_to_nothing() -> None:
    plan = _plan()
    needs = tuple(each.model_copy(update={"views": ()}) for each in plan.needs)
    outcomes = tuple(each.model_copy(update={"hopes": (), "views": ()}) for each in plan.outcomes)
    assert len(thread(_plan(needs=needs, outcomes=outcomes)).lost_outcomes) == 2


def test_an_outcome_for_which_nothing_is_done_and_support_only_said_are_told() -> None:
    found = thread(_plan(provision=(), adjustments=()))
    assert found.unserved == ("plan-2:outcome@1", "plan-2:outcome@2")
    assert [view.place for view in found.support_only_said] == ["child:helps"]
    assert "stands only among what was said" in "\n".join(thread_lines(found))


def test_the_lines_of_both_councils_are_covered_declined_or_not_asked() -> None:
    found = thread(_plan())
    assert [each.cover for each in found.essex] == [C, C, C, C, P, P, C]
    assert [each.cover for each in found.norfolk] == [C] * 7
    assert "outcome 2: what the family says of it" in found.essex[4].missing
    child = tuple(view for view in _plan().views if view.talk != "child")
    without = thread(
        _plan(views=child, aspirations=(), reviews=(), needs=(), outcomes=(), provision=())
    )
    assert [each.cover for each in without.essex] == [C, N, C, N, N, N, P]
    assert [each.cover for each in without.norfolk] == [P, P, D, D, N, P, C]
    nothing = thread(Plan(id="", pupil="Amira", cycle=0))
    assert {each.cover for each in (*nothing.essex, *nothing.norfolk)} == {N}


@pytest.mark.parametrize("audience", list(Audience))
def test_no_picture_of_it_shows_what_may_not_be_seen(audience: Audience) -> None:
    plan = held.dossier(audience).plan
    assert plan is not None
    for told in _pictures(thread(plan)):
        assert [words for words in (*w.not_for(audience), w.BINNED) if words in told] == []


HOSTILE = 'x"]; click n1 "javascript:alert(1)" %% <script>&amp;\x00 --> #quot; `_*\n end'


def test_hostile_words_come_to_life_in_neither_picture() -> None:
    plan = _plan()
    first = plan.outcomes[0].model_copy(update={"statement": Line(words=HOSTILE, view="x")})
    found = thread(_plan(outcomes=(first, *plan.outcomes[1:]), pupil=HOSTILE))
    flow = mermaid(found)
    for line in flow.splitlines():
        assert re.fullmatch(
            r'flowchart LR|  end|  subgraph c\d\["[^"]*"\]|    n\d+\["[^"]*"\]|  n\d+ --> n\d+'
            r"|  classDef lost [\w:;, -]+|  class [n\d,]+ lost",
            line,
        ), line
    assert "<script" not in flow
    tree = ElementTree.fromstring(svg(found))
    names = {each.tag.rpartition("}")[2] for each in tree.iter()}
    assert names == {"svg", "title", "desc", "rect", "text", "path", "g", "tspan"}


def test_the_svg_tells_in_words_what_it_shows() -> None:
    tree = ElementTree.fromstring(svg(thread(_plan())))
    title, desc = tree[0], tree[1]
    assert title.text == "The golden thread of the plan for Amira"
    assert "Essex, One Planning checklist" in (desc.text or "")
    shown = " ".join("".join(each.itertext()) for each in tree.iter() if each.tag.endswith("text"))
    assert all(part in shown for part in ("Paired reading", "(no step yet)", "What was said"))


def test_as_a_value_it_names_places_and_holds_nobodys_words() -> None:
    value = thread_value(thread(_plan()))
    assert value["lost_aspirations"] == ["child:hope-far", "child:hope-first-try"]
    assert {"step": "plan-2:outcome@1", "back_to": "child:hope-soon"} in value["edges"]
    assert [words for words in w.EVERYWHERE if words in str(value)] == []
