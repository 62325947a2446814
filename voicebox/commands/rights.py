"""`voicebox access` and `forget`: what a family may ask for, and how long records are kept."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from voicebox.bootstrap import open_drawings, open_rights
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
    from voicebox.rights.office import RightsOffice
    from voicebox.store.repository import SqlStore


def access(given: Namespace) -> int:
    """Everything held about one pupil, in a folder; or the notice for children."""
    where = locate(os.environ)
    if given.notice:
        return _notice(where, given)
    if not given.pupil:
        raise RightsError("No pupil was named.", mend="voicebox access PUPIL -o FOLDER")
    with closing(opened(where, Secrets())) as store:
        pupil = find(store, given.pupil)
        if given.with_worries and not typed_yes(
            "Worries about the child's safety will be in the folder. Put them in?"
        ):
            raise RightsError("Nothing was written.", mend="Leave out --with-worries.")
        _say(
            "The folder holds everything, also what the child did not share (in not-shared). It is "
            "not encrypted."
        )
        done = _office(where, store).give_access(
            pupil,
            Path(given.out).expanduser(),
            with_concerns=given.with_worries,
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
        office = _office(where, store)
        if given.due:
            from voicebox.rights.telling import tell_due

            rule = load_settings(where.settings_file).retention
            print_text(_lines(tell_due(office.due(rule))))
        elif given.finish:
            done = office.finish(_say)
            print_text(
                "Done: the talks file was made anew.\n" if done else "There is nothing to finish.\n"
            )
        elif given.pupil:
            _forget(office, find(store, given.pupil), given)
        else:
            raise RightsError("No pupil was named.", mend="voicebox forget PUPIL")
    return 0


def _forget(office: RightsOffice, pupil: Pupil, given: Namespace) -> None:
    from voicebox.rights.forgetting import not_passed_on

    receipt = Path(given.receipt).expanduser() if given.receipt else None
    if receipt is not None:
        refuse_taken(receipt, force=False)
    print_text(f"Held about {paint_line(pupil.name)}:\n")
    held = office.held(pupil)
    print_text(_lines(f"  {line}" for line in held.told))
    if held.open_concerns:
        raise not_passed_on(held.open_concerns)
    reason = given.reason or _asked("Why, and on whose word (without the child's name): ")
    name = given.yes_forget or _asked(f"To take all of it out, type {paint_line(pupil.name)}: ")
    if name.strip() not in (pupil.name.strip(), paint_line(pupil.name)):
        raise RightsError("The name is another one. Nothing was taken out.", mend="Try again.")
    told = _lines(office.forget(pupil, authority=reason, tell=_say))
    if receipt is not None:
        write_whole(receipt, told.encode(), force=False)
    print_text(told)


def _asked(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _office(where: Locations, store: SqlStore) -> RightsOffice:
    return open_rights(where, lambda: store, lambda: load_settings(where.settings_file))


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _say(line: str) -> None:
    print(line, file=sys.stderr)
