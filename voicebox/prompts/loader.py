"""Load a prompt pack from its YAML, checked and with plain errors, or from a cache of them.

A cached pack is found by the bytes of its YAML, so a pack that was changed is always read again.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from voicebox.errors import NotFound, PackError
from voicebox.keeping import keep_file, kept_file
from voicebox.prompts.bases import chain, chain_digest
from voicebox.prompts.models import PACK_SCHEMA, Pack
from voicebox.prompts.problems import PackProblems, Problem

if TYPE_CHECKING:
    from voicebox.prompts.translation import Translation
    from voicebox.prompts.yaml_source import YamlSource

LARGEST_FILE = 1_000_000
"""Bytes in one pack file."""
CHECKS = 3
"""The version of the checks made at load; a pack cached under others is checked again."""


def load_pack(
    path: Path, *, cache: Path | None = None, language: str = "", shelf: Path | None = None
) -> Pack:
    """Read and check the pack in the YAML file `path`.

    Args:
        path: a YAML file in UTF-8, one megabyte at most.
        cache: a folder for checked packs, made if need be; it may be read-only or damaged.
        language: a language that the pack has a translation into; empty for its own.
        shelf: the folder of the packs, where `extends` looks for a base that is not beside it.

    Raises:
        NotFound: the pack has no translation into this language.
        PackError: the pack cannot be used; the line begins with `file:line:`. It is a
            `PackProblems`, which carries every problem found.
    """
    contents = [content for _, content in chain(path, shelf, _read)]
    kept = cache / _cache_name(contents) if cache is not None else None
    pack = _from_cache(kept) if kept is not None else None
    if pack is None:
        pack, source = _read_and_check(contents[0], path, shelf)
        if kept is not None and source.files == len(contents):
            keep_file(kept, pack_json(pack))
    return _in(language, pack, path) if language and language != pack.language else pack


def _in(language: str, pack: Pack, path: Path) -> Pack:
    from voicebox.prompts.translation import find_translations, fits, translated

    found = find_translations(path)
    if language not in found:
        known = f"There are: {', '.join(found)}." if found else "It has no translations."
        raise NotFound(f"`{pack.pack}` is not there in `{language[:20]}`.", mend=known)
    translation, _ = load_translation(found[language])
    fits(pack, translation)
    return translated(pack, translation)


def load_translation(path: Path) -> tuple[Translation, YamlSource]:
    """The translation in the YAML file `path`, and its source, which knows its lines.

    Raises:
        PackError: as for `load_pack`.
    """
    from voicebox.prompts.translation import Translation
    from voicebox.prompts.wording import problems_of
    from voicebox.prompts.yaml_source import read_yaml

    source = read_yaml(_decode(_read(path), path), str(path))
    if not isinstance(source.value, dict):
        what = "A translation is made of `name: words` lines; this file holds something else."
        raise _flaw(path, source.spot.line, what, "Begin it with `translation_of: PACK`.")
    try:
        translation = Translation.model_validate(source.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise PackProblems(problems_of(details, source)) from None
    if found := [*_torn(translation, source)]:
        raise PackProblems(found)
    return translation, source


def _torn(translation: Translation, source: YamlSource) -> Iterator[Problem]:
    """Each blank of a translation that is not closed, or not opened."""
    from voicebox.prompts.blanks import torn

    for at, line in enumerate(translation.words):
        for name, words in (("en", line.en), ("to", line.to)):
            for what, mend in torn(words):
                yield Problem(source.file, source.line(("words", at, name)), what, mend)


def load_with_lines(path: Path, shelf: Path | None = None) -> tuple[Pack, YamlSource]:
    """The pack in `path` and its source, which knows the file and line of each path in it.

    Raises:
        PackError: as for `load_pack`.
    """
    return _read_and_check(_read(path), path, shelf)


def pack_problems(path: Path, shelf: Path | None = None) -> list[Problem]:
    """Everything for which `load_pack(path)` would refuse, in the order of the file."""
    try:
        load_with_lines(path, shelf)
    except PackProblems as error:
        return list(error.problems)
    return []


def pack_json(pack: Pack) -> str:
    """The whole pack as JSON, always the same text for the same pack."""
    whole = pack.model_dump(mode="json", by_alias=True)
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def pack_digest(pack: Pack) -> str:
    """The SHA-256 of `pack_json(pack)`, 64 hexadecimal digits."""
    return hashlib.sha256(pack_json(pack).encode()).hexdigest()


def pack_from_json(text: str) -> Pack:
    """The pack that `pack_json` wrote.

    Raises:
        PackError: `text` is not a pack of this schema.
    """
    try:
        return Pack.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "its beginning"
        raise PackError(
            f"pack:1: The pack kept here cannot be read, at {where}.",
            mend="Load it again from its YAML file.",
        ) from error


def find_packs(folder: Path) -> dict[str, Path]:
    """The packs of a folder by name, in order; the name is that of the file, without `.yaml`."""
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return {}
    return {file.stem: file for file in files if file.suffix in (".yaml", ".yml")}


def resolve_pack(name_or_path: str, folder: Path) -> Path:
    """The file of a pack named in `folder`, or given by its own path.

    Raises:
        NotFound: there is neither; it tells the names nearest to what was asked for.
    """
    packs = find_packs(folder)
    if name_or_path in packs:
        return packs[name_or_path]
    path = Path(name_or_path)
    looks_like_path = path.suffix in (".yaml", ".yml") or len(path.parts) > 1
    if looks_like_path and _is_file(path):
        return path
    from voicebox.prompts.wording import near

    known = f"There are: {', '.join(packs)}." if packs else "There are no packs here."
    shown = name_or_path if len(name_or_path) <= 80 else f"{name_or_path[:80]}…"
    raise NotFound(f"There is no pack `{shown}`.", mend=near(path.stem, packs) or known)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _read(path: Path) -> bytes:
    """The bytes of a pack file, its size known before any is read."""
    try:
        if path.is_dir():
            raise _flaw(path, 1, "This is a folder.", "Name the pack's YAML file in it.")
        found = path.stat()
        size = found.st_size
        if size > LARGEST_FILE:
            what = f"The file has {size:,} bytes; a pack has {LARGEST_FILE:,} at most."
            raise _flaw(path, 1, what, "Make two packs of it, or see that it is the right file.")
        if not stat.S_ISREG(found.st_mode):
            raise _flaw(path, 1, "This is no plain file.", "Name a pack's YAML file.")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        mend = "See how its name is spelt: voicebox packs list."
        raise _flaw(path, 1, "There is no such file.", mend) from None
    except (OSError, ValueError):
        mend = "See that you may open it and that it is a plain file."
        raise _flaw(path, 1, "The file cannot be read.", mend) from None
    if len(content) > LARGEST_FILE:
        raise _flaw(
            path, 1, f"The file has more than {LARGEST_FILE:,} bytes.", "Make two packs of it."
        )
    return content


def _read_and_check(content: bytes, path: Path, shelf: Path | None) -> tuple[Pack, YamlSource]:
    """A pack from its YAML, with the line of whatever is wrong."""
    from voicebox.prompts.extending import extended
    from voicebox.prompts.structure import flaws
    from voicebox.prompts.wording import in_order, placed, problems_of

    source = extended(_source(content, path), path, shelf, lambda base: _source(_read(base), base))
    try:
        pack = Pack.model_validate(source.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise PackProblems(problems_of(details, source)) from None
    found = [placed(source, flaw.path, flaw.what, flaw.mend) for flaw in flaws(pack)]
    if found:
        raise PackProblems(in_order(found, source.file))
    return pack, source


def _source(content: bytes, path: Path) -> YamlSource:
    from voicebox.prompts.yaml_source import read_yaml

    source = read_yaml(_decode(content, path), str(path))
    if not isinstance(source.value, dict):
        what = "A pack is made of `name: words` lines; this file holds something else."
        raise _flaw(path, source.spot.line, what, "Begin it with `pack: its-name`.")
    return source


def _decode(content: bytes, path: Path) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _flaw(path, 1, "The file is saved as UTF-16.", _SAVE_AS)
    if content.startswith(codecs.BOM_UTF8):
        what = "The file begins with a byte order mark that nobody can see."
        raise _flaw(path, 1, what, _SAVE_AS)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _flaw(path, line, "The file is not UTF-8 text from here on.", _SAVE_AS) from None


_SAVE_AS = "Save it again from a plain text editor, with the encoding UTF-8 (without BOM)."


def _flaw(path: Path, line: int, what: str, mend: str) -> PackProblems:
    return PackProblems([Problem(str(path), line, what, mend)])


def _cache_name(contents: Sequence[bytes]) -> str:
    return f"pack-{PACK_SCHEMA}.{CHECKS}-{chain_digest(contents)}.json"


def _from_cache(kept: Path) -> Pack | None:
    """The checked pack kept in this file, or None where there is none or it is damaged."""
    text = kept_file(kept)
    try:
        return Pack.model_validate_json(text) if text is not None else None
    except ValueError:
        return None
