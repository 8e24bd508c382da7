"""Destruction lists as rows: found, and moved from state to state, each change with its event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, update

from retention.destruction.errors import NoSuchList, WrongState
from retention.destruction.states import ITEM_CHANGES, LIST_CHANGES, Basis, ItemState, ListState
from retention.schedule import ClassId
from storage.database.destruction import destruction_item, destruction_list
from storage.records.acts import Act, Thing, note

_L, _I = destruction_list.c, destruction_item.c


@dataclass(frozen=True, slots=True)
class DestructionList:
    """What is to be destroyed together. `line` is the class, with the restricted cases among the ordinary
    ones; `year` that in which it fell due. People are pseudonymous ids, None once their period is over."""

    id: UUID
    number: int
    line: str
    year: int
    basis: Basis
    state: ListState
    category: str
    ground: str
    selection_list: str
    made_at: datetime
    reviewed_at: datetime | None
    reviewed_by: str | None
    approved_at: datetime | None
    approved_by: str | None
    execute_from: datetime | None
    executing_at: datetime | None
    done_at: datetime | None
    names_until: date | None


@dataclass(frozen=True, slots=True)
class Item:
    """A document on a list. `document`, `line`, `start_on` and `due_on` are None once it is proven gone;
    `reason` is a code, `note` what a person wrote."""

    id: UUID
    list_id: UUID
    document: UUID | None
    line: str | None
    start_on: date | None
    start_year: int
    due_on: date | None
    state: ItemState
    reason: str | None
    note: str | None
    content_key: bytes | None
    hmac: bytes
    tries: int
    begun_at: datetime | None
    destroyed_at: datetime | None
    proven_at: datetime | None
    paper_gone_on: date | None
    proof: Mapping[str, Any] | None


def get(connection: Connection, number: int, *, lock: bool = False) -> DestructionList:
    """By the number that people see. `lock` keeps others from changing it for the whole transaction."""
    asked = select(destruction_list).where(_L.number == number)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    if row is None:
        raise NoSuchList("no such list")
    return _list(row)


def several(
    connection: Connection, *, states: Iterable[ListState] | None = None, most: int = 500
) -> list[DestructionList]:
    """Lists in these states (None: in any), the newest first."""
    asked = select(destruction_list).order_by(_L.number.desc()).limit(most)
    if states is not None:
        asked = asked.where(_L.state.in_([one.value for one in states]))
    return [_list(row) for row in connection.execute(asked)]


def counts(connection: Connection, list_id: UUID) -> Mapping[ItemState, int]:
    """How many documents of a list are in each state."""
    asked = select(_I.state, func.count()).where(_I.list_id == list_id).group_by(_I.state)
    return {ItemState(state): count for state, count in connection.execute(asked)}


def items(
    connection: Connection,
    list_id: UUID,
    *,
    states: Iterable[ItemState] | None = None,
    after: UUID | None = None,
    most: int = 500,
) -> list[Item]:
    """What is on a list, in an order that stays the same; `after` is the last one of the page before."""
    asked = select(destruction_item).where(_I.list_id == list_id).order_by(_I.id).limit(most)
    if states is not None:
        asked = asked.where(_I.state.in_([one.value for one in states]))
    if after is not None:
        asked = asked.where(_I.id > after)
    return [_item(row) for row in connection.execute(asked)]


def item(connection: Connection, number: UUID, *, lock: bool = False) -> Item:
    asked = select(destruction_item).where(_I.id == number)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    if row is None:
        raise NoSuchList("no such item")
    return _item(row)


def item_of(connection: Connection, found: DestructionList, document: UUID) -> Item:
    """The item of a document on a list."""
    asked = select(destruction_item).where(_I.list_id == found.id, _I.document_id == document)
    row = connection.execute(asked.with_for_update()).one_or_none()
    if row is None:
        raise NoSuchList("this document is not on the list")
    return _item(row)


def move(
    connection: Connection, found: DestructionList, to: ListState, *, act: Act, **values: object
) -> DestructionList:
    """Put a locked list into another state; WrongState where the table of changes does not know the way."""
    if to not in LIST_CHANGES[found.state]:
        raise WrongState(f"a list that is {found.state} cannot become {to}", state=found.state)
    connection.execute(update(destruction_list).where(_L.id == found.id).values(state=to.value, **values))
    details = {"number": found.number, "from": found.state.value, "basis": found.basis.value}
    note(connection, f"destruction.{to}", Thing("destruction-list", found.id, details), act=act)
    return get(connection, found.number)


def move_item(connection: Connection, found: Item, to: ItemState, *, act: Act, **values: object) -> None:
    """Put a locked item into another state, with an event about its document while that is known."""
    if to not in ITEM_CHANGES[found.state]:
        raise WrongState(f"a document that is {found.state} cannot become {to}", state=found.state)
    connection.execute(update(destruction_item).where(_I.id == found.id).values(state=to.value, **values))
    details = {"from": found.state.value, "reason": values.get("reason")}
    thing = Thing("destruction-item", found.id, details)
    note(connection, f"destruction.item-{to}", thing, act=act)


def class_of(found: DestructionList) -> ClassId:
    """The class that a list is of."""
    return ClassId(found.line)


def _list(row: Row[Any]) -> DestructionList:
    kept = dict(row._mapping)
    kept["line"] = kept.pop("class")
    kept["basis"], kept["state"] = Basis(kept["basis"]), ListState(kept["state"])
    return DestructionList(**kept)


def _item(row: Row[Any]) -> Item:
    kept = dict(row._mapping)
    kept["line"], kept["document"] = kept.pop("class"), kept.pop("document_id")
    kept["state"] = ItemState(kept["state"])
    del kept["again_on"]
    return Item(**kept)
