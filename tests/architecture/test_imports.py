"""What may load what, proved in fresh interpreters: a headless core, and a quick command line."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "voicebox"
HEAVY = ("textual", "sqlalchemy", "pyttsx3", "PIL", "docx", "typst", "alembic", "sqlcipher3")


def _loaded_by(code: str) -> set[str]:
    """The top names of what a fresh interpreter has loaded after `code`."""
    tell = "import sys; print('\\n'.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.rpartition("--loaded--\n")[2].split())


@pytest.mark.parametrize("module", ["conversation", "runner", "prompts", "plan", "ports"])
def test_the_core_is_headless(module: str) -> None:
    loaded = _loaded_by(f"import voicebox.{module}")
    assert "voicebox" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("module", ["plain.front", "plain.session"])
def test_plain_mode_loads_neither_screen_nor_store(module: str) -> None:
    assert _loaded_by(f"import voicebox.{module}").isdisjoint(HEAVY)


def test_help_is_quick() -> None:
    code = (
        "import sys\nfrom voicebox.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    print('--loaded--')"
    )
    loaded = _loaded_by(code)
    assert "argparse" in loaded
    assert loaded.isdisjoint({*HEAVY, "pydantic", "yaml", "transitions"})


def test_building_the_house_opens_nothing(tmp_path: Path) -> None:
    home, keys = tmp_path / "home", tmp_path / "keys"
    code = (
        "from voicebox.bootstrap import build_house\n"
        f"house = build_house({{'VOICEBOX_HOME': {str(home)!r}, 'VOICEBOX_KEYS': {str(keys)!r}}})\n"
        "house.close()"
    )
    assert _loaded_by(code).isdisjoint({*HEAVY, "pydantic", "yaml"})
    assert not home.exists()
    assert not keys.exists()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _importers(library: str) -> set[str]:
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(name.partition(".")[0] == library for name in _imports(path))
    }


def test_only_the_machine_imports_transitions() -> None:
    assert _importers("transitions") == {"conversation/machine.py"}


@pytest.mark.parametrize(
    ("library", "folder"),
    [
        ("textual", "tui/"),
        ("sqlalchemy", "store/"),
        ("sqlcipher3", "store/"),
        ("alembic", "store/"),
        ("pyttsx3", "speech/"),
        ("miniaudio", "speech/"),
        ("PIL", "symbols/"),
        ("resvg_py", "symbols/"),
    ],
)
def test_a_library_is_imported_in_its_own_folder_alone(library: str, folder: str) -> None:
    assert all(importer.startswith(folder) for importer in _importers(library))


def test_only_the_command_line_reads_argv() -> None:
    readers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "sys.argv" in path.read_text(encoding="utf-8")
    }
    assert {name for name in readers if not name.startswith("speech/")} == {"cli.py"}


def test_only_the_command_line_knows_how_arguments_are_read() -> None:
    readers = _importers("argparse")
    assert {
        name for name in readers if not name.startswith(("commands/", "usage/", "speech/"))
    } == {"cli.py"}


def test_the_standard_librarys_sqlite_is_never_used() -> None:
    assert _importers("sqlite3") == set()


def test_nothing_that_speaks_to_a_network_is_imported() -> None:
    networked = ("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "requests")
    assert {name: _importers(name) for name in networked if _importers(name)} == {}


def test_no_module_imports_itself_in_a_ring() -> None:
    names = {_name(path): path for path in PACKAGE.rglob("*.py")}
    graph = {name: set(_imports_now(path, set(names))) for name, path in names.items()}
    assert [name for name in graph if name in _reached(graph, name)] == []


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports_now(path: Path, names: set[str]) -> Iterator[str]:
    """Our modules that a module imports as it is loaded: not in functions, nor for types alone."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
        elif isinstance(node, ast.ImportFrom) and node.module in names:
            for alias in node.names:
                part = f"{node.module}.{alias.name}"
                yield part if part in names else str(node.module)


def _reached(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(graph[name])
    return seen
