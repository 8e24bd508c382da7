"""From submission to a date on the object, by the outbox: hold, answer, decision, lock."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import select

from retention import clock
from retention.decisions import decided
from retention.facts import EventType, Fact
from storage.database.engine import reading, transaction
from storage.database.retention import retention_answer
from storage.objects import Bucket
from storage.records import documents
from storage.records.unfinished import to_hold
from storage.states import DocumentState
from tests.workers.desk import Desk
from workers.reconciler import ask_for_forgotten
from workers.scanning import scan


def submitted(desk: Desk) -> UUID:
    """A document that went through and was handed in; all that follows is done."""
    number = desk.send(b"%PDF clean")
    scan(desk.room, number)
    with transaction(desk.engine) as connection:
        documents.move(connection, number, DocumentState.CHECKED, act=desk.act(), outcome="clear")
    desk.submit()
    desk.work()
    return number


def lock(desk: Desk, number: UUID) -> tuple[bool, str | None]:
    (one,) = desk.files(number)
    (version,) = desk.store.versions(Bucket.EVIDENCE, one.object)
    assert one.held is version.hold
    return version.hold, None if one.retain_until is None else one.retain_until.isoformat()


def state(desk: Desk, number: UUID) -> str:
    with reading(desk.engine) as connection:
        table = retention_answer
        wanted = select(table.c.state).where(table.c.document_id == number)
        return str(connection.execute(wanted).scalar_one())


def test_from_submission_to_a_date_on_the_object(desk: Desk) -> None:
    number = submitted(desk)
    assert (state(desk, number), lock(desk, number)) == ("not-yet-known", (True, None))
    with transaction(desk.engine) as connection:
        decided(connection, desk.dossier, EventType.REFUSED, key="decision 1", act=desk.act())
    desk.work()
    known = (False, "2036-11-22T23:00:00+00:00")
    assert (state(desk, number), lock(desk, number)) == ("known", known)
    desk.clock.now = desk.clock.now.replace(year=2027)
    with reading(desk.engine) as connection:
        assert to_hold(connection, at=desk.clock(), after=desk.clock() - desk.clock()) == []
    ask_for_forgotten(desk.room)
    desk.work()
    assert lock(desk, number) == known, "nobody sets the hold again"


def test_a_decision_told_twice_is_told_once(desk: Desk) -> None:
    submitted(desk)
    for repeated in (False, True):
        with transaction(desk.engine) as connection:
            told = decided(connection, desk.dossier, EventType.REFUSED, key="decision 1", act=desk.act())
        assert told.repeated is repeated


def test_a_late_supplement_gets_the_date_of_its_dossier(desk: Desk) -> None:
    """Decided before its papers were kept: the same as after."""
    number = desk.send(b"%PDF clean")
    scan(desk.room, number)
    desk.submit()
    with transaction(desk.engine) as connection:
        decided(connection, desk.dossier, EventType.REFUSED, key="decision 1", act=desk.act())
    desk.work()  # read, found unreadable, and kept all the same
    assert lock(desk, number) == (False, "2036-11-22T23:00:00+00:00")


def test_what_waits_for_its_dossier_is_looked_at_again_by_a_task(desk: Desk) -> None:
    number, registration = submitted(desk), uuid4()
    act = desk.act()
    removed = Fact(
        uuid4(),
        EventType.REMOVED,
        act.day,
        act.at,
        "register",
        registration=registration,
        kind="request",
    )
    with transaction(desk.engine) as connection:
        clock.record(connection, removed, source="urn:nld:test", act=act)
    desk.work()
    assert state(desk, number) == "not-yet-known"
    with transaction(desk.engine) as connection:
        granted = EventType.GRANTED
        decided(
            connection, desk.dossier, granted, key="decision 1", act=desk.act(), registration=registration
        )
    desk.work()
    assert lock(desk, number) == (False, "2046-11-22T23:00:00+00:00")
