"""Dossiers: made, found, changed from one state to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Uuid, insert, literal, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from storage.database.cases import document, dossier, dossier_document
from storage.database.types import Instant
from storage.errors import Closed, NotFound, Unavailable
from storage.names import new_id
from storage.records.acts import Act, Thing, note
from storage.records.numbers import new_number
from storage.states import CHANGEABLE, DOSSIER_CHANGES, GONE, DossierState

_TRIES = 20  # numbers tried before giving up: with 70,000 a year one in six is taken


@dataclass(frozen=True, slots=True)
class Dossier:
    """One application. `submitted_at` is the first submission, and `reference_date` its day: supplements
    leave both as they are. None before: then today counts."""

    id: UUID
    number: str
    subject_id: UUID
    procedure: str
    state: DossierState
    version: int
    created_at: datetime
    submitted_at: datetime | None
    reference_date: date | None

    @property
    def changeable(self) -> bool:
        """Whether the applicant may add, replace and remove documents."""
        return self.state in CHANGEABLE


def create(connection: Connection, subject_id: UUID, procedure: str, *, act: Act) -> Dossier:
    """A new, open dossier with a number of its own."""
    number = new_id(int(act.at.timestamp() * 1000))
    values = {
        "id": number,
        "subject_id": subject_id,
        "procedure": procedure,
        "state": DossierState.OPEN.value,
        "version": 1,
        "created_at": act.at,
    }
    for _ in range(_TRIES):
        try:
            with connection.begin_nested():
                connection.execute(insert(dossier).values(**values, number=new_number(act.day.year)))
        except IntegrityError:
            continue
        note(connection, "dossier.created", Thing("dossier", number, {"procedure": procedure}), act=act)
        return get(connection, number)
    raise Unavailable("no free dossier number was found")


def get(connection: Connection, number: UUID, *, lock: bool = False) -> Dossier:
    """NotFound where there is none. `lock` keeps others from changing it until the end of the transaction."""
    asked = select(dossier).where(dossier.c.id == number)
    row = connection.execute(asked.with_for_update(key_share=True) if lock else asked).one_or_none()
    if row is None:
        raise NotFound("no such dossier")
    return _dossier(row)


def of_subject(
    connection: Connection, subject_id: UUID, *, before: UUID | None = None, most: int = 50
) -> list[Dossier]:
    """A person's dossiers, newest first; `before` is the last one of the page before."""
    asked = select(dossier).where(dossier.c.subject_id == subject_id)
    if before is not None:
        asked = asked.where(dossier.c.id < before)
    return [_dossier(row) for row in connection.execute(asked.order_by(dossier.c.id.desc()).limit(most))]


def in_state(
    connection: Connection, state: DossierState, *, after: UUID | None = None, most: int = 50
) -> list[Dossier]:
    """Dossiers that were submitted and are in a state, by the moment of submission; `after` is the last one
    of the page before."""
    asked = select(dossier).where(dossier.c.state == state.value, dossier.c.submitted_at.is_not(None))
    if after is not None:
        last = get(connection, after)
        place = tuple_(dossier.c.submitted_at, dossier.c.id)
        asked = asked.where(place > tuple_(literal(last.submitted_at, Instant), literal(last.id, Uuid)))
    rows = connection.execute(asked.order_by(dossier.c.submitted_at, dossier.c.id).limit(most))
    return [_dossier(row) for row in rows]


def lock_changeable(connection: Connection, number: UUID) -> Dossier:
    """The dossier, locked; Closed where its applicant may change nothing any more."""
    found = get(connection, number, lock=True)
    if not found.changeable:
        raise Closed(f"the dossier is {found.state}")
    return found


def change(connection: Connection, found: Dossier, to: DossierState, *, act: Act, **values: object) -> None:
    """Put a locked dossier into another state; Closed where the table of changes does not know the way."""
    if to not in DOSSIER_CHANGES[found.state]:
        raise Closed(f"a dossier that is {found.state} cannot become {to}")
    connection.execute(
        update(dossier)
        .where(dossier.c.id == found.id)
        .values(state=to.value, version=found.version + 1, **values)
    )
    thing = Thing("dossier", found.id, {"from": found.state.value})
    note(connection, f"dossier.{to.value}", thing, act=act)


def documents_of(connection: Connection, number: UUID) -> list[UUID]:
    """Ids of the documents that are part of a dossier, in order."""
    asked = (
        select(document.c.id)
        .join(dossier_document, dossier_document.c.document_id == document.c.id)
        .where(dossier_document.c.dossier_id == number, document.c.state.not_in(GONE))
        .order_by(dossier_document.c.position, document.c.id)
    )
    return list(connection.execute(asked).scalars())


def handed_in(connection: Connection, number: UUID) -> list[UUID]:
    """Ids of the documents that were handed in with a dossier or a supplement to it, in order; the others are
    still the applicant's to change."""
    asked = select(dossier_document.c.document_id).where(
        dossier_document.c.dossier_id == number, dossier_document.c.handed_in_at.is_not(None)
    )
    given = set(connection.execute(asked).scalars())
    return [one for one in documents_of(connection, number) if one in given]


def handed_in_with(connection: Connection, document_id: UUID) -> bool:
    """Whether a document was handed in with any of its dossiers."""
    asked = select(dossier_document.c.dossier_id).where(
        dossier_document.c.document_id == document_id, dossier_document.c.handed_in_at.is_not(None)
    )
    return connection.execute(asked.limit(1)).first() is not None


def hand_in(connection: Connection, number: UUID, *, act: Act) -> int:
    """What its applicant added since the last time is handed in now; how many documents. Each keeps the
    instant of its own handing-in; that of the first is the dossier's `submitted_at`."""
    added = update(dossier_document).where(
        dossier_document.c.dossier_id == number,
        dossier_document.c.document_id.in_(documents_of(connection, number)),
        dossier_document.c.handed_in_at.is_(None),
    )
    return connection.execute(added.values(handed_in_at=act.at)).rowcount


def link(connection: Connection, number: UUID, document_id: UUID, position: int, *, act: Act) -> None:
    """Make a document part of a dossier."""
    connection.execute(
        insert(dossier_document).values(
            dossier_id=number, document_id=document_id, position=position, added_at=act.at
        )
    )


def dossiers_with(connection: Connection, document_id: UUID) -> list[Dossier]:
    """The dossiers that a document belongs to."""
    asked = (
        select(dossier)
        .join(dossier_document, dossier_document.c.dossier_id == dossier.c.id)
        .where(dossier_document.c.document_id == document_id)
        .order_by(dossier.c.id)
    )
    return [_dossier(row) for row in connection.execute(asked)]


def _dossier(row: Row[Any]) -> Dossier:
    return Dossier(
        id=row.id,
        number=row.number,
        subject_id=row.subject_id,
        procedure=row.procedure,
        state=DossierState(row.state),
        version=row.version,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        reference_date=row.reference_date,
    )
