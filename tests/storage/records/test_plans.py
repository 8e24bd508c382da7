"""What housekeeping looks for, every minute and over all that was ever sent, is found by an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, Table, event, insert

from storage.database import ledger
from storage.database.cases import document, dossier, dossier_document, file, subject
from storage.database.engine import transaction
from storage.database.tables import audit_batch
from storage.records import underway, unfinished
from storage.states import DocumentState
from tests.storage.records.conftest import NOON

HOUR = timedelta(hours=1)
MANY = 5_000  # of which one in a thousand is not where it belongs


@pytest.fixture
def filled(engine: Engine) -> Iterator[Connection]:
    """Many documents that are through, each in a submitted dossier, with its file held as evidence."""
    person = uuid4()
    made: dict[Table, list[dict[str, Any]]] = {document: [], dossier: [], dossier_document: [], file: []}
    for n in range(MANY):
        paper, home, odd = uuid4(), uuid4(), n % 1000
        state = "removed" if odd == 1 else "checked"
        made[document].append(
            {"id": paper, "subject_id": person, "state": state, "content": "", "version": 1, "attempts": 0}
            | {"pages_done": 0, "created_at": NOON, "changed_at": NOON}
        )
        made[dossier].append(
            {"id": home, "number": str(n), "subject_id": person, "procedure": "", "state": "submitted"}
            | {"version": 1, "created_at": NOON, "submitted_at": NOON}
        )
        made[dossier_document].append(
            {"dossier_id": home, "document_id": paper, "position": 0, "added_at": NOON, "handed_in_at": NOON}
        )
        bucket = "draft" if odd < 2 else "evidence"
        made[file].append(
            {"id": uuid4(), "document_id": paper, "position": 0, "media_type": "", "size": 1, "sha256": ""}
            | {"bucket": bucket, "object": str(n), "held": odd != 3, "created_at": NOON}
        )
    batches = [
        {"number": n, "events": 1, "head": b"", "sealed_at": NOON, "written_at": NOON if n != 7 else None}
        for n in range(MANY)
    ]
    with transaction(engine) as connection:
        connection.execute(insert(subject).values(id=person, key="key", created_at=NOON))
        for table, rows in (*made.items(), (audit_batch, batches)):
            connection.execute(insert(table), rows)
        connection.exec_driver_sql("ANALYZE")
        yield connection


def plan(connection: Connection, look: Callable[[Connection], object]) -> str:
    """How the database would answer what `look` asks."""
    seen: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        seen.append((statement, given))

    event.listen(connection, "before_cursor_execute", note)
    assert look(connection)
    event.remove(connection, "before_cursor_execute", note)
    ((statement, given),) = seen
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)  # type: ignore[arg-type]
        return "\n".join(str(row) for row in rows)
    names: list[str] = []
    numbered = re.sub(r"%\((\w+)\)s", lambda one: f"${names.append(one[1]) or len(names)}", statement)
    connection.exec_driver_sql(f"PREPARE looked AS {numbered}")
    values = f"({', '.join(['NULL'] * len(names))})" if names else ""
    rows = connection.exec_driver_sql(f"EXPLAIN EXECUTE looked{values}")
    found = "\n".join(str(row) for row in rows)
    connection.exec_driver_sql("DEALLOCATE looked")
    return found


LATER = NOON + timedelta(days=30)
LOOKS: dict[str, tuple[Callable[[Connection], object], str]] = {
    "keep": (lambda one: unfinished.to_keep(one, at=LATER, after=HOUR), "ix_file_loose"),
    "hold": (lambda one: unfinished.to_hold(one, at=LATER, after=HOUR), "ix_file_unheld"),
    "discard": (lambda one: unfinished.to_discard(one, at=LATER, after=HOUR), "ix_file_loose"),
    "expire": (lambda one: [unfinished.to_expire(one, before=LATER)], "ix_file_loose"),
    "heads": (ledger.heads_to_write, "ix_audit_batch_unwritten"),
    "stuck": (
        lambda one: [underway.stuck(one, at=LATER, after=HOUR, states=(DocumentState.SCAN_WAITING,))],
        "ix_document_working",
    ),
}


def test_housekeeping_looks_at_no_whole_table(filled: Connection) -> None:
    """PostgreSQL plans a prepared statement once for all values: then a condition with a value of its own
    would not show that the index will do."""
    if filled.dialect.name == "postgresql":
        filled.exec_driver_sql("SET plan_cache_mode = force_generic_plan")
    for name, (look, index) in LOOKS.items():
        found = plan(filled, look)
        assert index in found, f"{name}: {found}"
        whole = re.search(r"Seq Scan on \w+|SCAN \w+(?! USING INDEX ix_)(?: |')", found)
        assert whole is None, f"{name}: {found}"
