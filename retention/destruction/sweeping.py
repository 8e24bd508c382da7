"""The sweep: finds what is due and proposes destruction lists, by class and year.

Costs what is due, not what is stored: the index on the due date holds nothing else. Run twice, or killed in
between, it goes on where it was: what is on a list is not listed again.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, func, insert, or_, select, update

from retention import schedules
from retention.destruction import lists
from retention.destruction.families import (
    by_short_rule,
    category_of,
    family_of,
    ground_of,
    may_be_destroyed,
)
from retention.destruction.guards import clock_runs_forwards
from retention.destruction.lists import DestructionList
from retention.destruction.settings import DestructionSettings
from retention.destruction.states import CHANGEABLE, OPEN_LISTS, Basis, ItemState, ListState
from retention.schedule import ClassId, Schedule
from storage.database.cases import document
from storage.database.destruction import destruction_item, destruction_list
from storage.database.engine import transaction
from storage.database.retention import retention_answer
from storage.names import new_id
from storage.records.acts import Act, Thing, note

log = logging.getLogger(__name__)

_BATCH = 500  # documents listed in one transaction
_KEY = 32  # bytes
_A, _I, _L = retention_answer.c, destruction_item.c, destruction_list.c


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did: documents put on lists, the numbers of those lists, documents taken off again."""

    listed: int
    lists: tuple[int, ...]
    dropped: int


@dataclass(frozen=True, slots=True, order=True)
class _Group:
    """What is listed together."""

    family: ClassId
    year: int
    basis: Basis
    category: str


def sweep(engine: Engine, settings: DestructionSettings, *, act: Callable[[], Act]) -> Swept:
    """Bring the lists in line with what is due. ClockSetBack, nothing done, where time cannot be trusted.

    Key: (document): it is on one list at a time.
    """
    for line in sorted(settings.destruction_enforced):
        log.warning("class %s is destroyed without approval, by a setting", line)
    with transaction(engine) as connection:
        clock_runs_forwards(connection, act().at)
        _list_again(connection, act().day)
        dropped = _drop(connection, act=act())
    listed, numbers, after = 0, set(), None
    while True:
        with transaction(engine) as connection:
            rows = _due(connection, act().day, after)
            made = _put_on_lists(connection, rows, settings, act=act())
        listed += sum(made.values())
        numbers |= set(made)
        if len(rows) < _BATCH:
            break
        after = (rows[-1].due_on, rows[-1].document_id)
    with transaction(engine) as connection:
        _start_without_approval(connection, settings, act=act())
    return Swept(listed, tuple(sorted(numbers)), dropped)


def content_hmac(key: bytes, content: str) -> bytes:
    """Over the hash of a document's files: shows before destruction that this is what was listed, and
    afterwards, without the key, nothing."""
    return hmac.new(key, content.encode(), hashlib.sha256).digest()


def release(connection: Connection, documents: Sequence[UUID]) -> None:
    """These are on no list any more."""
    connection.execute(update(retention_answer).where(_A.document_id.in_(documents)).values(list_id=None))


def _list_again(connection: Connection, today: date) -> None:
    """The time of an exclusion is over."""
    over = _I.again_on.is_not(None) & (_I.again_on <= today)
    again = select(_I.document_id).where(over, _I.document_id.is_not(None))
    connection.execute(update(retention_answer).where(_A.document_id.in_(again)).values(list_id=None))
    connection.execute(update(destruction_item).where(over).values(again_on=None))


def _drop(connection: Connection, *, act: Act) -> int:
    """Take off what is not due any more by what is known now, as after a hold or a late event."""
    states = [one.value for one in CHANGEABLE]
    asked = (
        select(_I.id, _A.document_id, _A.state)
        .join(destruction_list, _L.id == _I.list_id)
        .join(retention_answer, _A.document_id == _I.document_id)
        .where(_L.state.in_(states), _I.state.in_([ItemState.LISTED.value, ItemState.FAILED.value]))
        .where(or_(_A.due_on.is_(None), _A.due_on > act.day), _A.destroyed_at.is_(None))
    )
    rows = connection.execute(asked).all()
    for row in rows:
        found = lists.item(connection, row.id, lock=True)
        reason = "held" if row.state == "held" else "not-due"
        lists.move_item(connection, found, ItemState.DROPPED, act=act, reason=reason)
    release(connection, [row.document_id for row in rows])
    return len(rows)


def _due(connection: Connection, today: date, after: tuple[date, UUID] | None) -> Sequence[Row[Any]]:
    """What is due and on no list; in batches, the longest due first."""
    asked = (
        select(retention_answer, document.c.content)
        .join(document, document.c.id == _A.document_id)
        .where(_A.due_on.is_not(None), _A.destroyed_at.is_(None), _A.due_on <= today, _A.list_id.is_(None))
        .order_by(_A.due_on, _A.document_id)
        .limit(_BATCH)
    )
    if after is not None:
        day, number = after
        asked = asked.where(or_(_A.due_on > day, (_A.due_on == day) & (_A.document_id > number)))
    return connection.execute(asked).all()


