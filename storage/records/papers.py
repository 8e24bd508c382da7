"""The paper of a document: expected, received, compared with the scan, given a place, returned.

A scan of a certified copy is not the certified copy (bigregister.nl); the paper belongs to the dossier and
goes when the document goes, so its place is a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select

from storage.database.review import paper
from storage.errors import NotFound, Refused
from storage.names import new_id
from storage.records import dossiers
from storage.records.acts import Act, Thing, note
from storage.records.turns import next_number
from storage.states import PAPER_CHANGES, PaperState


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a paper is since `on`. `matches` tells whether it is what was scanned, None if nobody compared;
    `place` names a shelf or box, no person."""

    document_id: UUID
    number: int
    state: PaperState
    on: date
    matches: bool | None
    place: str | None
    by: str
    at: datetime


def move(
    connection: Connection,
    dossier_id: UUID,
    document_id: UUID,
    to: PaperState,
    *,
    on: date,
    matches: bool | None = None,
    place: str | None = None,
    seen: int,
    act: Act,
) -> None:
    """Note where the paper is. Refused where the table does not know the way, or the day is to come;
    Overtaken where somebody was first. Also after the decision: paper is returned then."""
    dossiers.get(connection, dossier_id, lock=True)
    if document_id not in dossiers.handed_in(connection, dossier_id):
        raise NotFound("no such document in this dossier")
    known = of_dossier(connection, dossier_id).get(document_id, ())
    last = known[-1].state if known else None
    if to not in PAPER_CHANGES[last] or on > act.day:
        raise Refused(f"paper that is {last or 'not asked for'} cannot become {to}")
    mine = (paper.c.dossier_id == dossier_id, paper.c.document_id == document_id)
    connection.execute(
        insert(paper).values(
            id=new_id(int(act.at.timestamp() * 1000)),
            dossier_id=dossier_id,
            document_id=document_id,
            number=next_number(connection, paper, *mine, seen=seen),
            state=to.value,
            on=on,
            matches=matches,
            place=place,
            by=act.actor,
            at=act.at,
        )
    )
    details = {"on": on.isoformat(), "matches": matches, "place": place}
    note(connection, f"paper.{to}", Thing("document", document_id, details), act=act)


def of_dossier(connection: Connection, dossier_id: UUID) -> Mapping[UUID, tuple[Paper, ...]]:
    """What is known of the papers of a dossier's documents, oldest first: the last one counts."""
    asked = select(paper).where(paper.c.dossier_id == dossier_id).order_by(paper.c.number)
    found: dict[UUID, list[Paper]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.document_id, []).append(
            Paper(
                document_id=row.document_id,
                number=row.number,
                state=PaperState(row.state),
                on=row.on,
                matches=row.matches,
                place=row.place,
                by=row.by,
                at=row.at,
            )
        )
    return {key: tuple(rows) for key, rows in found.items()}


def lying_here(connection: Connection, document_id: UUID) -> list[Paper]:
    """The papers of a document that were received and not returned, where they lie; one per dossier."""
    found = [
        rows[-1]
        for home in dossiers.dossiers_with(connection, document_id)
        for number, rows in of_dossier(connection, home.id).items()
        if number == document_id
    ]
    return [one for one in found if one.state not in (PaperState.EXPECTED, PaperState.RETURNED)]
