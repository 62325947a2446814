"""Plain mode from its first line: who is here, the talk, and how the program ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from voicebox.access import Access, preferences_for, read_access
from voicebox.errors import AnswerRefused, NotFound
from voicebox.plain.lines import EndOfInput, Line, Lines
from voicebox.plain.session import PlainTalk
from voicebox.plain.voice import Voice
from voicebox.plain.wording import FOR_ADULT, context_line
from voicebox.ports import Begin, House, Pupil, Store
from voicebox.pupils import find_or_add
from voicebox.runner import Runner, resume, start

DONE, INTERRUPTED = 0, 130
STILL_SO = "Still so? /who and /present change it."
"""Asked when a talk is gone on with: who speaks and who is there may have changed."""


def run_plain(
    house: House,
    lines: Lines,
    out: TextIO,
    *,
    begin: Begin | None = None,
    talk: str | None = None,
    aloud: bool = False,
    in_order: Callable[[str], str] = str,
) -> int:
    """Hold a talk in lines, from its beginning or from where it was left.

    Args:
        house: the store, the packs, the voice.
        lines: what the people type.
        out: where to print.
        begin: the talk to start, where no `talk` is named.
        talk: the id of the talk to take up.
        aloud: is what is asked said aloud as well?
        in_order: makes lines ready that run from right to left, for a terminal that needs it.

    Returns:
        The program's exit code: 0, or 130 after Ctrl-C. The talk is kept either way.

    Raises:
        VoiceboxError: the talk cannot be begun or taken up, or no longer kept.
    """
    runner = _taken_up(house, talk) if talk else _begun(house, lines, out, begin or Begin())
    if runner is None:
        return DONE
    if talk:
        out.write(f"{FOR_ADULT} {context_line(runner.talk.context)} {STILL_SO}\n")
    access = read_access(house.store().preferences_of(runner.header.pupil.id))
    voice = _voice(house, runner, access, aloud=aloud)
    session = PlainTalk(
        runner,
        lines,
        out,
        symbols=house.symbols,
        voice=voice,
        in_order=in_order,
        asks_first=access.asks_first,
    )
    try:
        session.hold()
    except KeyboardInterrupt:
        voice.hush()
        session.leave()
        return INTERRUPTED
    except BrokenPipeError:
        runner.pause()
        raise
    return DONE


def _voice(house: House, runner: Runner, access: Access, *, aloud: bool) -> Voice:
    """The voice as this pupil likes it, in the language of the talk."""
    return Voice(
        house.speaker if aloud else None,
        preferences_for(house.preferences, access),
        pitch=access.pitch,
        language=runner.talk.pack.language,
    )


def _taken_up(house: House, talk: str) -> Runner:
    return resume(house.store(), house.clock, talk)


def _begun(house: House, lines: Lines, out: TextIO, begin: Begin) -> Runner | None:
    pack = house.packs.load(begin.pack, begin.language)
    store = house.store()
    pupil = find_or_add(store, begin.pupil) if begin.pupil else _who_is_here(store, lines, out)
    if pupil is None:
        return None
    adult = begin.with_ or house.preferences.adult
    seed, on_paper = begin.seed, begin.on_paper
    return start(store, house.clock, pack, pupil, with_=adult, seed=seed, on_paper=on_paper)


def _who_is_here(store: Store, lines: Lines, out: TextIO) -> Pupil | None:
    """Ask the adult for the child's name; none at the end of input."""
    while True:
        print(f"{FOR_ADULT} Who is here today? Type the child's name.", file=out, flush=True)
        read = lines.read()
        if isinstance(read, EndOfInput):
            return None
        if not isinstance(read, Line) or not read.words.strip() or read.words.startswith("/"):
            continue
        try:
            return find_or_add(store, read.words)
        except (AnswerRefused, NotFound) as error:
            print(error, file=out, flush=True)
