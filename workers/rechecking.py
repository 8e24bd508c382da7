"""Checking again what was checked by an older version of the checks, the reader or the rulebook.

Old reports stay readable beside the new. What is decided or withdrawn is left alone: its decision was made on
the reports of then.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection, select

from storage.database.cases import document
from storage.database.engine import reading, transaction
from storage.errors import Refused
from storage.records import documents, dossiers, reports
from storage.records.documents import Document
from storage.records.reports import Key
from storage.states import DocumentState, DossierState
from verification.versions import REPORT
from workers.room import Room
from workers.rules import rules_for

_CHECKED = (DocumentState.CHECKED, DocumentState.HELD_BACK, DocumentState.UNREADABLE)
_OVER = (DossierState.DECIDED, DossierState.WITHDRAWN)
_PAGE = 500


def recheck(room: Room) -> int:
    """Have documents without a report of the present versions checked again; how many.

    Key: (document, report key): one that has the report is not asked for.
    """
    asked = 0
    for number in _checked(room):
        with transaction(room.engine) as connection:
            found = documents.get(connection, number, lock=True)
            if found.state not in _CHECKED or not documents.has_bytes(connection, number):
                continue
            if not _is_outdated(room, connection, found):
                continue
            try:
                documents.move(connection, number, DocumentState.CHECKING, act=room.act())
            except Refused:
                continue  # moved on since
            asked += 1
    return asked


def _checked(room: Room) -> Iterator[UUID]:
    last: UUID | None = None
    while True:
        wanted = select(document.c.id).where(document.c.state.in_([state.value for state in _CHECKED]))
        if last is not None:
            wanted = wanted.where(document.c.id > last)
        with reading(room.engine) as connection:
            page = list(connection.execute(wanted.order_by(document.c.id).limit(_PAGE)).scalars())
        if not page:
            return
        yield from page
        last = page[-1]


def _is_outdated(room: Room, connection: Connection, found: Document) -> bool:
    for home in dossiers.dossiers_with(connection, found.id):
        if home.state in _OVER:
            continue
        rules, version = rules_for(home, room.act().day)
        key = Key(found.content, found.kind or "", rules.procedure, REPORT, version)
        if reports.find(connection, found.id, key) is None:
            return True
    return False
