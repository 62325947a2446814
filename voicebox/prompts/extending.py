"""A pack that builds on another (`extends`): what it does not say itself, it takes from there.

All of it is done on the values of the YAML, before anything is checked, so that a pack that was
loaded is whole and never looks back at its base. Each value keeps the file and line it is from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from voicebox.prompts.bases import LONGEST_CHAIN, find_base, same
from voicebox.prompts.problems import PackProblems, Problem
from voicebox.prompts.yaml_source import Key, Spot, Value, YamlSource

PARTS = (
    *("language", "standing", "scales", "glossary", "opening", "assent", "practice", "between"),
    *("read_back", "sharing", "ending"),
)
"""What a pack takes from its base where it does not give it; one given empty is none."""
Lines = dict[str, Value]


def extended(
    source: YamlSource,
    path: Path,
    shelf: Path | None,
    read: Callable[[Path], YamlSource],
    above: tuple[Path, ...] = (),
) -> YamlSource:
    """The pack that `source` says, whole: with what it takes from its base, and no `extends`.

    Args:
        source: what the file `path` says.
        shelf: the folder of the packs; a base is looked for beside `path` first.
        read: reads a file into its values.
        above: the files that build on this one, to find a circle.

    Raises:
        PackProblems: the base is not there, builds on this pack, or has not what is taken.
    """
    lines = source.value
    if not isinstance(lines, dict):
        return source
    if "extends" not in lines:
        return _refuse_from(source)
    base = _base(source, lines["extends"], path, shelf, (*above, path))
    whole = extended(read(base), base, shelf, read, (*above, path))
    return _Taking(source, whole, str(lines["extends"])).whole()


def _base(
    source: YamlSource, name: Value, path: Path, shelf: Path | None, above: tuple[Path, ...]
) -> Path:
    shown = str(name)[:60]
    found = find_base(str(name), path, shelf)
    if found is None:
        what = f"This pack extends `{shown}`, and there is no such pack."
        _refuse(source, ("extends",), what, "Name one of `voicebox packs list`, or one beside it.")
    if any(same(found, each) for each in above):
        what = f"This pack extends `{shown}`, which in the end extends this pack."
        _refuse(source, ("extends",), what, "Let one of them stand alone.")
    if len(above) > LONGEST_CHAIN:
        what = f"More than {LONGEST_CHAIN} packs extend one another."
        _refuse(source, ("extends",), what, "Let this one stand alone.")
    return found


def _refuse_from(source: YamlSource) -> YamlSource:
    """A pack that builds on none can take nothing."""
    for path in _takes(source.value, ()):
        what = "`from` takes words from a base, and this pack has none."
        _refuse(source, path, what, "Add a line `extends: my-voice`, or write the words here.")
    return source


def _takes(value: Value, path: tuple[Key, ...]) -> Iterator[tuple[Key, ...]]:
    if isinstance(value, dict):
        if isinstance(value.get("from"), str):
            yield (*path, "from")
        for name, each in value.items():
            yield from _takes(each, (*path, name))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _takes(each, (*path, at))


def _refuse(source: YamlSource, path: Sequence[Key], what: str, mend: str) -> NoReturn:
    raise PackProblems([Problem(*source.place(path), what, mend)])


Found = tuple[Lines, Spot]


class _Taking:
    """Fills one pack from its base."""

    def __init__(self, own: YamlSource, base: YamlSource, name: str) -> None:
        self._own, self._base, self._name = own, base, name

    def whole(self) -> YamlSource:
        """The pack, with every `from` and every part that it does not give taken from the base."""
        value, spot = self._filled(self._own.value, self._own.spot, ())
        base = self._base.value
        assert isinstance(value, dict)
        assert isinstance(base, dict)
        del value["extends"]
        for part in PARTS:
            if part in base and part not in value:
                value[part] = base[part]
                spot.within[part] = self._base.spot.within[part]
        if "practice" in value and value["practice"] is None:
            del value["practice"]
        return YamlSource(self._own.file, value, spot, self._base.files + 1)

    def _filled(self, value: Value, spot: Spot, path: tuple[Key, ...]) -> tuple[Value, Spot]:
        """A copy of `value` in which each `from` is what it takes."""
        if isinstance(value, list):
            return self._list(value, spot, path)
        if not isinstance(value, dict):
            return value, spot
        lines: Lines = {}
        within: dict[Key, Spot] = {}
        for name, each in value.items():
            lines[name], within[name] = self._filled(each, spot.within[name], (*path, name))
        mine = Spot(spot.line, within, spot.file)
        taken = lines.pop("from", None) if isinstance(value.get("from"), str) else None
        if taken is None:
            return lines, mine
        theirs, there = self._taken(str(taken), path)
        return {**theirs, **lines}, Spot(spot.line, {**there.within, **mine.within}, spot.file)

    def _list(self, value: list[Value], spot: Spot, path: tuple[Key, ...]) -> tuple[Value, Spot]:
        entries: list[Value] = []
        within: dict[Key, Spot] = {}
        for at, each in enumerate(value):
            entry, within[at] = self._filled(each, spot.within[at], (*path, at))
            entries.append(entry)
        return entries, Spot(spot.line, within, spot.file)

    def _taken(self, taken: str, path: tuple[Key, ...]) -> Found:
        """What `from: base` or `from: base/id` names, by where it stands."""
        name, _, wanted = taken.partition("/")
        if name != self._name:
            what = f"`from` names `{taken[:80]}`, and this pack extends `{self._name[:60]}`."
            _refuse(self._own, (*path, "from"), what, f"Take it from `{self._name}/...`.")
        found = self._part(path) if not wanted else self._entry(wanted, path)
        if found is None:
            what = f"`{name}` has no {_noun(path)} `{wanted or path[-1]}`."
            _refuse(self._own, (*path, "from"), what, self._near(wanted, path))
        return found

    def _part(self, path: tuple[Key, ...]) -> Found | None:
        base = self._base.value
        assert isinstance(base, dict)
        part = base.get(str(path[0])) if len(path) == 1 and path[0] in PARTS else None
        return (part, self._base.spot.within[path[0]]) if isinstance(part, dict) else None

    def _entry(self, wanted: str, path: tuple[Key, ...]) -> Found | None:
        return dict(self._entries(path)).get(wanted)

    def _entries(self, path: tuple[Key, ...]) -> Iterator[tuple[str, Found]]:
        """Everything of the base that may stand at this path, by its id."""
        base, spot = self._base.value, self._base.spot
        assert isinstance(base, dict)
        if len(path) == 2 and path[0] in ("scales", "glossary"):
            listed = base.get(str(path[0]))
            for name, lines in listed.items() if isinstance(listed, dict) else ():
                if isinstance(lines, dict):
                    yield name, (lines, spot.within[path[0]].within[name])
            return
        key = "opening" if path[:1] == ("opening",) else "sections"
        entries = _by_id(base.get(key), spot.within.get(key))
        if key == "opening" or len(path) == 2:
            yield from entries
        else:
            for _, (section, there) in entries:
                yield from _prompts(section.get("prompts"), there.within.get("prompts"))

    def _near(self, wanted: str, path: tuple[Key, ...]) -> str:
        from voicebox.prompts.wording import near

        known = [name for name, _ in self._entries(path)]
        return near(wanted, known) or f"See the ids in the pack `{self._name}`."


def _by_id(value: Value, spot: Spot | None) -> Iterator[tuple[str, Found]]:
    for at, lines in enumerate(value if isinstance(value, list) else ()):
        if isinstance(lines, dict) and isinstance(lines.get("id"), str) and spot is not None:
            yield str(lines["id"]), (lines, spot.within[at])


def _prompts(value: Value, spot: Spot | None) -> Iterator[tuple[str, Found]]:
    for name, (lines, there) in _by_id(value, spot):
        yield name, (lines, there)
        yield from _prompts(lines.get("then"), there.within.get("then"))


def _noun(path: tuple[Key, ...]) -> str:
    if path[0] in ("opening", "scales", "glossary"):
        return {"opening": "opening line", "scales": "scale", "glossary": "word"}[str(path[0])]
    if path[0] != "sections":
        return "part"
    return "section" if len(path) == 2 else "prompt"
