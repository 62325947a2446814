"""Beginning, breaks, stops, ends, interruptions: what was said is kept, whatever happens."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest

from tests.unit.plain.scripted import GOOD_DAY, Home, Interrupt, Pick, Until
from voicebox.bootstrap import build_house
from voicebox.conversation.inputs import Give
from voicebox.conversation.views import Status
from voicebox.errors import NotFound, NotNow, PackError
from voicebox.plain.front import run_plain
from voicebox.plain.lines import Line, NotText, PipedLines, TypedLines
from voicebox.ports import (
    Begin,
    SpeechEvent,
    Utterance,
    VoiceReady,
)
from voicebox.runner import resume

LAST = "Pick something to do now."
NO_BOXES = re.compile("[\x00-\x09\x0b-\x1f\u2500-\u259f]")


def test_a_whole_talk_ends_with_every_word_as_it_was_given(home: Home) -> None:
    out = home.talk(Until("never"))
    assert home.summary.state == "finished"
    assert home.code == 0
    assert home.script is not None
    words = {view.words for view in home.record}
    practice_and_ending = 4
    given = home.script.words_given
    assert len(given) > 15
    assert set(given[2 : 2 + len(given) - practice_and_ending]) <= words
    assert f"To read it: voicebox show {home.summary.header.id}" in out.splitlines()[-1]
    assert not NO_BOXES.search(out)


def test_every_prompt_says_whom_it_is_for(home: Home) -> None:
    out = home.talk(Until("never"))
    prompts = [block.splitlines() for block in out.split("\n\n")[1:]]
    for lines in prompts:
        assert any(line.startswith(("For Amira: ", "For the adult: ")) for line in lines[:2])
    assert "For the adult: What have you seen in class?" in out
    assert "For the adult: Waiting is fine." in out


def test_kept_is_printed_after_the_commit_and_flushed(home: Home) -> None:
    store = home.house.store()
    seen: list[tuple[int, int]] = []

    class Watched(io.StringIO):
        unflushed = ""

        def write(self, words: str) -> int:
            self.unflushed += words
            return super().write(words)

        def flush(self) -> None:
            for number in re.findall(r"^kept (\d+)$", self.unflushed, re.MULTILINE):
                seen.append((int(number), store.talks(limit=1)[0].events))
            self.unflushed = ""

    out = Watched()
    begin = Begin(pack=str(_small()), pupil="Amira")
    run_plain(home.house, PipedLines(io.BytesIO(b"1\n1\n1\ndogs\nspiders\n")), out, begin=begin)
    assert seen == [(4, 4), (5, 5), (6, 6)]
    assert out.unflushed == ""


def _small() -> object:
    from tests.unit.plain.scripted import SMALL

    return SMALL


def test_end_of_input_pauses_and_says_how_to_carry_on(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), Pick("pets"))
    assert home.summary.state == "paused"
    assert home.code == 0
    assert f"voicebox resume {home.summary.header.id} --plain" in out.splitlines()[-1]


def test_ctrl_c_pauses_with_what_was_said_kept(home: Home) -> None:
    home.talk(Until(GOOD_DAY), Pick("pets"), Interrupt())
    assert home.code == 130
    assert home.summary.state == "paused"
    assert home.view("good-day").status is Status.ANSWERED


def test_a_talk_resumes_at_the_same_prompt(home: Home) -> None:
    left = home.talk(Until(GOOD_DAY), Pick("pets")).rpartition("\n\n")[2]
    shown = home.resume()
    assert "speaking: the child" in shown
    assert "Still so? /who and /present change it." in shown
    back = shown.rpartition("\n\n")[2]
    assert "Which pet is it?" in left
    assert back.removeprefix("Important to me (part 1 of 3)\n") == left


def test_a_break_is_ended_by_a_blank_line_and_takes_no_answer(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), "/break", "the drums", "1", "/back", "", Pick("music"))
    assert "Time for a break. We can go on after." in out
    assert out.count("The talk is on a break, so this was not taken.") == 3
    assert out.count(f"For Amira: {GOOD_DAY}") == 2
    assert "the drums" not in "".join(event.body for event in home.events)
    assert home.view("good-day").status is Status.ANSWERED


def test_carryon_ends_a_break_and_nothing_else(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), "/carryon", "/break", "/carryon")
    assert out.count("nothing to carry on here") == 1
    assert out.count(f"For Amira: {GOOD_DAY}") == 2


def test_a_worry_and_a_stop_are_possible_on_a_break(home: Home) -> None:
    home.talk(Until(GOOD_DAY), "/break", "/worry a bruise", "/stop")
    assert len(home.house.store().concerns()) == 1
    assert home.summary.state == "stopped"


def test_end_of_input_on_a_break_leaves_it_on_the_break(home: Home) -> None:
    home.talk(Until(GOOD_DAY), "/break")
    assert home.summary.state == "paused"
    assert [event.type for event in home.events].count("break_taken") == 1


def test_after_a_stop_the_child_picks_what_to_end_on(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), Pick("music"), "/stop", "", Pick("play"), "never read")
    assert home.summary.state == "stopped"
    assert home.code == 0
    assert out.count(LAST) == 2
    stopped, goodbye = out.index("We stop now."), out.index("Goodbye Amira.")
    assert stopped < out.index(LAST) < goodbye
    assert home.view("good-day").status is Status.ANSWERED
    assert home.events[-1].type == "ending_answered"


@pytest.mark.parametrize("line", ["/skip", "/pass", "/dontknow", "/stop"])
def test_after_a_stop_nothing_need_be_picked(home: Home, line: str) -> None:
    home.talk(Until(GOOD_DAY), "/stop", line, "never read")
    assert home.summary.state == "stopped"
    assert home.code == 0


def test_after_a_stop_only_its_cards_are_taken(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), "/stop", "a biscuit", "/back")
    assert "They are: drink, play, quiet time." in out
    assert "The talk is not open." in out


def test_not_today_ends_at_once(home: Home) -> None:
    out = home.talk(Until("Shall we start?"), Pick("not today"), "never read")
    assert home.summary.state == "stopped"
    assert "Goodbye Amira." in out
    assert not list(home.record)


def test_a_stopped_talk_begins_again_at_assent(home: Home) -> None:
    home.talk(Until(GOOD_DAY), Pick("music"), "/stop")
    assert "Would you like to go on now?" in home.resume()


def test_a_finished_talk_cannot_be_resumed(home: Home) -> None:
    home.talk(Until("never"))
    with pytest.raises(NotNow, match="has come to its end"):
        home.resume()


def test_another_window_that_wrote_first_is_caught_up_with(home: Home) -> None:
    home.talk(Until(GOOD_DAY))
    store, clock = home.house.store(), home.house.clock
    talk = home.summary.header.id

    class Meanwhile:
        def __init__(self) -> None:
            self.lines = iter([Line("drums"), Line("bells")])
            self.wrote = False

        def read(self) -> Line:
            if not self.wrote:
                self.wrote = True
                resume(store, clock, talk).handle(Give(choices=("music",)))
            return next(self.lines, None) or _interrupt()

    out = io.StringIO()
    run_plain(home.house, Meanwhile(), out, talk=talk)
    assert "What is the best bit?" in out.getvalue()
    assert home.view("best-bit").words == "bells"
    assert home.record.at("best-bit") is not None


def _interrupt() -> Line:
    raise KeyboardInterrupt


# -- who is here --------------------------------------------------------------------------------


def _begun(home: Home, content: bytes, pupil: str = "") -> str:
    out = io.StringIO()
    begin = Begin(pack=str(_small()), pupil=pupil)
    run_plain(home.house, PipedLines(io.BytesIO(content)), out, begin=begin)
    return out.getvalue()


def test_the_name_is_asked_for_on_the_first_line(home: Home) -> None:
    out = _begun(home, b"\n/back\nTomos\n1\n")
    assert out.count("For the adult: Who is here today? Type the child's name.") == 3
    assert home.summary.header.pupil.name == "Tomos"


def test_without_a_name_no_talk_is_begun(home: Home) -> None:
    _begun(home, b"")
    assert home.house.store().talks() == []


def test_a_name_that_is_known_is_the_same_pupil(home: Home) -> None:
    _begun(home, b"", pupil="Tomos")
    _begun(home, b"", pupil="Tomos")
    assert len(home.house.store().pupils()) == 1


def test_two_of_one_name_are_told_apart_by_number(home: Home) -> None:
    _begun(home, b"", pupil="Tomos")
    _begun(home, b"", pupil="Tomos#2")
    first, second = sorted(home.house.store().talks(), key=lambda each: each.header.started)
    assert first.header.pupil.name == second.header.pupil.name == "Tomos"
    assert first.header.pupil.id != second.header.pupil.id
    with pytest.raises(NotFound, match=r"2 pupils called Tomos: #1 \(last talk .*#2 \(last talk"):
        _begun(home, b"", pupil="Tomos")
    _begun(home, b"", pupil="Tomos#2")
    assert home.summary.header.pupil == second.header.pupil
    with pytest.raises(NotFound, match="There is no #9"):
        _begun(home, b"", pupil="Tomos#9")


def test_an_unclear_name_is_asked_for_again(home: Home) -> None:
    _begun(home, b"", pupil="Tomos")
    _begun(home, b"", pupil="Tomos#2")
    out = _begun(home, b"Tomos\nTomos#1\n")
    assert "There are 2 pupils called Tomos" in out
    assert out.count("Who is here today?") == 2


def test_the_adult_of_the_settings_is_beside_the_child(home: Home) -> None:
    path = build_house(home.environ)
    path.save_preferences(
        type(path.preferences)(adult="Mr Shah"),
    )
    home.house = build_house(home.environ)
    _begun(home, b"", pupil="Tomos")
    assert home.summary.header.with_ == "Mr Shah"


def test_a_pack_that_cannot_be_used_is_refused_before_anything_is_asked(home: Home) -> None:
    begin = Begin(pack="tests/none.yaml")
    with pytest.raises((NotFound, PackError)):
        run_plain(home.house, PipedLines(io.BytesIO(b"Tomos\n")), io.StringIO(), begin=begin)
    assert home.house.store().pupils() == []


# -- lines typed at a terminal ------------------------------------------------------------------


def test_lines_typed_at_a_terminal_are_decoded_strictly() -> None:
    typed = iter(["Rex\r", "caf\udce9"])
    lines = TypedLines(ask=lambda _: next(typed))
    assert lines.read() == Line("Rex")
    assert lines.read() == NotText()


def test_nothing_typed_goes_into_a_history() -> None:
    import readline

    TypedLines()
    assert readline.get_current_history_length() == 0


# -- the voice ----------------------------------------------------------------------------------


class Listening:
    """A speaker that remembers."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.hushed = 0

    def start(self, listener: Callable[[SpeechEvent], None]) -> None:
        listener(VoiceReady(sound=False, message="No sound here."))

    def say(self, utterance: Utterance) -> int:
        self.said.append(utterance.words)
        return len(self.said)

    def hush(self) -> None:
        self.hushed += 1

    def close(self) -> None:
        """Nothing to let go of."""


def test_aloud_the_question_and_its_cards_are_said_but_not_the_adults(home: Home) -> None:
    speaker = Listening()
    home.with_house(speaker=speaker)
    out = home.talk(Until(GOOD_DAY), aloud=True)
    assert speaker.said[-1].startswith(f"{GOOD_DAY}. What are you doing?. ")
    assert "I won't say" in speaker.said[-1]
    assert not any("What does Amira like?" in said for said in speaker.said)
    assert speaker.hushed > 0
    assert out.count("For the adult: No sound here.") == 1


def test_unless_it_is_to_be_aloud_nothing_is_said(home: Home) -> None:
    speaker = Listening()
    home.with_house(speaker=speaker)
    home.talk(Until(GOOD_DAY))
    assert speaker.said == []
