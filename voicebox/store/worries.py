"""The worries in the store, and the account of who did what: no talk's record reads either."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Row, exists, insert, select, update

from voicebox.errors import NotFound
from voicebox.ports import Account, Act, Concern, Pupil
from voicebox.store import belongings, chain, ledger, tables
from voicebox.store.talks_file import TalksFile

_concern, _pupil = tables.concern, tables.pupil


class Worries(TalksFile):
    """The part of `ports.Store` that is about worries."""

    def add_concern(self, concern: Concern) -> None:
        """Keep a worry, apart from the talk; keeping the same one again (by id) changes nothing.

        Raises:
            NotFound: the concern's pupil is not in the store.
        """
        with self._writing() as connection:
            belongings.require_pupil(connection, concern.pupil.id)
            if not connection.scalar(select(exists().where(_concern.c.id == concern.id))):
                connection.execute(insert(_concern), _concern_row(concern))
                ledger.add(connection, "concern-kept", by=concern.by or self._adult())

    def concerns(self, *, open_only: bool = True) -> list[Concern]:
        """Worries, newest first; by default those that nobody has signed as passed on."""
        wanted = select(_concern, _pupil.c.name).join(_pupil, _pupil.c.id == _concern.c.pupil)
        if open_only:
            wanted = wanted.where(_concern.c.passed_on_at.is_(None))
        newest = wanted.order_by(_concern.c.at.desc(), _concern.c.id.desc())
        with self._reading() as connection:
            return [_concern_of(row) for row in connection.execute(newest)]

    def pass_on_concern(self, concern: str, *, to: str, at: datetime) -> None:
        """Sign that the safeguarding lead has it. The first signature stands.

        Raises:
            NotFound: there is no such concern.
        """
        this = _concern.c.id == concern
        sign = update(_concern).where(this, _concern.c.passed_on_at.is_(None))
        with self._writing() as connection:
            if not connection.scalar(select(exists().where(this))):
                raise NotFound("There is no such concern.")
            signed = sign.values(passed_on_at=chain.moment(at), passed_on_to=to)
            if connection.execute(signed).rowcount:
                ledger.add(connection, "concern-signed", by=self._adult())


class Acts(TalksFile):
    """The part of `ports.Store` that is the account of who did what."""

    def note(
        self,
        act: Act,
        *,
        pupil: str = "",
        talk: str = "",
        by: str = "",
        facts: Mapping[str, str | int] | None = None,
    ) -> None:
        """Add a line to the account of who did what; as `ports.Store.note`.

        Raises:
            ValueError: a fact could hold a person's words.
        """
        by = by or self._adult()
        with self._writing() as connection:
            ledger.add(connection, act, pupil=pupil, talk=talk, by=by, facts=facts)

    def account(self, *, pupil: str | None = None, limit: int | None = None) -> Account:
        """The account, newest first, of all or of one pupil (by id); the whole chain is checked."""
        with self._reading() as connection:
            return ledger.account(connection, pupil=pupil, limit=limit)

    def last_noted(self, *acts: Act) -> datetime | None:
        """When one of these was last done."""
        with self._reading() as connection:
            return ledger.latest(connection, *acts)


def _concern_row(concern: Concern) -> dict[str, object]:
    passed_on_at = concern.passed_on_at
    return {
        "id": concern.id,
        "pupil": concern.pupil.id,
        "talk": concern.talk,
        "words": concern.words,
        "adult": concern.by,
        "at": chain.moment(concern.at),
        "about_staff": concern.about_staff,
        "passed_on_at": chain.moment(passed_on_at) if passed_on_at else None,
        "passed_on_to": concern.passed_on_to,
    }


def _concern_of(row: Row[*tuple[object, ...]]) -> Concern:
    told = row._mapping
    signed = told["passed_on_at"]
    return Concern(
        id=told["id"],
        pupil=Pupil(told["pupil"], told["name"]),
        talk=told["talk"],
        words=told["words"],
        by=told["adult"],
        at=datetime.fromisoformat(told["at"]),
        about_staff=told["about_staff"],
        passed_on_at=datetime.fromisoformat(signed) if signed else None,
        passed_on_to=told["passed_on_to"],
    )
