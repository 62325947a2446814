"""The ways in: how an input of the corpus reaches voicebox, and what must come of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.hostile.conftest import SMALL
from tests.hostile.hostile_inputs import Hostile, Stage, assert_one_line, refused
from tests.hostile.inside import command
from tests.hostile.makers.boards import BOARDS
from tests.hostile.makers.bundles import BUNDLES, PASSPHRASE
from tests.hostile.makers.content import content_of
from tests.hostile.makers.packs import PACKS, WORDS
from tests.hostile.makers.pictures import PICTURES
from tests.hostile.makers.svgs import SVGS
from tests.hostile.makers.templates import TEMPLATES, with_lines
from tests.hostile.terminals import any_sizes, odd_environment, odd_terminal
from tests.unit.boards.making import board, button, inline, obf
from voicebox.locations import locate
from voicebox.runner import load_record
from voicebox.store.repository import SqlStore
from voicebox.text import keep
from voicebox.tui.terminal import understood

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NOBODY = ("talk", "--plain", "--pupil", "Tomos")


def _file(hostile: Hostile, stage: Stage, suffix: str) -> Path:
    """The hostile file, of what its line tells."""
    path = stage.files / str(hostile.told.get("file", f"hostile{suffix}"))
    path.write_bytes(content_of(hostile.told["content"]))
    return path


def _pack(hostile: Hostile, stage: Stage) -> None:
    if "case" in hostile.told:
        made = PACKS[hostile.told["case"]]
        path = stage.files / "pack.yaml"
        path.write_bytes(made if isinstance(made, bytes) else made(WORDS).encode())
    else:
        path = _file(hostile, stage, ".yaml")
    refused(stage, (*NOBODY, "--pack", str(path)), hostile.says)


def _translation(hostile: Hostile, stage: Stage) -> None:
    """Beside a good pack, asked for by its language."""
    pack = stage.files / "small.yaml"
    pack.write_bytes(Path(SMALL).read_bytes())
    folder = stage.files / "translations"
    folder.mkdir()
    (folder / "small.cy.yaml").write_bytes(content_of(hostile.told["content"]))
    ended = command(("packs", "check", str(pack)), stage.environ)
    told = ended.out + ended.err
    assert ended.code == 1, told
    assert "Traceback" not in told
    assert "fault of its own" not in told
    assert not CONTROL.search(told)
    assert hostile.says in told


def _board(hostile: Hostile, stage: Stage) -> None:
    if "case" in hostile.told:
        path = BOARDS[hostile.told["case"]](stage.files)
    else:
        path = _file(hostile, stage, ".obf")
    refused(stage, ("symbols", "add", str(path)), hostile.says)


def _picture(hostile: Hostile, stage: Stage) -> None:
    if "case" in hostile.told:
        path = stage.files / "my dog.png"
        path.write_bytes(PICTURES[hostile.told["case"]])
    else:
        path = _file(hostile, stage, ".png")
    refused(stage, ("symbols", "add", str(path)), hostile.says)


def _svg(hostile: Hostile, stage: Stage) -> None:
    """On a board: the board is kept, and the drawing is left out of it."""
    svg = SVGS[hostile.told["case"]]
    images = [{"id": "i", "data": inline(svg, "image/svg+xml")}]
    path = obf(stage.files, board(button("a", "dog", image_id="i"), images=images))
    ended = command(("symbols", "add", str(path)), stage.environ)
    assert ended.code == 0, ended
    assert "1 picture cannot be used" in ended.out + ended.err
    store = SqlStore.open(locate(stage.environ))
    (own,) = store.boards(store.pupils()[0].id)
    store.close()
    assert own.board.pictures == ()


def _template(hostile: Hostile, stage: Stage) -> None:
    path = stage.files / "form.docx"
    told = hostile.told
    if "case" in told:
        path.write_bytes(TEMPLATES[told["case"]]())
    elif "tag" in told:
        path.write_bytes(with_lines(content_of(told["tag"]).decode()))
    else:
        path.write_bytes(content_of(told["content"]))
    out = str(stage.files / "out.docx")
    argv = ("export", stage.talk, "--format", "docx", "--template", str(path), "-o", out)
    refused(stage, argv, hostile.says)


def _mapping(hostile: Hostile, stage: Stage) -> None:
    path = _file(hostile, stage, ".yaml")
    argv = ("export", stage.talk, "--format", "paste", "--mapping", str(path))
    refused(stage, argv, hostile.says)


def _settings(hostile: Hostile, stage: Stage) -> None:
    (stage.folder / "home" / "settings.toml").write_bytes(content_of(hostile.told["content"]))
    refused(stage, (*NOBODY, "--pack", SMALL), hostile.says or "settings.toml")


def _opened(verb: str) -> Callable[[Hostile, Stage], None]:
    def give(hostile: Hostile, stage: Stage) -> None:
        path = _file(hostile, stage, ".age" if verb == "receive" else ".zip")
        more = () if verb == "receive" else ("--into", str(stage.folder / "beside"))
        refused(stage, (verb, str(path), *more), hostile.says)

    return give


def _sealed(hostile: Hostile, stage: Stage) -> None:
    """A bundle that opens, since its passphrase is known, and that is then not kept."""
    slots = json.loads((stage.folder / "home" / "keyslots.json").read_text())
    path = stage.files / "hostile.age"
    path.write_bytes(BUNDLES[hostile.told["case"]](slots["store"]))
    argv = ("receive", "--yes", "--new", str(path))
    refused(stage, argv, hostile.says, typed=f"{PASSPHRASE}\n".encode())


def _words(hostile: Hostile, stage: Stage) -> None:
    """As an answer and a note: kept but for controls, and painted without any."""
    words = content_of(hostile.told["words"]).decode("utf-8", "surrogatepass")
    typed = words.encode("utf-8", "surrogatepass")
    lines = [b"1"] * 4 + [b"/note " + typed, b""]
    argv = ("talk", "--plain", "--pupil", "Zofia", "--pack", "my-voice", "--seed", "1")
    ended = command(argv, stage.environ, b"\n".join(lines))
    assert (ended.code, ended.err) == (0, ""), ended.err
    assert not CONTROL.search(ended.out), CONTROL.search(ended.out)
    store = SqlStore.open(locate(stage.environ))
    newest = ended.out.split()[1]
    _, record = load_record(store, newest)
    store.close()
    kept = [view.words for view in record]
    if hostile.says:
        assert hostile.says in ended.out
        assert all(words not in each for each in kept)
    else:
        assert keep(words).words in kept, kept
    for after in (("show", newest), ("export", newest, "--format", "markdown"), ("talks",)):
        shown = command(after, stage.environ)
        assert shown.code == 0, shown.err
        assert not CONTROL.search(shown.out + shown.err)


def _arguments(hostile: Hostile, stage: Stage) -> None:
    argv = [content_of(each).decode("utf-8", "surrogatepass") for each in hostile.told["argv"]]
    argv = [each.replace("@TALK", stage.talk).replace("@FILES", str(stage.files)) for each in argv]
    refused(stage, argv, hostile.says, codes=(1, 2))


def _environment(hostile: Hostile, stage: Stage) -> None:
    """Folders that cannot be: refused in one line, and nothing is made anywhere."""
    named: Mapping[str, object] = hostile.told["environ"]
    given = {name: content_of(value).decode() for name, value in named.items()}
    given = {name: value.replace("@FILES", str(stage.files)) for name, value in given.items()}
    (stage.files / "a file").write_text("in the way")
    before = stage.contents()
    ended = command(("talks",), {**stage.environ, **given})
    assert_one_line(ended, hostile.says)
    assert stage.contents() == before


def _terminal(hostile: Hostile, stage: Stage) -> None:
    """What a terminal answers when it is asked who it is: nothing raw of it is believed."""
    said = understood(content_of(hostile.told["content"]))
    assert not CONTROL.search(said.title)
    assert len(said.title) < 100
    assert json.dumps(said.name)
    assert said.name == ""
    assert said.cell is None
    assert not said.kitty


ENTRIES: Mapping[str, Callable[[Hostile, Stage], None]] = {
    "pack": _pack,
    "translation": _translation,
    "board": _board,
    "picture": _picture,
    "svg": _svg,
    "template": _template,
    "mapping": _mapping,
    "settings": _settings,
    "bundle": _opened("receive"),
    "sealed bundle": _sealed,
    "backup": _opened("restore"),
    "words": _words,
    "arguments": _arguments,
    "environment": _environment,
    "terminal": _terminal,
    "size": any_sizes,
    "odd-terminal": odd_terminal,
    "odd-environment": odd_environment,
}
