"""Tasks that failed for good: always visible in the database, with a reason; replayed by a person.

A task buries itself where it can. What the broker alone could see (a process that was lost too often, a
database that was away) is in its queue `dead`, which the undertaker empties into the database.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kombu import Connection
from sqlalchemy import Connection as Database
from sqlalchemy import Engine

from storage.database.engine import reading, transaction
from storage.records import documents, outbox
from storage.records.acts import Act
from storage.records.outbox import Dead, Work
from storage.states import DocumentState
from workers.brokers import Broker, dead_letters

log = logging.getLogger(__name__)

_SCANNED_IN = (DocumentState.RECEIVED, DocumentState.SCAN_WAITING)
_READ_IN = (DocumentState.CHECKING,)
# The states in which a document waits for this work: where it is dead, so is the document's check.
WAITS_IN = {
    Work.SCAN: _SCANNED_IN,
    Work.READ: _READ_IN,
    Work.READ_PAGES: _READ_IN,
    Work.JOIN: _READ_IN,
}


def bury(engine: Engine, number: UUID, reason: str, *, at: datetime) -> bool:
    """Make a task a dead letter, and its document `check-failed`; False where it is done or dead already."""
    with transaction(engine) as connection:
        found = outbox.die(connection, number, reason[:60], at=at)
        if found is None:
            return False
        _fail_document(connection, found, act=Act(at, "worker", "worker"))
    log.error("%s %s is a dead letter: %s", found.work, number, reason)
    return True


def collect(engine: Engine, connection: Connection, broker: Broker, *, at: datetime) -> int:
    """The undertaker: bring the broker's dead letters into the database; how many were new there."""
    queue = broker.dead()
    if queue is None:
        return 0
    new = 0
    for number, message in dead_letters(connection, queue):
        new += number is not None and bury(engine, number, "task.lost", at=at)
        message.ack()
    return new


def replay(engine: Engine, numbers: Iterable[UUID], *, act: Act) -> int:
    """Have dead letters tried again; how many. A document's check begins anew, with tasks of its own."""
    replayed = 0
    with reading(engine) as connection:
        known = {one.id: one for one in outbox.dead(connection)}
    for number in numbers:
        if number in known:
            with transaction(engine) as connection:
                _replay(connection, known[number], act=act)
            replayed += 1
    return replayed


def _fail_document(connection: Database, found: Dead, *, act: Act) -> None:
    states = WAITS_IN.get(found.work)
    if states is None:
        return
    number = UUID(str(found.body["document"]))
    if documents.get(connection, number, lock=True).state in states:
        documents.move(connection, number, DocumentState.CHECK_FAILED, act=act, reason=found.reason)


def _replay(connection: Database, found: Dead, *, act: Act) -> None:
    if found.work not in WAITS_IN:
        outbox.send_again(connection, [found.id])
        return
    number = UUID(str(found.body["document"]))
    if documents.get(connection, number, lock=True).state is DocumentState.CHECK_FAILED:
        again = DocumentState.RECEIVED if found.work is Work.SCAN else DocumentState.CHECKING
        documents.move(connection, number, again, act=act)
    outbox.close(connection, found.id, at=act.at)
