"""Documents that workers work on: how far they are, how often they were tried, what nobody works on.

Nothing here is a decision, so nothing here leaves an event; changes of state go through `documents.move`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BindParameter, Connection, bindparam, case, literal, select, update

from storage.database.cases import document
from storage.records.acts import Act
from storage.records.ages import long_ago
from storage.records.documents import get, move
from storage.records.outbox import Work, ask
from storage.states import WORKING, DocumentState

# As its index has it: SQLite takes that only for a condition that is written out the same.
_WORKING_WRITTEN_OUT: BindParameter[str] = bindparam(
    "working", [state.value for state in WORKING], expanding=True, literal_execute=True
)


def asked_again(connection: Connection, number: UUID, *, act: Act) -> bool:
    """The reconciler's: ask again for the work of a working state; False where it is in none by now."""
    found = get(connection, number, lock=True)
    work = Work.READ if found.state is DocumentState.CHECKING else Work.SCAN
    if found.state not in WORKING:
        return False
    connection.execute(update(document).where(document.c.id == number).values(changed_at=act.at))
    ask(connection, work, {"document": str(number)}, at=act.at)
    return True


def stuck(
    connection: Connection,
    *,
    at: datetime,
    after: timedelta,
    states: Sequence[DocumentState] = WORKING,
    most: int = 500,
) -> list[UUID]:
    """Documents in a working state that did not change for longer than `after`, the longest waiting first."""
    asked = (
        select(document.c.id)
        .where(document.c.state.in_([state.value for state in states]))
        .where(long_ago(document.c.changed_at, at=at, after=after))
        .where(document.c.state.in_(_WORKING_WRITTEN_OUT))
        .order_by(document.c.changed_at)
        .limit(most)
    )
    return list(connection.execute(asked).scalars())


def put_off(connection: Connection, number: UUID, reason: str, *, act: Act) -> int:
    """It could not be scanned now, for this reason, and waits to be tried again; how many attempts so far."""
    if get(connection, number, lock=True).state is not DocumentState.SCAN_WAITING:
        move(connection, number, DocumentState.SCAN_WAITING, act=act, reason=reason)
    else:
        connection.execute(update(document).where(document.c.id == number).values(reason=reason))
    return tried(connection, number, at=act.at)


def tried(connection: Connection, number: UUID, *, at: datetime) -> int:
    """One more attempt at the work of its state; how many that makes."""
    connection.execute(
        update(document)
        .where(document.c.id == number)
        .values(attempts=document.c.attempts + 1, changed_at=at)
    )
    return get(connection, number).attempts


def progress(connection: Connection, number: UUID, *, pages: int, done: int, at: datetime) -> None:
    """How far reading is: `done` of `pages`. No event: nothing was decided."""
    connection.execute(
        update(document)
        .where(document.c.id == number, document.c.state == DocumentState.CHECKING.value)
        .values(pages=pages, pages_done=done, changed_at=at)
    )


def page_read(connection: Connection, number: UUID, *, least: int = 0, at: datetime) -> None:
    """One page more of a document whose ranges are read side by side; at `least` so many are done by now."""
    done = document.c.pages_done
    least_done = literal(least) if least else done + 1
    wanted = case((least_done > done, least_done), else_=done)
    connection.execute(
        update(document)
        .where(document.c.id == number, document.c.state == DocumentState.CHECKING.value)
        .values(pages_done=case((wanted > document.c.pages, document.c.pages), else_=wanted), changed_at=at)
    )
