"""A talk of Amira's with everything in it that an export must carry, and all that it must not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.fakes import FakeStore, FixedClock, Script, play, small_pack
from voicebox.conversation.inputs import (
    DontKnow,
    Give,
    HearAgain,
    Input,
    KeepBack,
    Pass,
    SetContext,
    Skip,
    TakeNote,
)
from voicebox.conversation.keys import SHARING, Key
from voicebox.conversation.talk import ALL
from voicebox.conversation.talk import SEEN as WRITTEN_BY_ADULTS
from voicebox.conversation.views import Mode, Speaker
from voicebox.exports import Audience, Exported, gather_talk
from voicebox.ports import Store
from voicebox.runner import Runner, start

KEPT_BACK = "when the bell shouts at me"
NOTE_ON_KEPT_BACK = "She looked at the door while she said it."
UNDECIDED = "a quiet table by the window"
WORRY = "He said he would hurt her again."
FOR_FAMILY = "my bunk bed"
FOR_SCHOOL = "I want to sit with Zofia at lunch"
FOR_MEETING = "enough sleep before school"
TO_ALL = "with my dog at nan's 🐕‍🦺 fy nghi bach ŵ"
TO_ALL_LINES = "less shouting\n# and *more* room\n```\n- please"
READING = "I think she means the ball games."
NAMED = "uncle Tomos who went away"
SEEN = "She put both hands over her ears."

EVERYWHERE = (TO_ALL, TO_ALL_LINES, READING)
NOWHERE = (KEPT_BACK, NOTE_ON_KEPT_BACK, UNDECIDED, WORRY, NAMED)
BY_CIRCLE = {
    Audience.PLAN: (FOR_SCHOOL,),
    Audience.FAMILY: (FOR_FAMILY,),
    Audience.MEETING: (FOR_MEETING,),
    Audience.CHILD: (FOR_SCHOOL, FOR_FAMILY, FOR_MEETING),
}


def give(*choices: str, words: str = "", point: int | None = None) -> Give:
    return Give(choices=choices, words=words, point=point)


SCRIPT: Script = {
    "good-day": [
        SetContext(present=("Mrs Okoye", "Amira's mum")),
        give("play", "pets"),
    ],
    "which-pet": [SetContext(modes=(Mode.SPEECH,)), give(words=TO_ALL), TakeNote(READING)],
    "best-bit": [give(words=KEPT_BACK), TakeNote(NOTE_ON_KEPT_BACK), KeepBack()],
    "places@dinner-hall": [SetContext(modes=()), give("dont-like")],
    "places@playground": give("like"),
    "places@reading": give("like", words="with Mr Shah"),
    "make-better@dinner-hall": [HearAgain(), give(words=TO_ALL_LINES)],
    "calm": give(words=UNDECIDED),
    "what-matters/to-me": give("friends", words=FOR_SCHOOL),
    "what-matters/for-me": [
        SetContext(speaker=Speaker.PARENT_CARER, speaker_name="Amira's mum"),
        give(words=FOR_MEETING),
        SetContext(speaker=Speaker.CHILD),
    ],
    "my-people/who": [give("home", words=NAMED), KeepBack()],
    "my-people/ring@home": give("nearest"),
    "my-people/ring@in-words": give("near"),
    "by-myself": give(point=3),
    "one-step-up": give(words=FOR_FAMILY),
    "friends/working": DontKnow(),
    "friends/not-working": Pass(),
    "seen/seen": give(words=SEEN),
    "admired/who@1": give(words="Mr Shah, class teacher"),
    "admired/words@1": give(words="She waits for her friends."),
    "admired/more@1": give("no"),
    "facts/year": give(words="Year 4"),
    "how-was-it": give("like"),
}

WISHES: dict[str, Input] = {
    "calm": Skip(),
    "what-matters/to-me": give("school"),
    "what-matters/for-me": give("meeting"),
    "one-step-up": give("family"),
}
"""Who may see what, where it is not everyone."""


@dataclass(frozen=True, slots=True)
class Held:
    """A talk that was held, and where it is kept."""

    store: Store
    runner: Runner

    @property
    def exported(self) -> Exported:
        return gather_talk(self.store, self.runner.header.id)


def begin(store: Store | None = None) -> Held:
    store = store or FakeStore()
    clock = FixedClock(tick=timedelta(seconds=10))
    amira = store.add_pupil("Amira")
    return Held(store, start(store, clock, small_pack(), amira, with_="Mrs Okoye"))


def hold_for_everyone(store: Store | None = None) -> Held:
    """The whole talk; what was not kept back is for everyone."""
    held = begin(store)
    play(held.runner, SCRIPT)
    held.runner.keep_worry(WORRY)
    return held


def hold_one_by_one() -> Held:
    """The whole talk; who may see an answer is asked of the child for each of their own."""
    held = begin()
    play(held.runner, SCRIPT, until=str(Key(SHARING, ALL)))
    held.runner.keep_worry(WORRY)
    share_each(held.runner)
    play(held.runner, SCRIPT)
    return held


def share_each(runner: Runner) -> None:
    runner.handle(give("by-part"))
    while runner.step.key.prompt == SHARING:
        if "one-by-one" in [option.id for option in runner.step.options]:
            runner.handle(give("one-by-one"))
            continue
        if runner.step.key.part == WRITTEN_BY_ADULTS:
            runner.handle(DontKnow())
            continue
        card = runner.step.cards[0]
        place = f"{card.prompt}/{card.part}" if card.part else card.prompt
        runner.handle(WISHES.get(place, give("everyone")))
