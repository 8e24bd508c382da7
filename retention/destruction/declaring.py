"""The declaration of destruction (verklaring van vernietiging; Archiefbesluit 1995 art. 8).

Made in the transaction that ends a list: what, on which ground, in which manner, when, and how it was looked
afterwards. It names no case unless a setting says so, and people by their function; who they were stands on a
sheet of its own, with its own period.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from retention import schedules
from retention.destruction import chain, lists, sheet
from retention.destruction.chain import NOTHING_BEFORE, PDF_LANGUAGES, canonical, file_name, sha256
from retention.destruction.errors import NoSuchList
from retention.destruction.lists import DestructionList, Item
from retention.destruction.settings import DestructionSettings
from retention.destruction.states import UNDONE, Basis, ItemState, ListState
from retention.periods import Period
from storage.database.destruction import declaration, destruction_list, tombstone
from storage.database.engine import reading, transaction
from storage.names import is_name
from storage.objects import Bucket, ObjectStore
from storage.records.acts import Act, Thing, note

SCHEMA = "bewijsloket.declaration/1"
# "dc" for "declaration", and noughts, as the heads of the ledger: no name of a file looks like it.
PREFIX = "dc/" + "0" * 18
_PAGE = 1000
_MANNER = "versions-removed"  # a key of the words
_D = declaration.c


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration as it is kept: canonical JSON, tombstones as lines of JSON, its line of the chain."""

    number: int
    text: str
    tombstones: str
    link: str
    head: str
    made_at: datetime

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Its files by name; the PDFs are drawn anew, and come out the same."""
        yield file_name(self.number, "json"), self.text.encode()
        yield file_name(self.number, "tombstones.jsonl"), self.tombstones.encode()
        for lang in PDF_LANGUAGES:
            yield file_name(self.number, f"{lang}.pdf"), sheet.draw(self.text, lang)


def finish(engine: Engine, number: int, settings: DestructionSettings, *, act: Callable[[], Act]) -> bool:
    """End a list of which everything is proven, excluded or dropped, with its declaration; whether it did.

    Key: (list). The declaration is drawn outside the transaction; where another was made meanwhile it is
    drawn again, on top of that.
    """
    while True:
        with reading(engine) as connection:
            found = lists.get(connection, number)
            if found.state is not ListState.EXECUTING or _undone(connection, found):
                return False
            now = act()
            made = _made(connection, found, settings, now)
        with transaction(engine) as connection:
            found = lists.get(connection, number, lock=True)
            if found.state is not ListState.EXECUTING or _undone(connection, found):
                return False
            if made is not None:
                if _last(connection) != (made.number - 1, _before(made)):
                    continue
                _keep(connection, found, made, now)
            until = Period(years=settings.destruction_names_years).after(now.day)
            lists.move(connection, found, ListState.DONE, act=now, done_at=now.at, names_until=until)
        return True


def store_declarations(
    engine: Engine, store: ObjectStore, keeper: ObjectStore, *, act: Callable[[], Act]
) -> int:
    """Put declarations into the locked bucket that are not there yet, under a hold, permanently;
    how many. Repeated, it adds a version of the same."""
    with reading(engine) as connection:
        asked = select(declaration).where(_D.stored_at.is_(None)).order_by(_D.number)
        waiting = [_declaration(row) for row in connection.execute(asked)]
    for one in waiting:
        body = canonical({"declaration": one.text, "tombstones": one.tombstones, "link": one.link})
        name = object_name(one.number)
        stored = store.put(Bucket.EVIDENCE, name, [body.encode()], media_type="application/json")
        keeper.set_hold(stored.ref, on=True)
        with transaction(engine) as connection:
            own = update(declaration).where(_D.number == one.number)
            connection.execute(own.values(stored_at=act().at))
    return len(waiting)


def object_name(number: int) -> str:
    """The name of a declaration in the locked bucket.

    >>> is_name(object_name(1))
    True
    """
    name = f"{PREFIX}{number:012x}"
    assert is_name(name)
    return name


def get(connection: Connection, number: int) -> Declaration:
    row = connection.execute(select(declaration).where(_D.number == number)).one_or_none()
    if row is None:
        raise NoSuchList("no such declaration")
    return _declaration(row)


def of_list(connection: Connection, found: DestructionList) -> Declaration | None:
    row = connection.execute(select(declaration).where(_D.list_id == found.id)).one_or_none()
    return None if row is None else _declaration(row)


def write(engine: Engine, folder: Path, *, people: bool = False) -> tuple[int, str]:
    """Write all declarations as files that `verify` checks; how many, and the last head. With `people`, their
    sheets too."""
    folder.mkdir(parents=True, exist_ok=True)
    with reading(engine) as connection:
        asked = select(declaration).order_by(_D.number)
        found = [_declaration(row) for row in connection.execute(asked)]
        sheets = {one.number: people_of(connection, one) for one in found} if people else {}
    for one in found:
        for name, content in one.files():
            (folder / name).write_bytes(content)
        if one.number in sheets:
            (folder / file_name(one.number, "people.json")).write_text(sheets[one.number], encoding="utf-8")
    lines = "".join(f"{one.link}\n" for one in found)
    (folder / chain.CHAIN).write_text(lines, encoding="utf-8")
    head = found[-1].head if found else NOTHING_BEFORE
    end = canonical({"count": len(found), "head": head})
    (folder / chain.HEAD).write_text(end, encoding="utf-8")
    return len(found), head


def people_of(connection: Connection, one: Declaration) -> str:
    """The separate sheet: who made the list and who approved it, by staff id, until its period is over."""
    asked = select(destruction_list).join(declaration, _D.list_id == destruction_list.c.id)
    row = connection.execute(asked.where(_D.number == one.number)).one()
    until = None if row.names_until is None else row.names_until.isoformat()
    return canonical(
        {"declaration": one.number, "made": row.reviewed_by, "approved": row.approved_by, "keptUntil": until}
    )


def forget_people(connection: Connection, *, act: Act) -> int:
    """The period of the sheet is over: who made and approved those lists is erased; how many."""
    table = destruction_list
    over = (table.c.names_until < act.day) & (
        table.c.reviewed_by.is_not(None) | table.c.approved_by.is_not(None)
    )
    gone = connection.execute(update(table).where(over).values(reviewed_by=None, approved_by=None))
    return gone.rowcount


def _made(
    connection: Connection, found: DestructionList, settings: DestructionSettings, now: Act
) -> Declaration | None:
    """None where nothing was destroyed: there is nothing to declare."""
    proven = list(_proven(connection, found))
    if not proven:
        return None
    last, before = _last(connection)
    number = last + 1
    stones = _stones(connection, found.number)
    text = canonical(_content(connection, found, proven, stones, settings, number, now))
    draft = Declaration(number, text, stones, "", "", now.at)
    files = {name: sha256(content) for name, content in draft.files()}
    link = canonical({"number": number, "list": found.number, "files": files, "before": before})
    return Declaration(number, text, stones, link, sha256(link), now.at)


def _content(
    connection: Connection,
    found: DestructionList,
    proven: Sequence[Item],
    stones: str,
    settings: DestructionSettings,
    number: int,
    now: Act,
) -> dict[str, Any]:
    counted = lists.counts(connection, found.id)
    schedule = schedules.current(connection)
    years: dict[int, int] = {}
    for one in proven:
        years[one.start_year] = years.get(one.start_year, 0) + 1
    ends = [one.destroyed_at for one in proven if one.destroyed_at is not None]
    line = schedule.line(lists.class_of(found), None)
    content = {
        "schema": SCHEMA,
        "number": number,
        "list": found.number,
        "year": found.year,
        "what": dict(line.name),
        "documents": len(proven),
        "lines": [{"startYear": year, "documents": years[year]} for year in sorted(years)],
        "ground": found.ground,
        "category": found.category,
        "selectionList": found.selection_list,
        "schedule": {"edition": schedule.edition, "fingerprint": schedule.fingerprint},
        "manner": _MANNER,
        "destroyed": {"from": _instant(min(ends)), "through": _instant(max(ends))},
        "basis": found.basis.value,
        "made": _function(found.basis, "records-manager", found.reviewed_at),
        "approved": _function(found.basis, "second-person", found.approved_at),
        "notDestroyed": {
            "excluded": counted.get(ItemState.EXCLUDED, 0),
            "dropped": counted.get(ItemState.DROPPED, 0),
        },
        "proof": _proof(proven),
        "backupsExpired": (max(ends) + timedelta(days=settings.destruction_backup_days)).date().isoformat(),
        "tombstones": sha256(stones),
        "declaredOn": now.day.isoformat(),
    }
    return content


def _function(basis: Basis, name: str, at: datetime | None) -> dict[str, Any]:
    """People by their function; the jobs where nobody had to approve."""
    return {"by": name if basis is Basis.APPROVAL else "schedule", "at": None if at is None else _instant(at)}


def _proof(proven: Sequence[Item]) -> dict[str, Any]:
    removed: dict[str, int] = {}
    found: dict[str, int] = {}
    looks = [one.proven_at for one in proven if one.proven_at is not None]
    for one in proven:
        for total, part in ((removed, "removed"), (found, "found")):
            for name, count in (one.proof or {}).get(part, {}).items():
                total[name] = total.get(name, 0) + count
    # The order of ids is that of listing, and says nothing about a case.
    each = sha256("\n".join(canonical(one.proof or {}) for one in proven))
    looked = {"from": _instant(min(looks)), "through": _instant(max(looks))}
    return {"removed": removed, "found": found, "looked": looked, "how": "versions-and-rows", "sha256": each}


def _proven(connection: Connection, found: DestructionList) -> Iterator[Item]:
    after = None
    while page := lists.items(connection, found.id, states=(ItemState.PROVEN,), after=after, most=_PAGE):
        yield from page
        after = page[-1].id


def _stones(connection: Connection, number: int) -> str:
    """In the order of their random references."""
    asked = select(tombstone).where(tombstone.c.list_number == number).order_by(tombstone.c.reference)
    return "".join(f"{canonical(_stone(row))}\n" for row in connection.execute(asked))


def _stone(row: Row[Any]) -> Mapping[str, Any]:
    return {
        "reference": row.reference,
        "category": row.category,
        "startYear": row.start_year,
        "list": row.list_number,
        "hmac": row.hmac.hex(),
    }


def _undone(connection: Connection, found: DestructionList) -> bool:
    return bool(lists.items(connection, found.id, states=UNDONE, most=1))


def _last(connection: Connection) -> tuple[int, str]:
    row = connection.execute(select(_D.number, _D.head).order_by(_D.number.desc()).limit(1)).one_or_none()
    return (0, NOTHING_BEFORE) if row is None else (row.number, row.head)


def _before(made: Declaration) -> str:
    return str(json.loads(made.link)["before"])


def _keep(connection: Connection, found: DestructionList, made: Declaration, act: Act) -> None:
    connection.execute(
        insert(declaration).values(
            number=made.number,
            list_id=found.id,
            text=made.text,
            tombstones=made.tombstones,
            link=made.link,
            head=made.head,
            made_at=made.made_at,
        )
    )
    details = {"declaration": made.number, "head": made.head}
    note(connection, "destruction.declared", Thing("destruction-list", found.id, details), act=act)


def _declaration(row: Row[Any]) -> Declaration:
    return Declaration(row.number, row.text, row.tombstones, row.link, row.head, row.made_at)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
