"""The account of who did what, as lines to read and as JSON. It never leaves with a talk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import tzinfo

from voicebox.ports import Account, Noted
from voicebox.text import paint_line

_SAID = {
    "begun": "began a talk",
    "carried-on": "carried on a talk",
    "finished": "finished a talk",
    "stopped": "stopped a talk",
    "shared": "decided who may see what was said",
    "exported": "made a document",
    "locked": "locked the talks",
    "unlocked": "unlocked the talks",
    "unlocked-for-good": "put this computer's key back",
    "passphrase-changed": "changed the passphrase",
    "recovery-made": "made a new recovery key",
    "backed-up": "made a backup",
    "restored": "brought a backup back",
    "opened-damaged": "opened damaged talks without what was missing",
    "sent": "sent talks",
    "received": "received talks",
    "access-given": "gave out what is held",
    "forgotten": "forgot a pupil",
    "pin-changed": "changed or took away the PIN",
    "concern-kept": "kept a worry",
    "concern-signed": "signed a worry as passed on",
}
BROKEN = "This account is not as it was written: its chain breaks at line {seq}."


def lines(account: Account, names: Mapping[str, str], zone: tzinfo | None = None) -> Iterator[str]:
    """Each line: `2026-11-22 09:30  Mrs Okoye (okoye) began a talk: Amira, 05qk...`.

    Args:
        account: what was done.
        names: the pupils' names by their ids; one who was forgotten has none.
        zone: whose clock; None: this computer's.
    """
    for noted in account.lines:
        at = f"{noted.at.astimezone(zone):%Y-%m-%d %H:%M}"
        yield f"{at}  {who(noted)} {said(noted, names)}"


def who(noted: Noted) -> str:
    """The adult, and the name of the computer's user: `Mrs Okoye (okoye)`."""
    adult, login = paint_line(noted.adult), paint_line(noted.login)
    return f"{adult} ({login})" if adult and login else adult or login or "somebody"


def said(noted: Noted, names: Mapping[str, str]) -> str:
    """What was done, and about whom: `made a document: Amira, audience plan, format docx`."""
    about = []
    if noted.pupil:
        about.append(paint_line(names.get(noted.pupil, f"pupil {noted.pupil}")))
    if noted.talk:
        about.append(paint_line(noted.talk))
    about += [f"{paint_line(name)} {paint_line(str(fact))}" for name, fact in noted.facts.items()]
    act = _SAID.get(noted.act, paint_line(noted.act))
    return f"{act}: {', '.join(about)}" if about else act


def as_json(account: Account, names: Mapping[str, str]) -> str:
    """`{"schema_version": 1, "whole": true, "broken_at": null, "lines": [...]}`, newest first."""
    told = [
        {
            "seq": noted.seq,
            "at": noted.at.isoformat(),
            "login": noted.login,
            "adult": noted.adult,
            "act": noted.act,
            "pupil": noted.pupil,
            "name": names.get(noted.pupil, ""),
            "talk": noted.talk,
            "facts": dict(noted.facts),
        }
        for noted in account.lines
    ]
    whole = account.broken_at is None
    envelope = {"schema_version": 1, "whole": whole, "broken_at": account.broken_at, "lines": told}
    return json.dumps(envelope, ensure_ascii=False, indent=2) + "\n"
