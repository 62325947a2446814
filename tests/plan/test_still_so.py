"""Still so: in documents it stands in the words that it is about; the record keeps the answer."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from tests.fakes import FakeStore, FixedClock, play, small_pack
from voicebox.conversation.inputs import DecideShare, Give
from voicebox.exports import gather_talk
from voicebox.exports.base import export, gather_dossier
from voicebox.exports.sharing import Audience
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Pack
from voicebox.runner import look_at, start

LATER = Path(__file__).parents[1] / "fixtures" / "later.yaml"
BEST = "with my dog at nan's 🐕‍🦺"


def asks_still() -> Pack:
    """The later pack, whose cards say `still` and not `yes`."""
    whole = load_pack(LATER).model_dump_json(by_alias=True)
    at = whole.index('"id":"still"')
    rest = whole[at:]
    for old, new, word in (("yes", "still", "still so"), ("no", "not-now", "not now")):
        card = f'{{"id":"{old}","word":"{old}","symbol":"{old}"}}'
        rest = rest.replace(card, f'{{"id":"{new}","word":"{word}","symbol":"{old}"}}', 1)
    rest = rest.replace('"chose":["no"]', '"chose":["not-now"]', 1)
    return Pack.model_validate_json(whole[:at] + rest)


def held() -> tuple[FakeStore, str, str]:
    store = FakeStore()
    amira = store.add_pupil("Amira")
    first = start(store, FixedClock(tick=timedelta(seconds=9)), small_pack(), amira)
    play(first, {"good-day": Give(choices=("pets",)), "best-bit": Give(words=BEST)})
    clock = FixedClock(FixedClock().now() + timedelta(days=90), tick=timedelta(seconds=9))
    second = start(store, clock, asks_still(), amira)
    best = first.record.at("best-bit")
    assert best is not None
    play(second, {f"still@{best.place}": Give(choices=("still",))})
    runner = look_at(store, clock, second.header.id)
    runner.handle(DecideShare("everyone"))
    return store, first.header.id, second.header.id


def test_it_stands_in_its_own_words_under_the_new_day() -> None:
    store, first, second = held()
    both = [gather_talk(store, talk) for talk in (first, second)]
    dossier = gather_dossier(both, Audience.PLAN)
    days = {view.at.month for view in dossier.answers() if view.words == BEST}
    assert days == {11, 2}
    assert "still so" not in export(both, "markdown").decode()


def test_what_is_not_so_any_more_is_not_brought_up_again() -> None:
    store, _, _ = held()
    amira = store.pupils()[0]
    clock = FixedClock(FixedClock().now() + timedelta(days=180), tick=timedelta(seconds=9))
    third = start(store, clock, asks_still(), amira)
    assert BEST in {each.said for each in third.record.recalled}
    assert "still so" not in {each.said for each in third.record.recalled}
    view = next(view for view in third.record.recalled if view.said == BEST)
    play(third, {f"still@{view.place}": Give(choices=("not-now",))})
    third.handle(DecideShare("everyone"))
    clock = FixedClock(FixedClock().now() + timedelta(days=270), tick=timedelta(seconds=9))
    fourth = start(store, clock, asks_still(), amira)
    assert BEST not in {each.said for each in fourth.record.recalled}


def test_the_record_and_a_talk_alone_keep_the_answer_as_it_was_picked() -> None:
    store, first, second = held()
    alone = gather_dossier([gather_talk(store, second)], Audience.PLAN)
    assert [view.words for view in alone.answers() if view.prompt == "still"] == [""]
    both = [gather_talk(store, talk) for talk in (first, second)]
    envelopes = json.loads(export(both, "json"))["records"]
    picked = [view["value"] for view in envelopes[1]["views"] if view["prompt"] == "still"]
    assert {"type": "chosen", "choices": [{"id": "still", "word": "still so"}]} in picked
