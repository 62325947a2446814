"""What is kept beside the words: who, how, with what help, who was there, what was offered."""

from __future__ import annotations

import pytest

from tests.conversation.held import PICTURE, Held, begun, with_sections
from voicebox.conversation import Shape
from voicebox.conversation.inputs import Give, GoBack, HearAgain, Pass, SetContext, TakeNote
from voicebox.conversation.record import quotable
from voicebox.conversation.views import (
    Chosen,
    Help,
    Mode,
    Point,
    Speaker,
    Status,
    ViewKind,
    said,
)
from voicebox.errors import AnswerRefused


def at_words() -> Held:
    """At a prompt that is answered in words."""
    held = begun()
    held.give("music")
    assert held.at == "best-bit"
    return held


def test_an_answer_says_what_was_asked_of_whom_and_when() -> None:
    held = begun()
    held.give("music", words="loud music")
    view = held.view("good-day")
    assert view.id == f"{held.talk.id}.{held.talk.seq}"
    assert view.asked == "Think of a good day. What are you doing?"
    assert (view.language, view.section, view.theme) == ("en-GB", "important-to-me", "now")
    assert view.feeds == ("important-to-me",)
    assert (view.speaker, view.kind, view.recorder) == (
        Speaker.CHILD,
        ViewKind.VERBATIM,
        "Mrs Okoye",
    )
    assert view.at == held.events[-1].at
    assert view.help is Help.NONE
    assert said(view) == "music: loud music"


def test_the_options_are_kept_in_the_order_they_were_shown_with_its_seed() -> None:
    held = begun(seed=12)
    shown = held.step
    held.give("music")
    view = held.view("good-day")
    assert [c.id for c in view.options_offered] == [
        *(option.id for option in shown.options),
        "something-else",
        "dont-know",
        "wont-say",
    ]
    assert view.order_seed == 12


def test_a_scale_is_never_shuffled() -> None:
    orders = set()
    for seed in range(8):
        held = begun(seed=seed)
        held.give("music")
        held.say("drums")
        orders.add(tuple(option.id for option in held.step.options))
        held.give("like")
        view = held.record.last_answer()
        assert view is not None
        assert view.order_seed is None
    assert orders == {("like", "so-so", "dont-like")}


def test_a_silence_keeps_what_was_offered_too() -> None:
    held = begun()
    held.do(Pass())
    view = held.view("good-day")
    assert len(view.options_offered) == 8
    assert (view.status, view.value, view.words) == (Status.PASSED, None, "")


def test_picked_cards_stand_in_the_order_they_were_picked() -> None:
    held = begun()
    held.give("pets", "play", "pets", "something-else")
    value = held.view("good-day").value
    assert isinstance(value, Chosen)
    assert [choice.id for choice in value.choices] == ["pets", "play", "something-else"]


def test_one_card_is_picked_where_one_is_asked_for() -> None:
    held = begun()
    held.give("music")
    held.say("drums")
    with pytest.raises(AnswerRefused):
        held.give("like", "so-so")
    held.skip_to("my-people/who").give("pet")
    with pytest.raises(AnswerRefused):
        held.give("near", "nearest")


def test_a_card_that_is_not_on_the_board_is_refused() -> None:
    held = begun()
    for cards in (("near",), ("music", "near"), ("ok",)):
        with pytest.raises(AnswerRefused):
            held.give(*cards)
    assert held.at == "good-day"


@pytest.mark.parametrize(
    "given", [Give(), Give(words=" \n"), Give(words="\x1b\x07"), Give(point=1)]
)
def test_nothing_or_what_is_not_asked_for_is_no_answer(given: Give) -> None:
    held = begun()
    with pytest.raises(AnswerRefused):
        held.do(given)


def test_a_ladder_keeps_its_ends_and_refuses_what_is_off_it() -> None:
    held = begun().to("by-myself")
    assert held.step.shape is Shape.LADDER
    for point in (-1, 6):
        with pytest.raises(AnswerRefused):
            held.do(Give(point=point))
    held.do(Give(point=0))
    value = held.view("by-myself").value
    assert isinstance(value, Point)
    assert (value.point, value.top, value.low, value.high) == (0, 5, "lots of help", "by myself")
    assert held.at == "get-through"


