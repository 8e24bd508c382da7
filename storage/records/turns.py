"""Acts of reviewers come one after another: who acts says what was the last they saw (issue 4).

Nobody overwrites another unknowingly, and nothing is overwritten at all: rows are added, the newest counts.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, func, select

from storage.errors import Closed, Overtaken
from storage.records import dossiers
from storage.records.acts import Act
from storage.records.dossiers import Dossier
from storage.states import JUDGED_IN, DossierState


def next_number(connection: Connection, table: Table, *mine: ColumnElement[bool], seen: int) -> int:
    """The number of a new row among those of its thing. Overtaken where `seen`, the number of the newest one
    that its writer saw (0 for none), is not the newest any more. The dossier must be locked."""
    last = connection.execute(select(func.max(table.c.number)).where(*mine)).scalar() or 0
    if last != seen:
        raise Overtaken("somebody else was first")
    return last + 1


def lock_judged(connection: Connection, number: UUID, *, act: Act) -> Dossier:
    """A dossier that reviewers judge, locked; the first act on a submitted one begins its review. Closed
    where it is not submitted, decided or withdrawn."""
    found = dossiers.get(connection, number, lock=True)
    if found.state not in JUDGED_IN:
        raise Closed(f"the dossier is {found.state}")
    if found.state is DossierState.SUBMITTED:
        dossiers.change(connection, found, DossierState.IN_REVIEW, act=act)
        return dossiers.get(connection, number)
    return found
