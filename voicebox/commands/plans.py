"""`voicebox plan check`, `show` and `new`: a pupil's plan, what it leads back to, a new one."""

from __future__ import annotations

import os
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from voicebox.bootstrap import open_store
from voicebox.commands.files import print_text
from voicebox.errors import ExportError
from voicebox.locations import locate
from voicebox.pupils import find
from voicebox.text import paint, paint_line
from voicebox.writing import refuse_taken, write_whole

if TYPE_CHECKING:
    from voicebox.exports.dossier import Dossier
    from voicebox.plan.thread import Thread
    from voicebox.ports import Store

PLAN_PACK = "plan"
_FINISHED = "finished"


def check(given: Namespace) -> int:
    """The golden thread of a pupil's present plan: in words, or as a picture."""
    from voicebox.plan.thread import thread

    out = Path(given.out) if given.out else None
    if out is not None:
        refuse_taken(out, force=given.force)
    dossier = dossier_of(given.pupil, "plan")
    plan = dossier.plan
    if plan is None:
        raise ExportError("There is nothing to look at yet.", mend="Start a talk: voicebox talk")
    unseen = sum(
        talk.shared.held_back_count + talk.shared.undecided_count for talk in dossier.talks
    )
    text = _told(thread(plan), given, unseen)
    if out is None:
        print_text(text)
    else:
        write_whole(out, text.encode(), force=given.force)
        print_text(f"Written: {paint_line(str(out))}\n")
    return 0


def _told(thread: Thread, given: Namespace, unseen: int) -> str:
    if given.mermaid:
        from voicebox.plan.diagram import mermaid

        return mermaid(thread)
    if given.svg:
        from voicebox.plan.drawing import svg

        return svg(thread)
    if given.json:
        from voicebox.exports.as_json import json_text
        from voicebox.plan.as_value import thread_value

        return json_text({**thread_value(thread), "unseen": unseen})
    from voicebox.plan.telling import thread_lines

    return "".join(f"{paint(line)}\n" for line in thread_lines(thread, unseen=unseen))


def show(given: Namespace) -> int:
    """The plan as it would be read, on a page of plain text."""
    from voicebox.exports.page_text import page_text
    from voicebox.exports.plan_page import plan_page

    print_text(page_text(plan_page(dossier_of(given.pupil, given.audience))))
    return 0


def dossier_of(name: str, audience: str) -> Dossier:
    """All that may be seen of one pupil by an audience."""
    from voicebox.exports.base import gather_dossier
    from voicebox.exports.sharing import Audience
    from voicebox.exports.talks import talks_of

    with closing(open_store(locate(os.environ))) as store:
        pupil = find(store, name)
        held = talks_of(store, pupil.id)
    if not held:
        shown = paint_line(pupil.name)
        raise ExportError(f"{shown} has no talk yet.", mend="Start one with: voicebox talk")
    return gather_dossier(held, Audience(audience))


def new(given: Namespace) -> int:
    """Begin a plan, or carry on the one that is begun and not finished."""
    from voicebox.commands.talking import resume, talk

    with closing(open_store(locate(os.environ))) as store:
        pupil = find(store, given.pupil)
        begun = _begun(store, pupil.id)
    if begun is None:
        return talk(
            Namespace(
                pack=PLAN_PACK,
                pupil=given.pupil,
                with_=given.with_,
                seed=None,
                plain=given.plain,
                no_speech=given.no_speech,
            )
        )
    print_text(f"Carrying on the plan that was begun: {paint_line(begun)}\n")
    return resume(Namespace(talk=begun, plain=given.plain, no_speech=given.no_speech))


def _begun(store: Store, pupil: str) -> str | None:
    """The newest plan of a pupil's that is not finished."""
    talks = store.talks(pupil=pupil)
    open_ = (
        talk.header.id
        for talk in talks
        if talk.header.pack == PLAN_PACK and talk.state != _FINISHED
    )
    return next(open_, None)
