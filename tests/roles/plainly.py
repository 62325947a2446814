"""A role in plain mode: each line as a person types it."""

from __future__ import annotations

import io

from tests.roles.playing import Doing, Part
from tests.roles.script import Role, Sitting
from tests.tui.chair import SEED, Blank
from tests.tui.hands import line_of
from voicebox.plain.lines import Line, LineRead, Lines
from voicebox.plain.session import PlainTalk
from voicebox.plain.voice import Voice
from voicebox.ports import House, Preferences
from voicebox.pupils import find_or_add
from voicebox.runner import Runner, resume, start


class Typed(Lines):
    """The lines of one sitting."""

    def __init__(self, runner: Runner, part: Part) -> None:
        self._runner = runner
        self._part = part

    def read(self) -> LineRead:
        act = self._part.next(self._runner)
        if not isinstance(act, Doing):
            return Line(line_of(self._runner.step, act))
        about = str(act.about.seq) if act.about is not None else ""
        return Line(" ".join(("/" + act.command, *filter(None, (about, act.rest)))))


def played_plainly(role: Role, house: House) -> tuple[list[Runner], str]:
    """The talks of a role, held in lines, and all that was printed."""
    talks: list[Runner] = []
    printed = io.StringIO()
    for sitting in role.sittings:
        runner = _begun(role, sitting, house, talks)
        part = Part(sitting)
        voice = Voice(None, Preferences())
        PlainTalk(runner, Typed(runner, part), printed, symbols=Blank, voice=voice).hold()
        assert not part.left, f"{role.name}: never asked: {part.left[0]}"
        talks = talks if sitting.pack else talks[:-1]
        talks.append(runner)
    return talks, printed.getvalue()


def _begun(role: Role, sitting: Sitting, house: House, talks: list[Runner]) -> Runner:
    store = house.store()
    if not sitting.pack:
        return resume(store, house.clock, talks[-1].talk.id)
    pupil = find_or_add(store, role.pupil)
    pack = house.packs.load(sitting.pack, sitting.language)
    return start(store, house.clock, pack, pupil, with_=sitting.with_, seed=SEED)
