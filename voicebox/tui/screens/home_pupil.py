"""A pupil's menu, and what each of its lines leads to; each ends at home, or in a talk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import App

from voicebox.conversation.states import State
from voicebox.ports import Begin, House, Pupil
from voicebox.tui.lock import Lock
from voicebox.tui.screens.dialog import Choice, Menu
from voicebox.tui.screens.home_lines import PupilLine, say_talk

PLAN = "plan"
"""The pack that a plan is written with."""
ANOTHER = "~another"
"""Another child of the same name."""


@dataclass(frozen=True, slots=True)
class TalkAsked:
    """A talk to be begun with a pupil, or carried on."""

    begin: Begin | None = None
    pupil: Pupil | None = None
    resume: str = ""


class PupilMenu(Menu):
    """What to do with a pupil who was here before."""

    def __init__(self, line: PupilLine, heard: str = "", *, has_offices: bool = False) -> None:
        """For this pupil; `heard` says whose voice is here.

        `has_offices`: can talks be sent, access be given, and pupils be forgotten here?
        """
        super().__init__()
        self.title_words = line.pupil.name
        self.about = f"{say_talk(line.latest)}. {heard}" if heard else say_talk(line.latest)
        self._line = line
        self._has_offices = has_offices

    def choices(self) -> list[Choice]:
        """Carry on where that is possible, start, read."""
        found = []
        latest = self._line.latest
        if latest is not None and latest.state != State.FINISHED:
            found.append(Choice("carry_on", "Carry on where it was left", "c"))
        found.append(Choice("start", "Start a new talk", "n"))
        if latest is not None:
            found.append(Choice("past", "Past talks: read them, say who may see them", "r"))
            found.append(Choice("plan", "The plan, and documents", "d"))
        found.append(Choice("paper", "Write in what was told on paper", "w"))
        found.append(Choice("likes", "How they like it: look, voice, switches", "h"))
        if self._has_offices:
            found.append(Choice("records", "Send, give access, forget ...", "s"))
        return found


class SameName(Menu):
    """Somebody of that name was here before: the adult says who it is."""

    title_words = "Is it the same child?"

    def __init__(self, lines: Sequence[PupilLine]) -> None:
        """These have the name."""
        super().__init__()
        self._lines = lines

    def choices(self) -> list[Choice]:
        """Each of them, or another child."""
        found = [
            Choice(line.pupil.id, f"{line.pupil.name}: {say_talk(line.latest)}")
            for line in self._lines
        ]
        return [*found, Choice(ANOTHER, "Another child of that name")]


# -- what the lines lead to ----------------------------------------------------------------------


async def open_pupil(
    app: App[Any], house: House, lock: Lock, line: PupilLine, heard: str = ""
) -> TalkAsked | None:
    """Ask what is to be done with a pupil, and do it; a talk, where that is what is asked for.

    Args:
        app: where it is asked.
        house: of the app.
        lock: what asks for the grown-up's PIN.
        line: the pupil's.
        heard: whose voice is here, in words.

    Raises:
        VoiceboxError: it could not be done.
    """
    has_offices = house.passing is not None or house.rights is not None
    picked = await app.push_screen_wait(PupilMenu(line, heard, has_offices=has_offices))
    if picked == "records":
        from voicebox.tui.screens.records import open_records

        await open_records(app, house, lock, line.pupil)
        return None
    return await _LEADS[picked](app, house, line) if picked in _LEADS else None


async def ask_new_talk(
    app: App[Any],
    house: House,
    lines: Sequence[PupilLine],
    pupil: Pupil | None = None,
    asked: Begin | None = None,
) -> TalkAsked | None:
    """Ask for what a new talk needs, and whose it is where the name is one that is here.

    Args:
        app: where it is asked.
        house: of the app.
        lines: who was here before.
        pupil: whose talk it is; None: the name is asked for.
        asked: what is known of it already.

    Raises:
        VoiceboxError: the pupil could not be kept.
    """
    from voicebox.tui.screens.new_talk import NewTalk

    begin = await app.push_screen_wait(NewTalk(house, pupil, asked))
    if begin is None:
        return None
    namesakes = [line for line in lines if line.pupil.name == begin.pupil]
    if pupil is None and namesakes:
        picked = await app.push_screen_wait(SameName(namesakes))
        if picked is None:
            return None
        pupil = next((line.pupil for line in namesakes if line.pupil.id == picked), None)
    return TalkAsked(begin, pupil or house.store().add_pupil(begin.pupil))


async def _carry_on(_: App[Any], __: House, line: PupilLine) -> TalkAsked | None:
    return TalkAsked(resume=line.latest.header.id) if line.latest is not None else None


async def _start(app: App[Any], house: House, line: PupilLine) -> TalkAsked | None:
    return await ask_new_talk(app, house, (), line.pupil)


async def _write_in(app: App[Any], house: House, line: PupilLine) -> TalkAsked | None:
    begin = Begin(on_paper=True, with_=house.preferences.adult)
    return await ask_new_talk(app, house, (), line.pupil, begin)


async def _read_past(app: App[Any], house: House, line: PupilLine) -> None:
    from voicebox.tui.screens.past import PastTalks

    await app.push_screen_wait(PastTalks(house, line.pupil))


async def _show_plan(app: App[Any], house: House, line: PupilLine) -> TalkAsked | None:
    from voicebox.tui.screens.plans import GO_ON, PlansScreen

    if await app.push_screen_wait(PlansScreen(house, line.pupil)) != GO_ON:
        return None
    for talk in house.store().talks(pupil=line.pupil.id):
        if talk.header.pack == PLAN and talk.state != State.FINISHED:
            return TalkAsked(resume=talk.header.id)
    begin = Begin(pack=PLAN, pupil=line.pupil.name, with_=house.preferences.adult)
    return TalkAsked(begin, line.pupil)


async def _set_likes(app: App[Any], house: House, line: PupilLine) -> None:
    from voicebox.access import read_access
    from voicebox.tui.screens.access import PupilAccess

    store = house.store()
    access = read_access(store.preferences_of(line.pupil.id))
    given = await app.push_screen_wait(PupilAccess(line.pupil.name, access))
    if given is not None:
        kept = given.model_dump(mode="json", exclude_defaults=True)
        store.keep_preferences(line.pupil.id, kept)


_Lead = Callable[[App[Any], House, PupilLine], Awaitable[TalkAsked | None]]
_LEADS: dict[str, _Lead] = {
    "carry_on": _carry_on,
    "start": _start,
    "past": _read_past,
    "plan": _show_plan,
    "paper": _write_in,
    "likes": _set_likes,
}
