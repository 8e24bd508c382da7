"""Facts in the database, on both: one transaction, every order, nothing lost, too late told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations
from threading import Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from retention import clock, events, findings, holds
from retention.errors import BadDate, BadFact, Contradicted, NeedsTwo
from retention.facts import Fact
from retention.standings import Waits
from storage.database.cases import document, dossier, dossier_document, registration
from storage.database.engine import reading, transaction
from storage.database.retention import retention_answer, retention_event
from storage.records.outbox import Work
from tests.retention.conftest import Archive, T

UNKNOWN = "not-yet-known"


def test_scenario_a_in_the_database(archive: Archive) -> None:
    one = archive.dossier()
    paper, number = archive.document(one), uuid4()
    assert archive.reckon() == [paper]
    assert (archive.said(paper), archive.row(paper)["class"]) == (UNKNOWN, "undecided")
    archive.tell(T.GRANTED, "2017-03-10", dossier=one)
    archive.tell(T.ENTERED, "2017-03-15", dossier=one, registration=number, profession="nurse")
    assert archive.said(paper) == UNKNOWN
    told = archive.tell(T.REMOVED, "2021-06-14", registration=number)
    assert (told.changed, told.waits_for, archive.said(paper)) == ((paper,), None, "2041-06-14")
    row = archive.row(paper)
    assert (row["due_on"], row["retain_until"]) == (date(2041, 6, 15), datetime(2041, 6, 14, 22, tzinfo=UTC))
    archive.tell(T.RE_ENTERED, "2024-02-01", registration=number)
    assert (archive.said(paper), archive.row(paper)["due_on"]) == (UNKNOWN, None)
    archive.tell(T.REMOVED, "2025-09-30", registration=number)
    assert archive.said(paper) == "2045-09-30"
    with reading(archive.engine) as connection:
        made = connection.execute(select(registration)).one()
        assert (made.id, made.profession) == (number, "nurse")
        assert connection.execute(select(dossier.c.registration_id)).scalar_one() == number
    assert archive.asked(Work.LOCK)[-1] == {"document": str(paper)}
    assert archive.actions().count("document.retention") == 6


def test_every_order_of_arrival(archive: Archive) -> None:
    """All orders on SQLite, each with an own person; eight of them where a server is asked over the wire."""
    orders = list(permutations(range(5)))
    if archive.engine.dialect.name != "sqlite":
        orders = orders[::15]
    for place, order in enumerate(orders):
        one = archive.dossier(person=f"person {place}")
        paper, number = archive.document(one), uuid4()
        facts = [
            archive.fact(T.GRANTED, "2017-03-10", dossier=one),
            archive.fact(T.ENTERED, "2017-03-15", dossier=one, registration=number),
            archive.fact(T.REMOVED, "2021-06-14", registration=number),
            archive.fact(T.RESTRICTION_IMPOSED, "2019-05-01", registration=number, kind="partial"),
            archive.fact(T.RESTRICTION_LIFTED, "2020-05-01", registration=number),
        ]
        for step in order:
            archive.tell(facts[step])
        assert archive.said(paper) == "2061-06-14", order
        with reading(archive.engine) as connection:
            assert events.waiting(connection) == [], "what waited has come"


def test_told_twice_is_taken_once(archive: Archive) -> None:
    one = archive.dossier()
    archive.document(one)
    told = archive.fact(T.REFUSED, "2020-01-10", dossier=one)
    assert [archive.tell(told).repeated for _ in range(3)] == [False, True, True]
    with reading(archive.engine) as connection:
        assert len(connection.execute(select(retention_event.c.id)).all()) == 1
    other = Fact(told.id, T.GRANTED, told.on, told.stated_at, told.by, dossier=one)
    with pytest.raises(Contradicted):
        archive.tell(other)


def test_removal_before_the_registration_is_known_waits_and_counts_later(archive: Archive) -> None:
    number = uuid4()
    early = archive.tell(T.REMOVED, "2021-06-14", registration=number)
    assert early.waits_for is Waits.UNKNOWN_REGISTRATION
    assert archive.asked(Work.RECKON) == [{"event": str(early.id)}]
    one = archive.dossier()
    paper = archive.document(one)
    archive.tell(T.GRANTED, "2017-03-10", dossier=one)
    archive.tell(T.ENTERED, "2017-03-15", dossier=one, registration=number)
    assert archive.said(paper) == "2041-06-14"
    with reading(archive.engine) as connection:
        assert events.waits_of(connection, early.id) is None


def test_what_was_written_beside_it_is_found_by_the_task(archive: Archive) -> None:
    """Two transactions on a server do not see each other: the task that the waiting one asked for does."""
    one, number = archive.dossier(), uuid4()
    paper = archive.document(one)
    archive.tell(T.GRANTED, "2017-03-10", dossier=one, registration=number)
    late = archive.fact(T.REMOVED, "2021-06-14", registration=number)
    with transaction(archive.engine) as connection:  # as it stands when the other had not committed yet
        events.add(connection, late, source="urn:nld:test", at=archive.now)
    assert archive.said(paper) == UNKNOWN
    with transaction(archive.engine) as connection:
        assert clock.reckon_event(connection, late.id, act=archive.act()) == [paper]
    assert archive.said(paper) == "2041-06-14"


def test_at_the_same_time_nothing_is_lost(archive: Archive) -> None:
    one, number = archive.dossier(), uuid4()
    paper = archive.document(one)
    facts = [
        archive.fact(T.GRANTED, "2017-03-10", dossier=one, registration=number),
        archive.fact(T.REMOVED, "2021-06-14", registration=number),
        archive.fact(T.RESTRICTION_IMPOSED, "2019-05-01", registration=number),
        archive.fact(T.PAYMENT_PENDING, "2016-01-01", dossier=one),
        archive.fact(T.PAYMENT_SETTLED, "2016-02-01", dossier=one),
    ]
    threads = [Thread(target=archive.tell, args=(told,)) for told in facts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for body in archive.asked(Work.RECKON):
        with transaction(archive.engine) as connection:
            clock.reckon_event(connection, UUID(body["event"]), act=archive.act())
    assert archive.said(paper) == "2061-06-14"


def test_documents_of_several_dossiers_live_as_long_as_the_longest(archive: Archive) -> None:
    first, second = archive.dossier("eu-recognition"), archive.dossier()
    diploma, other = archive.document(first, second), archive.document(second)
    archive.tell(T.GRANTED, "2016-04-07", dossier=first)
    archive.tell(T.REFUSED, "2018-01-10", dossier=second)
    assert (archive.said(diploma), archive.said(other)) == ("2036-04-07", "2028-01-10")
    assert archive.row(diploma)["dossier_id"] == first


def test_a_dossier_that_is_not_handed_in_yet_keeps_what_it_shares(archive: Archive) -> None:
    first = archive.dossier()
    draft = archive.dossier(submitted=False)
    shared, own = archive.document(first, draft), archive.document(draft)
    archive.tell(T.REFUSED, "2018-01-10", dossier=first)
    assert archive.said(shared) == UNKNOWN
    with reading(archive.engine) as connection:
        answers = connection.execute(select(retention_answer.c.document_id)).scalars().all()
    assert own not in answers, "never submitted: not the clock's"


def test_one_persons_events_leave_others_alone(archive: Archive) -> None:
    mine, theirs = archive.dossier(), archive.dossier(person="other")
    paper, other, number = archive.document(mine), archive.document(theirs), uuid4()
    archive.tell(T.GRANTED, "2017-03-10", dossier=mine, registration=number)
    archive.tell(T.REFUSED, "2018-01-10", dossier=theirs)
    strange = archive.tell(T.ENTERED, "2019-01-01", dossier=theirs, registration=number)
    assert strange.waits_for is Waits.OTHER_PERSON
    archive.tell(T.REMOVED, "2021-06-14", registration=number)
    assert (archive.said(paper), archive.said(other)) == ("2041-06-14", "2028-01-10")


def test_a_correction_for_another_person_moves_the_fact(archive: Archive) -> None:
    mine, theirs = archive.dossier(), archive.dossier(person="other")
    paper, other = archive.document(mine), archive.document(theirs)
    archive.reckon("other")
    wrong = archive.tell(T.REFUSED, "2018-01-10", dossier=mine)
    archive.tell(T.REFUSED, "2018-01-10", dossier=theirs, corrects=wrong.id)
    assert (archive.said(paper), archive.said(other)) == (UNKNOWN, "2028-01-10")


@pytest.mark.parametrize(
    ("what", "more", "waits"),
    [
        (T.REFUSED, {"dossier": True}, Waits.UNKNOWN_DOSSIER),
        (T.REMOVED, {"registration": True}, Waits.UNKNOWN_REGISTRATION),
        (T.RESTRICTION_LIFTED, {"registration": True}, Waits.UNKNOWN_REGISTRATION),
        (T.DEREGISTERED, {"subject": True}, Waits.UNKNOWN_PERSON),
        (T.HOLD_PLACED, {"document": True, "kind": "other", "reason": "x"}, Waits.UNKNOWN_DOCUMENT),
        (T.HOLD_LIFTED, {"concerns": True}, Waits.UNKNOWN_HOLD),
        (T.ANNULLED, {"corrects": True}, Waits.UNKNOWN_EVENT),
    ],
)
def test_what_nobody_knows_is_kept_and_told(
    archive: Archive, what: T, more: dict[str, object], waits: Waits
) -> None:
    given = {name: uuid4() if value is True else value for name, value in more.items()}
    told = archive.tell(what, "2020-01-01", **given)
    assert told.waits_for is waits
    with reading(archive.engine) as connection:
        assert [(fact.id, code) for fact, code in events.waiting(connection)] == [(told.id, waits)]


def test_before_and_after_of_one_registration_is_told(archive: Archive) -> None:
    one, number = archive.dossier(), uuid4()
    paper = archive.document(one)
    archive.tell(T.ENTERED, "2017-03-15", dossier=one, registration=number)
    early = archive.tell(T.REMOVED, "2016-01-01", registration=number)
    lifted = archive.tell(T.RESTRICTION_LIFTED, "2020-05-01", registration=number)
    again = archive.tell(T.RE_ENTERED, "2018-01-01", registration=number)
    decided = archive.tell(T.OBJECTION_DECIDED, "2018-01-01", dossier=one)
    assert [one.waits_for for one in (early, lifted, again, decided)] == [
        Waits.REMOVAL_BEFORE_ENTRY,
        Waits.LIFTED_BEFORE_IMPOSED,
        Waits.RE_ENTRY_BEFORE_REMOVAL,
        Waits.DECIDED_BEFORE_FILED,
    ]
    assert archive.said(paper) == "held", "doubt about a restriction"
    archive.tell(T.RESTRICTION_IMPOSED, "2019-05-01", registration=number)
    assert archive.said(paper) == UNKNOWN


@pytest.mark.parametrize(
    ("what", "on", "more", "error", "named"),
    [
        (T.REFUSED, "1899-12-31", {"dossier": 1}, BadDate, "on"),
        (T.REFUSED, "2028-11-22", {"dossier": 1}, BadDate, "on"),
        (T.REFUSED, "2020-01-01", {}, BadFact, "dossier"),
        (T.ENTERED, "2020-01-01", {"dossier": 1}, BadFact, "registration"),
        (T.REMOVED, "2020-01-01", {}, BadFact, "registration"),
        (T.REMOVED, "2020-01-01", {"registration": 1, "kind": "boredom"}, BadFact, "kind"),
        (T.GRANTED, "2020-01-01", {"dossier": 1, "kind": "request"}, BadFact, "kind"),
        (T.DEREGISTERED, "2020-01-01", {}, BadFact, "subject"),
        (T.ANNULLED, "2020-01-01", {}, BadFact, "corrects"),
        (T.HOLD_LIFTED, "2020-01-01", {}, BadFact, "concerns"),
        (T.HOLD_PLACED, "2020-01-01", {"dossier": 1, "kind": "other"}, BadFact, "reason"),
        (T.HOLD_PLACED, "2020-01-01", {"kind": "other", "reason": "x"}, BadFact, "dossier"),
        (
            T.HOLD_PLACED,
            "2020-01-01",
            {"dossier": 1, "kind": "other", "reason": "case of 111222333"},
            BadFact,
            "reason",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    archive: Archive, what: T, on: str, more: dict[str, object], error: type[BadFact], named: str
) -> None:
    given = {name: uuid4() if value == 1 else value for name, value in more.items()}
    with pytest.raises(error) as caught:
        archive.tell(what, on, **given)
    assert caught.value.params["field"] == named
    with reading(archive.engine) as connection:
        assert connection.execute(select(retention_event.c.id)).all() == []


def test_narrowing_a_restriction_needs_two_people(archive: Archive) -> None:
    one, number = archive.dossier(), uuid4()
    paper = archive.document(one)
    archive.tell(T.GRANTED, "2017-03-10", dossier=one, registration=number)
    archive.tell(T.REMOVED, "2021-06-14", registration=number)
    archive.tell(T.RESTRICTION_IMPOSED, "2019-05-01", registration=number)
    given = {"dossier": one, "registration": number, "reason": "concerns another specialism"}
    for second in (None, "staff-2"):  # staff-2 is who states facts here
        with pytest.raises(NeedsTwo):
            archive.tell(T.RESTRICTION_NARROWED, "2022-01-01", approved_by=second, **given)
    archive.tell(T.RESTRICTION_NARROWED, "2022-01-01", approved_by="staff-3", **given)
    assert archive.said(paper) == "2041-06-14"


def test_holds_are_listed_with_who_why_and_until_when_they_are_looked_at(archive: Archive) -> None:
    one = archive.dossier()
    paper = archive.document(one)
    archive.tell(T.REFUSED, "2018-01-10", dossier=one)
    placed = archive.tell(
        T.HOLD_PLACED,
        "2026-01-01",
        dossier=one,
        kind="inspection",
        reason="file 12",
        review_on=date(2026, 6, 1),
    )
    archive.tell(T.OBJECTION_FILED, "2018-02-01", dossier=one)
    assert (archive.said(paper), archive.row(paper)["due_on"]) == ("held", None)
    with reading(archive.engine) as connection:
        found = holds.standing_holds(connection)
        late = holds.standing_holds(connection, review_before=date(2026, 11, 22))
    assert {(one.kind, one.placed_by) for one in found} == {
        ("inspection", "staff-2"),
        ("objection", "staff-2"),
    }
    assert [(one.reason, one.review_on) for one in late if one.kind == "inspection"] == [
        ("file 12", date(2026, 6, 1))
    ]
    archive.tell(T.HOLD_LIFTED, "2026-10-01", concerns=placed.id)
    archive.tell(T.OBJECTION_DECIDED, "2018-03-01", dossier=one)
    assert archive.said(paper) == "2028-03-01"
    with reading(archive.engine) as connection:
        assert holds.standing_holds(connection) == []


def test_an_event_after_destruction_is_a_finding_too_late(archive: Archive) -> None:
    """Scenario B, its last part."""
    one, number = archive.dossier(), uuid4()
    paper = archive.document(one)
    archive.tell(T.GRANTED, "1998-03-10", dossier=one, registration=number)
    archive.tell(T.REMOVED, "2001-03-03", registration=number)
    assert archive.row(paper)["due_on"] == date(2021, 3, 4)
    with transaction(archive.engine) as connection:
        connection.execute(update(document).where(document.c.id == paper).values(state="destroyed"))
        connection.execute(update(retention_answer).values(destroyed_at=archive.now))
    for _ in range(2):
        archive.reckon()
    with reading(archive.engine) as connection:
        assert findings.open_findings(connection) == []
    archive.tell(T.RESTRICTION_IMPOSED, "1999-05-01", registration=number)
    with reading(archive.engine) as connection:
        (late,) = findings.open_findings(connection)
    assert (late.kind, late.document) == (findings.Kind.TOO_LATE, paper)
    assert late.details["lastDay"] == "2041-03-03"
    assert archive.row(paper)["last_day"] == date(2021, 3, 3), "what was destroyed keeps its own date"


def test_what_went_in_another_way_has_no_answer_and_is_not_too_late(archive: Archive) -> None:
    one = archive.dossier()
    infected, other = archive.document(one), archive.document(one)
    archive.reckon()
    with transaction(archive.engine) as connection:
        connection.execute(update(document).where(document.c.id == infected).values(state="destroyed"))
    archive.tell(T.REFUSED, "2018-01-10", dossier=one)
    with reading(archive.engine) as connection:
        assert findings.open_findings(connection) == []
        left = connection.execute(select(retention_answer.c.document_id)).scalars().all()
    assert left == [other]


def test_what_its_applicant_has_not_handed_in_is_not_the_clocks(archive: Archive) -> None:
    one = archive.dossier()
    archive.document(one)
    late = archive.document(one)
    with transaction(archive.engine) as connection:
        mine = dossier_document.c.document_id == late
        connection.execute(update(dossier_document).where(mine).values(handed_in_at=None))
    archive.tell(T.REFUSED, "2018-01-10", dossier=one)
    with reading(archive.engine) as connection:
        answers = connection.execute(select(retention_answer.c.document_id)).scalars().all()
    assert late not in answers


def test_the_sweep_asks_an_index(archive: Archive) -> None:
    """What is due costs what is due: the plan names the partial index."""
    asked = (
        "SELECT document_id FROM retention_answer"
        " WHERE due_on IS NOT NULL AND destroyed_at IS NULL AND due_on <= '2026-11-22' ORDER BY due_on"
    )
    with reading(archive.engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # an empty table is read whole
        explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        plan = connection.exec_driver_sql(f"{explain} {asked}").all()
    assert "ix_retention_answer_due" in str(plan)
