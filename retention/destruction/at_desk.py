"""What the commands of destruction do, and what they show."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import typer
from sqlalchemy import Connection

from retention import at_desk
from retention.by_hand import Decision
from retention.destruction import chain, declaring, executing, lists, reviewing, sweeping
from retention.destruction.errors import NoSuchList
from retention.destruction.executing import Means
from retention.destruction.lists import DestructionList, Item
from retention.destruction.settings import DestructionSettings
from retention.destruction.sheet import say
from retention.wording import Lang
from storage.assembly import object_store
from storage.database.engine import reading, transaction
from storage.records import papers
from storage.records.acts import Act
from storage.rights import Identity
from storage.settings import read_settings

told = at_desk.told
_MOST = 100_000  # documents shown

Line = tuple[str, Mapping[str, Any]]  # a key of the words, and what fills it: also what a program gets


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of the room, with the settings of destruction."""

    room: at_desk.Desk
    settings: DestructionSettings

    def sweep(self) -> Line:
        done = sweeping.sweep(self.room.engine, self.settings, act=lambda: self.room.act("operator"))
        return "swept", {"listed": done.listed, "dropped": done.dropped, "lists": list(done.lists)}

    def lists(self) -> list[Line]:
        with reading(self.room.engine) as connection:
            found = [_list(connection, one) for one in lists.several(connection)]
        warned = [("enforced", {"class": one.value}) for one in sorted(self.settings.destruction_enforced)]
        return [*warned, *found]

    def show(self, number: int) -> list[Line]:
        with reading(self.room.engine) as connection:
            found = lists.get(connection, number)
            own = lists.items(connection, found.id, most=_MOST)
            return [_list(connection, found), *(_item(connection, one) for one in own)]

    def sample(self, number: int, count: int, reason: str, by: str) -> list[Line]:
        with transaction(self.room.engine) as connection:
            chosen = reviewing.sample(connection, number, count, reason, act=self.room.act(by))
            return [_item(connection, one) for one in chosen]

    def review(self, number: int, by: str) -> Line:
        with transaction(self.room.engine) as connection:
            return _list(connection, reviewing.review(connection, number, act=self.room.act(by)))

    def approve(self, number: int, by: str) -> Line:
        with transaction(self.room.engine) as connection:
            done = reviewing.approve(connection, number, self.settings, act=self.room.act(by))
            return _list(connection, done)

    def send_back(self, number: int, reason: str, by: str) -> Line:
        with transaction(self.room.engine) as connection:
            return _list(connection, reviewing.send_back(connection, number, reason, act=self.room.act(by)))

    def withdraw(self, number: int, reason: str, by: str) -> Line:
        with transaction(self.room.engine) as connection:
            return _list(connection, reviewing.withdraw(connection, number, reason, act=self.room.act(by)))

    def exclude(self, number: int, document: str, reason: str, by: str, until: date | None) -> list[Line]:
        act = self.room.act(by)
        with transaction(self.room.engine) as connection:
            reviewing.exclude(connection, number, _id(document), reason, self.settings, act=act, until=until)
            return self._item_line(connection, number, document)

    def keep(self, number: int, document: str, reason: str, by: str, given: Mapping[str, Any]) -> list[Line]:
        with transaction(self.room.engine) as connection:
            decision = Decision(_id(document), reason, **given)
            reviewing.decide(connection, number, decision, act=self.room.act(by))
            return self._item_line(connection, number, document)

    def paper(self, number: int, document: str, by: str) -> list[Line]:
        with transaction(self.room.engine) as connection:
            reviewing.paper_gone(connection, number, _id(document), act=self.room.act(by))
            return self._item_line(connection, number, document)

    def execute(self, number: int | None) -> tuple[list[Line], bool]:
        kept = read_settings()
        means = Means(
            engine=self.room.engine,
            destroyer=object_store(kept, Identity.DESTROYER),
            keeper=object_store(kept, Identity.LOCK_KEEPER),
            worker=object_store(kept, Identity.WORKER),
            settings=self.settings,
            act=self._now,
        )
        done = executing.execute(means, only=number)
        return [("executed", asdict(one)) for one in done], any(one.failed for one in done)

    def write(self, folder: Path, *, people: bool) -> Line:
        count, head = declaring.write(self.room.engine, folder, people=people)
        return "written", {"declarations": count, "head": head, "folder": str(folder)}

    def _now(self) -> Act:
        return self.room.act("operator")

    def _item_line(self, connection: Connection, number: int, document: str) -> list[Line]:
        found = lists.item_of(connection, lists.get(connection, number), _id(document))
        return [_item(connection, found)]


@contextmanager
def opened(lang: Lang) -> Iterator[Desk]:
    """The desk by the settings; what goes wrong ends with a sentence and status 2."""
    with at_desk.opened(lang) as room:
        yield Desk(room, DestructionSettings.model_validate({}))


def verified(folder: Path, head: str | None) -> tuple[list[Line], bool]:
    """What `verify` finds in files, and whether anything is wrong."""
    count, wrong = chain.verify(folder, head=head)
    if not wrong:
        return [("sound", {"declarations": count})], False
    return [
        ("unsound", {"fault": one.fault.value, "declaration": one.number, "file": one.file}) for one in wrong
    ], True


def show(found: Sequence[Line], lang: Lang, as_json: bool) -> None:
    """All lines, for a program or for a person."""
    if as_json:
        typer.echo(json.dumps([fields for _, fields in found], default=str, ensure_ascii=False))
        return
    for key, fields in found or [("nothing", {})]:
        typer.echo(say("command", key, lang, **_words(fields, lang)))


def _words(fields: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    """The fields for a person: codes in words, nothing as a dash."""
    made = {key: "–" if value is None or value == [] else value for key, value in fields.items()}
    for group in ("state", "basis", "reason", "fault"):
        if fields.get(group) is not None:
            made[group] = _code(group, str(fields[group]), lang)
    return made


def _code(group: str, code: str, lang: Lang) -> str:
    """A code in words; that of another room, as of the store, as it is."""
    try:
        return say(group, code, lang)
    except KeyError:
        return code


def _list(connection: Connection, one: DestructionList) -> Line:
    counted = lists.counts(connection, one.id)
    return "list", {
        "number": one.number,
        "class": one.line,
        "year": one.year,
        "state": one.state.value,
        "basis": one.basis.value,
        "category": one.category,
        "documents": sum(counted.values()),
        "states": {state.value: count for state, count in counted.items()},
        "reviewedBy": one.reviewed_by,
        "approvedBy": one.approved_by,
        "executeFrom": one.execute_from,
        "doneAt": one.done_at,
    }


def _item(connection: Connection, one: Item) -> Line:
    places = [] if one.document is None else papers.lying_here(connection, one.document)
    return "item", {
        "document": one.document,
        "class": one.line,
        "start": one.start_on or one.start_year,
        "due": one.due_on,
        "state": one.state.value,
        "reason": one.reason,
        "note": one.note,
        "paper": [each.place for each in places if each.place],
    }


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as exc:
        raise NoSuchList("an id is needed") from exc