def test_a_picture_answers_a_drawing_and_any_something_else() -> None:
    held = begun()
    held.do(Give(picture=PICTURE, words="this"))
    assert (held.view("good-day").value, held.view("good-day").words) == (PICTURE, "this")
    with pytest.raises(AnswerRefused):
        held.do(Give(picture=PICTURE))
    held.to("my-picture/picture").do(Give(picture=PICTURE))
    assert held.at == "my-picture/words"
    assert held.step.asked == "What is in your picture?"


# -- help ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "help_"),
    [(0, Help.NONE), (1, Help.REPEATED), (2, Help.SAID_ANOTHER_WAY), (3, Help.SAID_ANOTHER_WAY)],
)
def test_a_prompt_said_again_says_so_by_itself(times: int, help_: Help) -> None:
    held = at_words()
    held.do(*[HearAgain()] * times)
    held.say("the drums")
    assert held.view("best-bit").help is help_


def test_a_prompt_without_other_words_is_only_repeated() -> None:
    tell = {"id": "a", "kind": "tell", "ask": "Tell me."}
    held = begun(with_sections({"id": "one", "title": "One", "prompts": [tell]}))
    held.do(HearAgain(), HearAgain())
    held.say("words")
    assert held.view("a").help is Help.REPEATED


def test_first_the_same_words_then_another_way() -> None:
    held = at_words()
    heard = [held.do(HearAgain()).events[0] for _ in range(3)]
    assert [getattr(event, "another_way", None) for event in heard] == [False, True, False]


def test_help_is_for_one_answer() -> None:
    held = begun()
    held.do(SetContext(help=Help.OPTIONS_POINTED_TO))
    held.give("music")
    held.say("the drums")
    assert held.view("good-day").help is Help.OPTIONS_POINTED_TO
    assert held.view("best-bit").help is Help.NONE


def test_what_was_heard_again_does_not_follow_back_to_another_prompt() -> None:
    held = at_words()
    held.do(HearAgain(), GoBack())
    held.give("play")
    assert held.view("good-day").help is Help.NONE


# -- who and how --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "how", [SetContext(help="hand_over_hand"), SetContext(modes=(Mode.BEHAVIOUR,))]
)
def test_hand_over_hand_and_behaviour_are_the_adults_observation(how: SetContext) -> None:
    held = begun()
    held.do(how)
    held.give("music")
    view = held.view("good-day")
    assert view.kind is ViewKind.OBSERVATION
    assert (view.speaker, view.speaker_name) == (Speaker.KEY_ADULT, "Mrs Okoye")
    assert not quotable(view)
    assert view not in held.talk.cards("~all")


def test_hand_over_hand_does_not_stay() -> None:
    held = begun()
    held.do(SetContext(help="hand_over_hand"))
    held.give("music")
    held.say("the drums")
    assert held.view("best-bit").speaker is Speaker.CHILD


@pytest.mark.parametrize(
    ("how", "interpreter"),
    [
        (SetContext(interpreter="Zofia"), "Zofia"),
        (SetContext(modes=(Mode.SIGN,), interpreter="Mr Shah"), "Mr Shah"),
        (SetContext(modes=(Mode.SIGN,)), "Mrs Okoye"),
    ],
)
def test_signed_and_interpreted_words_are_translated_with_the_interpreter_named(
    how: SetContext, interpreter: str
) -> None:
    held = at_words()
    held.do(how)
    held.say("the drums")
    view = held.view("best-bit")
    assert (view.kind, view.interpreter) == (ViewKind.TRANSLATED, interpreter)
    assert quotable(view)


def test_a_card_needs_no_translation() -> None:
    held = begun()
    held.do(SetContext(modes=(Mode.POINTING,), interpreter="Zofia"))
    held.give("music")
    assert (held.view("good-day").kind, held.view("good-day").interpreter) == (
        ViewKind.VERBATIM,
        "Zofia",
    )


def test_the_adults_own_facts_are_not_translated() -> None:
    held = begun().to("facts/year")
    held.do(SetContext(interpreter="Zofia"))
    held.say("Year 4")
    view = held.view("facts/year")
    assert (view.kind, view.speaker) == (ViewKind.VERBATIM, Speaker.KEY_ADULT)


def test_a_card_was_told_by_symbol_until_the_adult_says_otherwise() -> None:
    held = begun()
    held.give("music")
    assert held.view("good-day").modes == (Mode.SYMBOL,)
    held.do(SetContext(modes=(Mode.SPEECH, Mode.POINTING)))
    held.say("the drums")
    assert held.view("best-bit").modes == (Mode.SPEECH, Mode.POINTING)


