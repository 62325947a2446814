"""What an adult reads back: everything that stands, numbered, marked, safe on a terminal."""

from __future__ import annotations

from datetime import timedelta

from tests.exports import held as talk
from tests.exports.held import give
from tests.fakes import FakeStore, FixedClock, Script, play, small_pack
from voicebox.conversation.inputs import TakeBreak
from voicebox.conversation.patterns import COULD_BE, patterns
from voicebox.conversation.record import Record
from voicebox.conversation.views import Choice, Chosen, Placed, Speaker, Status, View
from voicebox.exports import export, gather_talk, show_record
from voicebox.runner import start


def shown(script: Script, *, pupil: str = "Amira") -> str:
    store = FakeStore()
    runner = start(store, FixedClock(), small_pack(), store.add_pupil(pupil), with_="Mrs Okoye")
    play(runner, script)
    return show_record(gather_talk(store, runner.header.id))


def test_kept_back_and_undecided_answers_are_there_and_marked() -> None:
    text = show_record(talk.hold_one_by_one().exported)
    lines = text.splitlines()
    for words, mark in ((talk.KEPT_BACK, "kept back)"), (talk.UNDECIDED, "not decided yet")):
        at = next(number for number, line in enumerate(lines) if words in line)
        assert mark in " ".join(lines[at : at + 3])
    assert "for the school)" in " ".join(text.split())
    assert talk.WORRY not in text


def test_every_answer_has_the_number_it_is_changed_by() -> None:
    held = talk.hold_for_everyone()
    text = show_record(held.exported)
    assert all(f"[{view.seq}] " in text for view in held.exported.record)


def test_our_own_lines_are_folded_and_a_childs_words_never_are() -> None:
    words = "it is quiet  and " * 12
    text = shown({"calm": give(words=words)})
    assert f"“{words}”" in text
    long = [line for line in text.splitlines() if len(line) > 78]
    assert [line for line in long if "it is quiet" not in line] == []


def test_no_control_character_reaches_the_terminal() -> None:
    text = shown({"calm": give(words="one\ttwo")}, pupil="Ami\x1b]0;x\x07ra\u202e")
    assert all(character.isprintable() or character == "\n" for character in text)


def test_an_open_talk_says_how_to_carry_it_on_and_what_was_not_asked() -> None:
    store = FakeStore()
    runner = start(store, FixedClock(), small_pack(), store.add_pupil("Amira"))
    play(runner, {}, until="calm")
    runner.handle(TakeBreak())
    text = show_record(gather_talk(store, runner.header.id))
    assert f"voicebox resume {runner.header.id}" in text
    assert "Not asked yet" in text
    assert "  - I feel calm when" in text


def sorted_into(*columns: str, apart: timedelta = timedelta(seconds=9)) -> Record:
    options = tuple(Choice(id=id_, word=id_) for id_ in ("like", "so-so", "no", "wont-say"))
    clock = FixedClock(tick=apart)
    views = [
        View(
            id=f"t.{number}",
            talk="t",
            prompt="places",
            item=str(number),
            asked="Where?",
            language="en-GB",
            options_offered=options,
            value=Placed(
                item=Choice(id=str(number), word=str(number)),
                column=Choice(id=column, word=column),
            ),
            status=Status.ANSWERED,
            speaker=Speaker.CHILD,
            at=clock.now(),
        )
        for number, column in enumerate(columns)
    ]
    return Record(talk="t", views={view.id: view for view in views})


def test_one_column_for_all_is_a_pattern_from_four_cards_on() -> None:
    assert patterns(sorted_into("like", "like", "like")) == ()
    assert patterns(sorted_into("like", "like", "like", "so-so")) == ()
    [found] = patterns(sorted_into("like", "like", "like", "like"))
    assert found == f"All 4 cards went to the same column: like. {COULD_BE}"


def test_always_the_last_card_is_a_pattern_standing_cards_aside() -> None:
    found = patterns(sorted_into("no", "no", "no", "no"))
    assert [each.startswith("The last card was picked all 4 times.") for each in found] == [
        False,
        True,
    ]


def test_all_in_two_seconds_is_a_pattern() -> None:
    columns = ("like", "so-so", "like", "no", "like")
    quick = patterns(sorted_into(*columns, apart=timedelta(seconds=2)))
    assert quick == (f"Every answer came within two seconds of the one before. {COULD_BE}",)
    assert patterns(sorted_into(*columns, apart=timedelta(seconds=3))) == ()


def test_what_an_adult_answered_makes_no_pattern() -> None:
    record = sorted_into("like", "like", "like", "like")
    views = {
        id_: view.model_copy(update={"speaker": Speaker.KEY_ADULT})
        for id_, view in record.views.items()
    }
    assert patterns(Record(talk="t", views=views)) == ()


def test_several_cards_at_once_are_no_last_option() -> None:
    both = Chosen(choices=(Choice(id="so-so", word="so-so"), Choice(id="no", word="no")))
    record = sorted_into("no", "no", "no", "no")
    views = {id_: v.model_copy(update={"value": both}) for id_, v in record.views.items()}
    assert patterns(Record(talk="t", views=views)) == ()


def test_patterns_are_for_the_adult_alone() -> None:
    store = FakeStore()
    clock = FixedClock(tick=timedelta(microseconds=1))
    runner = start(store, clock, small_pack(), store.add_pupil("Amira"))
    play(runner, talk.SCRIPT)
    exported = gather_talk(store, runner.header.id)
    assert COULD_BE in " ".join(show_record(exported).split())
    assert "tired" not in export([exported], "markdown").decode()
    assert "tired" not in export([exported], "json").decode()
