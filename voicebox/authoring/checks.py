"""What a pack's author should know before a child sees the pack: each fault with its line.

The rules are those of `content.md`; a rule's name stands in `Finding.rule`, for tests and docs.
Each duty has a file of its own: `check_boards`, `check_scales`, `check_prompts`,
`check_ways`, `check_reading`, `check_asking`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from voicebox.authoring.check_asking import check_asking
from voicebox.authoring.check_boards import check_boards
from voicebox.authoring.check_prompts import check_prompts
from voicebox.authoring.check_reading import check_reading
from voicebox.authoring.check_scales import check_scales
from voicebox.authoring.check_ways import check_ways
from voicebox.authoring.findings import Finding, Found, Severity, with_lines
from voicebox.prompts.loader import load_with_lines
from voicebox.prompts.models import Pack
from voicebox.prompts.problems import PackProblems, Problem
from voicebox.prompts.structure import flaws
from voicebox.prompts.yaml_source import Key, YamlSource


def check_pack(
    path_or_pack: Path | Pack, known_symbols: Container[str], shelf: Path | None = None
) -> list[Finding]:
    """Everything to mend in a pack, in the order of its file.

    Args:
        path_or_pack: a YAML file, or a pack already loaded (its findings have no lines).
        known_symbols: the ids of the symbols there are.
        shelf: the folder of the packs, where `extends` looks for a base.

    Returns:
        No finding of severity error means that the pack can be used. A file that cannot be
        loaded gives what the loader says, under the rule `load`, and nothing else.
    """
    if isinstance(path_or_pack, Pack):
        return with_lines(_all(path_or_pack, known_symbols), lambda _: ("", 0))
    try:
        pack, source = load_with_lines(path_or_pack, shelf)
    except PackProblems as error:
        return [_from_loader(problem, path_or_pack) for problem in error.problems]
    found = [*_all(pack, known_symbols), *_file_name(pack, path_or_pack)]
    return with_lines(found, lambda path: _place(source, path))


def _from_loader(problem: Problem, path: Path) -> Finding:
    file = "" if problem.file == str(path) else problem.file
    return Finding(problem.line, Severity.ERROR, "load", problem.what, problem.mend, file)


def _place(source: YamlSource, path: Sequence[Key]) -> tuple[str, int]:
    file, line = source.place(path)
    return "" if file == source.file else file, line


def _all(pack: Pack, known_symbols: Container[str]) -> Iterator[Found]:
    wrong = list(flaws(pack))
    for flaw in wrong:
        yield Found(flaw.path, Severity.ERROR, "load", flaw.what, flaw.mend)
    yield from check_boards(pack, known_symbols)
    yield from check_scales(pack)
    yield from check_prompts(pack)
    yield from check_reading(pack)
    yield from check_asking(pack)
    if not wrong:
        yield from check_ways(pack)


def _file_name(pack: Pack, path: Path) -> Iterator[Found]:
    if pack.pack != path.stem:
        what = f"The pack is called `{pack.pack}` and its file `{path.name}`."
        yield Found(
            ("pack",),
            Severity.ADVICE,
            "file-name",
            what,
            f"Call the file `{pack.pack}.yaml`: packs are found by the name of their file.",
        )