def _put_on_lists(
    connection: Connection, rows: Sequence[Row[Any]], settings: DestructionSettings, *, act: Act
) -> dict[int, int]:
    """How many documents came on each list. A class without an established category gets none."""
    schedule = schedules.current(connection)
    groups: dict[_Group, list[Row[Any]]] = {}
    for row in rows:
        line = schedule.line(ClassId(row._mapping["class"]), row.start_on)
        if may_be_destroyed(line):
            basis = Basis.APPROVAL
            if by_short_rule(line):
                basis = Basis.SHORT_RULE
            elif line.id in settings.destruction_enforced:
                basis = Basis.SCHEDULE
            family = family_of(line.id)
            category = category_of(family, schedule, row.start_on)
            groups.setdefault(_Group(family, row.due_on.year, basis, category), []).append(row)
    made: dict[int, int] = {}
    for group, own in sorted(groups.items()):
        for found, part in _shared_out(connection, group, own, schedule, settings, act=act):
            _add(connection, found, part, act=act)
            made[found.number] = made.get(found.number, 0) + len(part)
    return made


def _shared_out(
    connection: Connection,
    group: _Group,
    rows: Sequence[Row[Any]],
    schedule: Schedule,
    settings: DestructionSettings,
    *,
    act: Act,
) -> Iterator[tuple[DestructionList, Sequence[Row[Any]]]]:
    """The open list of a group as far as it has room, then new ones."""
    left = list(rows)
    while left:
        found, room = _open_list(connection, group, settings)
        if found is None:
            found = _new_list(connection, group, schedule, left[0].start_on, act=act)
            room = settings.destruction_list_most
        yield found, left[:room]
        left = left[room:]


def _open_list(
    connection: Connection, group: _Group, settings: DestructionSettings
) -> tuple[DestructionList | None, int]:
    asked = (
        select(_L.number, func.count(_I.id).label("count"))
        .outerjoin(destruction_item, _I.list_id == _L.id)
        .where(_L.state.in_([one.value for one in OPEN_LISTS]))
        .where(_L["class"] == group.family.value, _L.year == group.year)
        .where(_L.basis == group.basis.value, _L.category == group.category)
        .group_by(_L.number)
        .order_by(_L.number)
    )
    for row in connection.execute(asked):
        room = settings.destruction_list_most - int(row._mapping["count"])
        if room > 0:
            return lists.get(connection, row.number, lock=True), room
    return None, 0


def _new_list(
    connection: Connection, group: _Group, schedule: Schedule, start: date | None, *, act: Act
) -> DestructionList:
    number = (connection.execute(select(func.max(_L.number))).scalar() or 0) + 1
    own = new_id(int(act.at.timestamp() * 1000))
    connection.execute(
        insert(destruction_list).values(
            {
                "id": own,
                "number": number,
                "class": group.family.value,
                "year": group.year,
                "basis": group.basis.value,
                "state": ListState.PROPOSED.value,
                "category": group.category,
                "ground": ground_of(group.family, schedule, start)[:200],
                "selection_list": schedule.on(start).selection_list[:120],
                "made_at": act.at,
            }
        )
    )
    details = {"number": number, "class": group.family.value, "year": group.year, "basis": group.basis.value}
    note(connection, "destruction.proposed", Thing("destruction-list", own, details), act=act)
    return lists.get(connection, number, lock=True)


def _add(connection: Connection, found: DestructionList, rows: Sequence[Row[Any]], *, act: Act) -> None:
    made = []
    for row in rows:
        key = secrets.token_bytes(_KEY)
        made.append(
            {
                "id": new_id(int(act.at.timestamp() * 1000)),
                "list_id": found.id,
                "document_id": row.document_id,
                "class": row._mapping["class"],
                "start_on": row.start_on,
                "start_year": row.start_on.year,
                "due_on": row.due_on,
                "state": ItemState.LISTED.value,
                "content_key": key,
                "hmac": content_hmac(key, row.content),
                "tries": 0,
            }
        )
    connection.execute(insert(destruction_item), made)
    numbers = [row.document_id for row in rows]
    connection.execute(update(retention_answer).where(_A.document_id.in_(numbers)).values(list_id=found.id))
    thing = Thing("destruction-list", found.id, {"number": found.number, "documents": len(rows)})
    note(connection, "destruction.listed", thing, act=act)


def _start_without_approval(connection: Connection, settings: DestructionSettings, *, act: Act) -> None:
    """Lists that nobody has to approve wait all the same; those by a short rule go at once."""
    for found in lists.several(connection, states=OPEN_LISTS):
        if found.basis is not Basis.APPROVAL:
            wait = settings.waiting_time if found.basis is Basis.SCHEDULE else settings.waiting_time * 0
            locked = lists.get(connection, found.number, lock=True)
            lists.move(connection, locked, ListState.WAITING, act=act, execute_from=act.at + wait)
