"""`voicebox send`, `receive` and `keys`: talks passed on in one encrypted bundle."""

from __future__ import annotations

import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from voicebox.bootstrap import open_passing
from voicebox.commands.asking import Secrets, opened, shown
from voicebox.commands.files import print_text
from voicebox.errors import BundleError
from voicebox.locations import locate
from voicebox.ports.passing import NEW, ToBundle
from voicebox.pupils import find, how_known, numbered_names
from voicebox.settings import load_settings
from voicebox.text import paint_line
from voicebox.writing import refuse_taken

if TYPE_CHECKING:
    from voicebox.ports.passing import BundleInside, Going
    from voicebox.store.repository import SqlStore

_NUMBERED = re.compile(r"([1-9][0-9]{0,4})=(.+)", re.DOTALL)


def typed_yes(question: str) -> bool:
    """Did somebody type yes? Anything else, and the end of input, is no."""
    print(f"{question} Type yes: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"


def keys(_: Namespace) -> int:
    """What others send to, and what they compare with what they are shown when they receive."""
    from voicebox.passing.own_keys import own_fingerprint, public_key

    with closing(opened(locate(os.environ), Secrets())) as store:
        to, mark = public_key(store), own_fingerprint(store)
    print_text(f"To send here:  {to}\nFingerprint:   {mark}\n")
    return 0


def _key_alone() -> int:
    """The public key of this store: whoever has it can send to it, and read nothing."""
    from voicebox.passing.own_keys import public_key

    with closing(opened(locate(os.environ), Secrets())) as store:
        print_text(f"{public_key(store)}\n")
    return 0


# -- sending -----------------------------------------------------------------------------------


def send(given: Namespace) -> int:
    """Talks, or all of a pupil, into one bundle."""
    out, where, secrets = Path(given.file).expanduser(), locate(os.environ), Secrets()
    refuse_taken(out, force=given.force)
    if bool(given.talks) == bool(given.pupil):
        raise BundleError("Name talks, or one pupil.", mend="voicebox send --pupil NAME FILE")
    with closing(opened(where, secrets)) as store:
        office = open_passing(lambda: store, lambda: load_settings(where.settings_file).adult)
        talks = _named(store, given)
        going = office.going(talks)
        _allow_whole(going, given)
        _allow_concerns(going, given)
        wanted = ToBundle(
            tuple(talks),
            out,
            passphrase="" if given.to else secrets.new("Passphrase for this bundle"),
            keys=tuple(given.to or ()),
            with_concerns=given.with_worries,
            with_own=bool(given.pupil or given.with_own),
            over=given.force,
        )
        inside = ", ".join(office.send(wanted))
    opens = "the key that it was sent to" if given.to else "the passphrase"
    print_text(f"Written and checked: {shown(out)}, with {inside}. Only {opens} opens it.\n")
    return 0


def _named(store: SqlStore, given: Namespace) -> list[str]:
    if not given.pupil:
        return list(dict.fromkeys(given.talks))
    pupil = find(store, given.pupil)
    talks = [each.header.id for each in store.talks(pupil=pupil.id)]
    if not talks:
        raise BundleError(f"{paint_line(pupil.name)} has no talk yet.", mend="Name another pupil.")
    return talks


def _allow_whole(going: Going, given: Namespace) -> None:
    """A talk goes whole, or its chain could not be checked: that is said, and agreed to."""
    if going.is_shared or given.whole:
        return
    what = (
        f"These talks hold answers that leave by no export: {going.kept_back} kept back, "
        f"{going.undecided} that the child has not been asked about, {going.taken_out} taken "
        "out. Whoever opens the bundle can read them."
    )
    if not typed_yes(f"{what} Send them?"):
        raise BundleError(
            "Nothing was sent: the talks hold answers that the child did not share.",
            mend="Send them only to who may hold the record, with --whole; for others, export.",
        )


def _allow_concerns(going: Going, given: Namespace) -> None:
    """Worries, where they were asked for, are each time agreed to."""
    from voicebox.passing.telling import WORRY, counted

    if not (given.with_worries and going.concerns):
        return
    if not typed_yes(f"{counted(going.concerns, *WORRY)} will go along. Send them?"):
        raise BundleError("Nothing was sent.", mend="Send without --with-worries.")


# -- receiving ---------------------------------------------------------------------------------


def receive(given: Namespace) -> int:
    """Say what is in a bundle, ask whose it is, and keep it."""
    if given.key:
        return _key_alone()
    if not given.file:
        raise BundleError("No bundle was named.", mend="voicebox receive FILE")
    where, secrets = locate(os.environ), Secrets()
    file = Path(given.file).expanduser()
    with closing(opened(where, secrets)) as store:
        office = open_passing(lambda: store, lambda: load_settings(where.settings_file).adult)
        needs = office.needs_passphrase(file)
        found = office.look(file, secrets.one("Passphrase of the bundle") if needs else "")
        said = _said(store, found, given.as_ or ())
        print_text("".join(_told(found, said)))
        if given.look:
            return 0
        _allow_sender(found, given)
        whose = said | _typed(store, found, said, given)
        print_text("".join(_whose_told(store, found, whose)))
        if not given.yes and not typed_yes("Keep this?"):
            raise BundleError("Nothing was kept.", mend="Say yes, or add --yes.")
        done = office.keep(found, whose, in_spite=given.new_sender)
    print_text("".join(f"{line}\n" for line in done))
    return 0


def _allow_sender(found: BundleInside, given: Namespace) -> None:
    """One that is signed otherwise than before is kept only where a person says so."""
    from voicebox.passing.senders import ASK_FIRST

    if found.warning and not given.new_sender:
        raise BundleError(found.warning, mend=ASK_FIRST)


def _told(found: BundleInside, said: Mapping[str, str]) -> Iterator[str]:
    """What is inside, before anything is kept."""
    yield from (f"{line}\n" for line in found.told)
    for number, inside in enumerate(found.pupils, start=1):
        first, *others = inside.told
        yield f"{number}. {first}\n"
        yield from (f"   {line}\n" for line in others)
        if inside.same_name and inside.id not in said:
            yield f"   {inside.same_name}\n   If they are: --as {number}=NAME.\n"


def _whose_told(store: SqlStore, found: BundleInside, whose: Mapping[str, str]) -> Iterator[str]:
    """Who each pupil will be here, of those who were not known."""
    known = store.pupils()
    names, by_id = numbered_names(known), {pupil.id: pupil for pupil in known}
    for number, inside in enumerate(found.pupils, start=1):
        here = by_id.get(whose.get(inside.id, NEW))
        name = paint_line(inside.name)
        if inside.here is None and here is None:
            apart = ", and not the one of the same name" if inside.same_name else ""
            yield f"{number}. {name} will be a new pupil here{apart}.\n"
        elif inside.here is None and here is not None:
            who = f"{names[here.id]} here ({how_known(store, here)})"
            yield f"{number}. {name} will be kept as {who}, as you said.\n"


def _typed(
    store: SqlStore, found: BundleInside, said: Mapping[str, str], given: Namespace
) -> dict[str, str]:
    """Who each pupil is here that is not known and was not said by --as: as typed now, or new."""
    whose: dict[str, str] = {}
    for number, inside in enumerate(found.pupils, start=1):
        if inside.here is not None or inside.id in said:
            continue
        if inside.forgotten and not given.new:
            raise BundleError(
                f"{paint_line(inside.name)} was forgotten here on {inside.forgotten}.",
                mend="To bring them back all the same, add --new.",
            )
        if not (given.new or given.yes) and sys.stdin.isatty():
            name = input(f"Who is {number}. here? A name, or Enter for a new pupil: ").strip()
            if name:
                whose[inside.id] = find(store, name).id
    return whose


def _said(store: SqlStore, found: BundleInside, said: Sequence[str]) -> dict[str, str]:
    """Who pupils are here, as --as says it."""
    whose: dict[str, str] = {}
    unknown = [inside for inside in found.pupils if inside.here is None]
    for each in said:
        numbered = _NUMBERED.fullmatch(each)
        if numbered and int(numbered[1]) <= len(found.pupils):
            inside, name = found.pupils[int(numbered[1]) - 1], numbered[2]
        elif len(found.pupils) == 1 or len(unknown) == 1:
            inside, name = (unknown or found.pupils)[0], each
        else:
            raise BundleError(
                f"It is not said which of {len(found.pupils)} pupils is meant.",
                mend="Say it by number, as in: --as 1=NAME",
            )
        whose[inside.id] = find(store, name).id
    return whose
