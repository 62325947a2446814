"""The child's words, byte for byte, into the event, through JSON, and out of the record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conversation.held import begun
from voicebox.conversation import Stamped, fold
from voicebox.conversation.events import event_json, read_event
from voicebox.conversation.inputs import TakeNote
from voicebox.conversation.views import View
from voicebox.errors import AnswerRefused


def kept(words: str) -> View:
    """The view that the words make, from events that went through JSON."""
    held = begun()
    held.give("music")
    held.say(words)
    through_json = [
        Stamped(s.talk, s.seq, s.at, read_event(event_json(s.event))) for s in held.events
    ]
    view = fold(through_json).at("best-bit")
    assert view == held.view("best-bit")
    assert view is not None
    return view


@pytest.mark.parametrize(
    "words",
    [
        "with my dog at nans",
        "  before and after  \n",
        "a tab\tand\n\ntwo lines",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "\U0001f1f5\U0001f1f1 \u2764\ufe0f",
        "\u0643\u064e\u0644\u0652\u0628\u0650\u064a",
        "fy nghi bach \u0175 \u0177, w\u0302 y\u0302",
        "\u200f\u0645\u0631\u062d\u0628\u0627\u200e",
        "{pupil} %s \\n <b>[red]",
        "\"quoted\" 'once' // /skip",
        "1,2",
        "\u00e9 is not e\u0301",
        "\ufeffmark",
    ],
)
def test_words_stand_byte_for_byte(words: str) -> None:
    view = kept(words)
    assert view.words.encode() == words.encode()
    assert view.words_removed == 0


def test_control_characters_are_taken_out_and_counted() -> None:
    view = kept("my\x1b[31m dog\x07 \u202ereally\x9b\r\n")
    assert view.words == "my[31m dog really\n"
    assert view.words_removed == 5


@given(st.text(alphabet=st.characters(), max_size=200).filter(str.strip))
def test_any_words_are_kept_but_for_controls_or_refused_whole(words: str) -> None:
    try:
        view = kept(words)
    except AnswerRefused:
        assert not any(c.isprintable() and not c.isspace() for c in words)
        return
    assert len(view.words) + view.words_removed == len(words)
    rest = iter(words)
    assert all(any(c == other for other in rest) for c in view.words)


def test_20_000_characters_are_kept_and_one_more_is_refused() -> None:
    assert len(kept("x" * 20_000).words) == 20_000
    held = begun()
    held.give("music")
    with pytest.raises(AnswerRefused, match="20,001 characters; one answer holds 20,000"):
        held.say("x" * 20_001)
    with pytest.raises(AnswerRefused):
        held.do(TakeNote("x" * 20_001))
    assert held.at == "best-bit"


def test_the_childs_words_are_not_filled_in_when_they_are_asked_about() -> None:
    held = begun()
    held.give("music", words="{pupil} and {adult}")
    held.to("~sharing/~all").singly()
    assert "{pupil} and {adult}" in held.step.cards[0].words
    assert "Mrs Okoye" not in held.step.asked
