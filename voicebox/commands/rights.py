"""`voicebox access` and `forget`: what a family may ask for, and how long records are kept."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from voicebox.bootstrap import open_drawings
from voicebox.commands.asking import Secrets, opened, shown
from voicebox.commands.files import print_text
from voicebox.commands.passing import typed_yes
from voicebox.errors import RightsError
from voicebox.locations import Locations, locate
from voicebox.ports import Pupil
from voicebox.pupils import find
from voicebox.settings import load_settings
from voicebox.text import paint_line
from voicebox.writing import refuse_taken, write_whole

if TYPE_CHECKING:
    from voicebox.store.leavers import Held, Tombstone
    from voicebox.store.repository import SqlStore

_COUNTED = {
    "talks": "talks",
    "events": "events in them",
    "pictures": "pictures",
    "boards": "boards of their own",
    "preferences": "sets of preferences",
    "concerns": "concern notes that were passed on",
    "packs": "packs that only their talks began with",
    "sent_by": "bundles that their talks came in",
    "account": "lines in the account of who did what, which stay and hold no words",
}


def access(given: Namespace) -> int:
    """Everything held about one pupil, in a folder; or the notice for children."""
    where = locate(os.environ)
    if given.notice:
        return _notice(where, given)
    if not given.pupil:
        raise RightsError("No pupil was named.", mend="voicebox access PUPIL -o FOLDER")
    from voicebox.rights.access import give_access

    with closing(opened(where, Secrets())) as store:
        pupil = find(store, given.pupil)
        if given.with_concerns and not typed_yes(
            "Concern notes about the child's safety will be in the folder. Put them in?"
        ):
            raise RightsError("Nothing was written.", mend="Leave out --with-concerns.")
        _say(
            "The folder holds everything, also what the child did not share (in not-shared). It is "
            "not encrypted."
        )
        done = give_access(
            store,
            pupil,
            Path(given.out).expanduser(),
            today=date.today(),
            by=load_settings(where.settings_file).adult,
            drawings=open_drawings(where),
            with_concerns=given.with_concerns,
            tell=_say if sys.stderr.isatty() else lambda _: None,
        )
    print_text(f"Written: {shown(done.folder)}, {done.files} files. Begin with README.html.\n")
    if done.not_shared:
        print_text(f"Not shared, in a folder apart: {done.not_shared} entries.\n")
    if done.to_review:
        print_text(f"To be read before it is given out (to-review.html): {done.to_review}.\n")
    return 0


def _notice(where: Locations, given: Namespace) -> int:
    """The one-page notice for children, in pictures."""
    from voicebox.rights.notice import notice_pdf

    out = Path(given.out).expanduser()
    refuse_taken(out, force=False)
    write_whole(out, notice_pdf(open_drawings(where), on=date.today()), force=False)
    print_text(f"Written: {shown(out)}\n")
    return 0


# -- forgetting --------------------------------------------------------------------------------


def forget(given: Namespace) -> int:
    """Take a pupil out; or finish that; or list who is due to be looked at."""
    where = locate(os.environ)
    with closing(opened(where, Secrets())) as store:
        if given.due:
            return _due(store, where)
        if given.finish:
            return _finish(store)
        if not given.pupil:
            raise RightsError("No pupil was named.", mend="voicebox forget PUPIL")
        return _forget(store, where, given)


def _forget(store: SqlStore, where: Locations, given: Namespace) -> int:
    from voicebox.rights.forgetting import clear_caches, held
    from voicebox.rights.forgetting import forget as take_out

    pupil = find(store, given.pupil)
    receipt = Path(given.receipt).expanduser() if given.receipt else None
    if receipt is not None:
        refuse_taken(receipt, force=False)
    counts = held(store, pupil.id)
    print_text("".join(_going(pupil, counts)))
    reason = given.reason or _asked("Why, and on whose word (without the child's name): ")
    name = given.yes_forget or _asked(f"To take all of it out, type {paint_line(pupil.name)}: ")
    if name.strip() not in (pupil.name.strip(), paint_line(pupil.name)):
        raise RightsError("The name is another one. Nothing was taken out.", mend="Try again.")
    backups = _backups(store)
    by = load_settings(where.settings_file).adult
    now = datetime.now(UTC)
    stone = take_out(store, pupil, authority=reason, by=by, now=now, tell=_say)
    clear_caches(where.cache)
    told = "".join(_receipt(stone, backups))
    if receipt is not None:
        write_whole(receipt, told.encode(), force=False)
    print_text(told)
    return 0


def _asked(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _going(pupil: Pupil, counts: Held) -> Iterator[str]:
    yield f"Held about {paint_line(pupil.name)}:\n"
    for name, count in asdict(counts).items():
        if count and name in _COUNTED:
            yield f"  {_COUNTED[name]}: {count:,}\n"
    if counts.open_concerns:
        yield f"  concern notes that nobody has signed yet: {counts.open_concerns}\n"


def _receipt(stone: Tombstone, backups: Sequence[str]) -> Iterator[str]:
    """What was done, without a name: it can be kept."""
    yield f"Forgotten on {stone.at.astimezone():%d %B %Y, %H:%M}: pupil {stone.pupil}.\n"
    yield f"Why: {stone.authority}\n"
    if stone.adult:
        yield f"By: {paint_line(stone.adult)}\n"
    for name, count in stone.counts.items():
        if count:
            yield f"  {_COUNTED[name]}: {count:,}\n"
    yield "The talks file was made anew without it.\n"
    if backups:
        yield f"Still in backups made before: {', '.join(backups)}. Make a new one, delete those.\n"
    else:
        yield "No backup is known of. If there are copies elsewhere, they still hold it.\n"
    yield "Documents, bundles and folders that were made earlier are not reached by this.\n"


def _backups(store: SqlStore) -> list[str]:
    """The days on which backups were made, the newest first."""
    made = [line.at for line in store.account().lines if line.act == "backed-up"]
    return list(dict.fromkeys(f"{at.astimezone():%d %B %Y}".lstrip("0") for at in made))


def _finish(store: SqlStore) -> int:
    from voicebox.rights.forgetting import finish

    if finish(store, datetime.now(UTC), _say):
        print_text("Done: the talks file was made anew.\n")
    else:
        print_text("There is nothing to finish.\n")
    return 0


# -- how long ----------------------------------------------------------------------------------


def _due(store: SqlStore, where: Locations) -> int:
    """Who is due by the rule of the settings. It takes nothing out."""
    from voicebox.rights.retention import due

    rule = load_settings(where.settings_file).retention
    if not rule:
        raise RightsError(
            "No rule for how long records are kept was set.",
            mend=f'Write into {where.settings_file}: retention = "dob+25" (or "dob+31").',
        )
    today = date.today()
    everyone = due(store, rule)
    now = [each for each in everyone if each.is_due(today)]
    for each in now:
        last = f"{each.last_talk:%Y-%m-%d}" if each.last_talk else "none"
        print_text(f"{each.on}  {paint_line(each.pupil.name)}, last talk {last}\n")
    unknown = sum(each.on is None for each in everyone)
    print_text(
        f"Due by {rule}: {len(now)}. Later: {len(everyone) - len(now) - unknown}. Date of birth "
        f"not written in a plan: {unknown}. Nothing was taken out.\n"
    )
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr)