def test_who_is_speaking_and_who_is_here_stay_until_set_again() -> None:
    held = begun()
    held.do(SetContext(speaker=Speaker.PARENT_CARER, speaker_name="Amira's mum", present=("mum",)))
    held.give("music")
    held.say("the drums")
    for key in ("good-day", "best-bit"):
        view = held.view(key)
        assert (view.speaker, view.speaker_name) == (Speaker.PARENT_CARER, "Amira's mum")
        assert view.present == ("mum",)
    held.do(SetContext(speaker=Speaker.CHILD))
    held.give("like")
    last = held.record.last_answer()
    assert last is not None
    assert (last.speaker, last.speaker_name, last.present) == (Speaker.CHILD, "", ("mum",))


def test_names_are_kept_without_control_characters_and_not_too_long() -> None:
    held = begun()
    held.do(SetContext(speaker_name="Mu\x1b[2Jm", present=("To\u202emos",), interpreter="Z\x00"))
    assert held.talk.context.speaker_name == "Mu[2Jm"
    assert (held.talk.context.present, held.talk.context.interpreter) == (("Tomos",), "Z")
    with pytest.raises(AnswerRefused):
        held.do(SetContext(speaker_name="x" * 201))


def test_others_words_are_theirs() -> None:
    held = begun().to("admired/who@1")
    held.say("Tomos, a friend")
    held.say("she shares")
    view = held.view("admired/words@1")
    assert (view.speaker, view.speaker_name) == (Speaker.OTHER, "Tomos, a friend")
    held.say("in a letter")
    held.give("yes")
    assert held.at == "admired/who@2"


def test_what_was_seen_is_the_adults_observation() -> None:
    held = begun().to("seen/seen")
    held.say("she covered her ears")
    assert held.view("seen/seen").kind is ViewKind.OBSERVATION
    assert held.step.asked == "Where was it?"


def test_a_follow_up_about_a_card_names_it() -> None:
    held = begun().skip_to("places@reading")
    assert held.step.asked == "Here is reading. Where does it go?"
    held.give("dont-like")
    assert held.at == "make-better@reading"
    assert held.step.item is not None
    assert held.step.item.word == "reading"


def test_a_person_is_named_in_words_and_put_in_a_ring() -> None:
    held = begun().skip_to("my-people/who")
    held.give("pet", words="uncle Tomos")
    assert held.step.asked == "How near is pet to you?"
    held.give("near")
    assert held.step.asked == "How near is uncle Tomos to you?"


# -- notes --------------------------------------------------------------------------------------


def test_an_adults_reading_names_the_view_it_is_about_and_moves_nothing() -> None:
    held = begun()
    held.give("music")
    held.do(TakeNote("I think she means drums"))
    note = held.record.by_seq(held.talk.seq)
    assert note is not None
    assert (note.kind, note.about) == (ViewKind.INTERPRETATION, held.view("good-day").id)
    assert (note.speaker, note.speaker_name) == (Speaker.KEY_ADULT, "Mrs Okoye")
    assert not quotable(note)
    assert held.at == "best-bit"
    assert held.record.at("good-day") != note


def test_a_reading_follows_the_answer_that_replaces_the_one_it_is_about() -> None:
    held = begun()
    held.give("music")
    held.do(TakeNote("I think she means drums"), GoBack())
    held.give("play")
    notes = [view for view in held.record if view.kind is ViewKind.INTERPRETATION]
    assert [note.about for note in notes] == [held.view("good-day").id]


def test_a_reading_of_nothing_is_an_observation() -> None:
    held = begun()
    held.do(TakeNote("she came in smiling"))
    note = next(iter(held.record))
    assert (note.kind, note.about) == (ViewKind.OBSERVATION, None)


@pytest.mark.parametrize("words", ["", "  \n"])
def test_an_empty_note_is_refused(words: str) -> None:
    with pytest.raises(AnswerRefused):
        begun().do(TakeNote(words))


@pytest.mark.parametrize("kind", [ViewKind.VERBATIM, ViewKind.TRANSLATED])
def test_a_note_is_never_the_childs_words(kind: ViewKind) -> None:
    with pytest.raises(AnswerRefused):
        begun().do(TakeNote("I am happy", kind))
