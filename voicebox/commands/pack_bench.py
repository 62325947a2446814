"""`voicebox packs new`, `play` and `preview`: a pack author's bench."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from voicebox.bootstrap import PackFolder, build_house, open_pictures, open_store
from voicebox.commands.files import print_text
from voicebox.errors import ExportError, PackError, StoreError
from voicebox.locations import locate
from voicebox.ports import Begin, House, Preferences, Store
from voicebox.text import paint_line
from voicebox.writing import refuse_taken, write_whole

PLAYER = "Sam"
"""Who talks in a talk that is not kept."""


def new(given: Namespace) -> int:
    """A pack of one's own, in this folder, from one that works."""
    from voicebox.authoring.copying import SCHEMA_FILE, check_name

    name = check_name(given.name)
    shelf = locate(os.environ).prompts
    out = Path(f"{name}.yaml")
    text = _built_on(given.extends, out, shelf) if given.extends else _copy(given.from_, out, shelf)
    write_whole(out, text.encode(), force=given.force)
    schema = Path(SCHEMA_FILE)
    if not schema.exists():
        write_whole(schema, _schema(), force=False)
    print_text(
        f"Written: {out}. Open it in a text editor; its first lines say what to change.\n"
        f"Editors that know YAML complete it from {schema}, by the line\n"
        f"{text.partition(chr(10))[0]}\n"
    )
    return 0


def _copy(named: str, out: Path, shelf: Path) -> str:
    from voicebox.authoring.copying import copied
    from voicebox.prompts.loader import load_pack, resolve_pack

    source = resolve_pack(named, shelf)
    load_pack(source, shelf=shelf)
    return copied(source.read_text(encoding="utf-8"), out.stem, source.stem)


def _built_on(named: str, out: Path, shelf: Path) -> str:
    """A small pack that `extends` the one that is named, which it has to find again by name."""
    from voicebox.authoring.copying import built_on
    from voicebox.prompts.bases import find_base, same
    from voicebox.prompts.loader import load_pack, resolve_pack

    source = resolve_pack(named, shelf)
    base = load_pack(source, shelf=shelf)
    found = find_base(source.stem, out, shelf)
    if found is None or not same(found, source):
        raise PackError(
            f"A pack here cannot build on {paint_line(named)[:80]}.",
            mend="Name a pack of `voicebox packs list`, or one that lies in this folder.",
        )
    return built_on(base, source.stem, out.stem)


def _schema() -> bytes:
    import json

    from voicebox.exports.schema import pack_schema

    return (json.dumps(pack_schema(), ensure_ascii=False, indent=2) + "\n").encode()


def preview(given: Namespace) -> int:
    """Every prompt of a pack on one page of HTML, with its pictures."""
    from voicebox.authoring.preview import Drawn
    from voicebox.authoring.preview import preview as page

    out = Path(given.out)
    if out.suffix.casefold() not in (".html", ".htm"):
        raise ExportError(
            f"{paint_line(out.name)[:60]} is no .html file.", mend="Name one with -o: PACK.html"
        )
    refuse_taken(out, force=given.force)
    where = locate(os.environ)
    pack = PackFolder(where, _unchecked_too).load(given.pack, given.language or "")
    library = open_pictures(where, os.environ).library

    def drawn(symbol: str) -> Drawn:
        return Drawn(library.svg(symbol), library.get(symbol).alt)

    write_whole(out, page(pack, drawn).encode(), force=given.force)
    print_text(f"Written: {paint_line(str(out))}. Open it in a browser.\n")
    return 0


def play(given: Namespace) -> int:
    """A talk that keeps nothing: in the app, or in lines where there is no terminal."""
    plain = given.plain or not (sys.stdin.isatty() and sys.stdout.isatty())
    language = given.language or ""
    shelf = PackFolder(locate(os.environ), _unchecked_too)
    shelf.load(given.pack, language)
    print_text(f"Trying {paint_line(given.pack)}, with a pupil called {PLAYER}: nothing is kept.\n")
    sys.stdout.flush()
    try:
        with _house_of_cards(speech=not given.no_speech) as house:
            adult = house.preferences.adult or "Mrs Okoye"
            begin = Begin(given.pack, PLAYER, with_=adult, seed=given.seed, language=language)
            return _play(replace(house, packs=shelf), begin, plain=plain)
    finally:
        print_text("That was a try: all of it is gone now.\n")


def _play(house: House, begin: Begin, *, plain: bool) -> int:
    if plain:
        from voicebox.commands.talking import in_lines

        return in_lines(house, begin, None)
    from voicebox.commands.talking import require_terminal
    from voicebox.tui.app import run_app

    require_terminal()
    return run_app(house, begin=begin)


@contextmanager
def _house_of_cards(*, speech: bool) -> Iterator[House]:
    """A house whose talks lie in a folder of its own, with their key, and go with it."""
    house = build_house(os.environ, speech=speech)
    made: list[Store] = []
    try:
        with _folder() as folder:
            root = Path(folder)

            def store() -> Store:
                if not made:
                    where = replace(locate(os.environ), data=root / "data", keys=root / "keys")
                    made.append(open_store(where))
                return made[0]

            try:
                yield replace(house, store=store, save_preferences=_keep_none)
            finally:
                for each in made:
                    each.close()
    finally:
        house.close()


def _folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="voicebox-try-")
    except OSError as error:
        raise StoreError(
            f"No folder can be made to try it in: {error.strerror}.",
            mend="Name one that can be written to with TMPDIR.",
        ) from error


def _unchecked_too() -> bool:
    """Who tries or looks through a translation may be the native speaker who checks it."""
    return True


def _keep_none(_: Preferences) -> None:
    """What is set while a pack is tried is not kept either."""
