"""Hard words: those of the question first, found however they are written; a look aside."""

from __future__ import annotations

from tests.fakes import FakeStore, FixedClock, play, small_pack
from voicebox.conversation.hard_words import hard_words, look_up
from voicebox.prompts.models import GlossaryEntry
from voicebox.runner import Runner, start

WORDS = {
    "zebra crossing": GlossaryEntry(means="A safe place to cross."),
    "pet": GlossaryEntry(means="An animal at home.", symbol="pets"),
    "day": GlossaryEntry(means="From morning to night."),
    "corridor": GlossaryEntry(means="The long way from room to room."),
    "ay": GlossaryEntry(means="Never a part of another word."),
}


def at_good_day() -> Runner:
    pack = small_pack().model_copy(update={"glossary": WORDS})
    store = FakeStore()
    runner = start(store, FixedClock(), pack, store.add_pupil("Amira"))
    play(runner, {}, until="good-day")
    return runner


def test_the_words_of_the_question_come_first_in_its_order() -> None:
    runner = at_good_day()
    words = hard_words(runner.talk, runner.step)
    assert [(each.word, each.is_here) for each in words] == [
        *(("day", True), ("pet", True)),
        *(("ay", False), ("corridor", False), ("zebra crossing", False)),
    ]


def test_a_word_is_found_however_it_is_written() -> None:
    runner = at_good_day()
    words = hard_words(runner.talk, runner.step)
    for wanted in ("Corridor", " corridors ", "CORRIDOR"):
        found = look_up(words, wanted)
        assert found is not None
        assert found.means == "The long way from room to room."
    for wanted in ("", "door", "(", "days off school"):
        assert look_up(words, wanted) in (None, words[0])
