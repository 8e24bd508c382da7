"""The records of the review desk, in both databases: who was first, the order of the queue, paper, rounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from storage.errors import NotFound, NoWords, Overtaken, Refused, SamePerson
from storage.records import decisions, dossiers, handing_in, judgements, papers, people, supplements, work
from storage.records.acts import Act
from storage.records.judgements import Judged
from storage.records.work import Order, Wanted, Whose
from storage.states import DocumentVerdict, DossierState, FindingVerdict, Outcome, PaperState
from tests.storage.records.conftest import ACT, NOON, Case

TODAY = NOON.date()
WIT, BAKKER = Act(NOON, "desk", "wit"), Act(NOON, "desk", "bakker")


def submitted(case: Case) -> UUID:
    document = case.send()
    handing_in.submit(case.connection, case.dossier, act=ACT)
    return document


def several(case: Case, count: int) -> list[UUID]:
    """Submitted dossiers, an hour apart; each is due the earlier the later it came."""
    made = []
    for n in range(count):
        act = replace(ACT, at=NOON + timedelta(hours=n))
        subject = people.subject_of(case.connection, f"key-{n}", at=NOON)
        number = dossiers.create(case.connection, subject, "registration", act=act).id
        work.open_(case.connection, number, act=act)
        work.due(case.connection, number, date(2027, 1, 30 - n))
        made.append(number)
    return made


def test_the_queue_is_paged_in_either_order(case: Case) -> None:
    made = several(case, 5)
    for order, expected in ((Order.AGE, made), (Order.DUE, made[::-1])):
        found: list[UUID] = []
        wanted = Wanted(order)
        while page := work.queue(case.connection, wanted, me="wit", most=2):
            found += [one.id for one in page]
            wanted = replace(wanted, after=page[-1])
        assert found == expected
    work.assign(case.connection, made[1], "wit", seen=None, act=WIT)
    work.close(case.connection, made[0], act=WIT)
    mine = work.queue(case.connection, Wanted(whose=Whose.MINE), me="wit", most=9)
    nobodys = work.queue(case.connection, Wanted(whose=Whose.NOBODYS), me="wit", most=9)
    assert ([one.id for one in mine], [one.id for one in nobodys]) == ([made[1]], made[2:])
    with pytest.raises(Overtaken):
        work.assign(case.connection, made[1], "bakker", seen=None, act=BAKKER)
    assert work.queue(case.connection, Wanted(procedure="declaration"), me="wit", most=9) == []


def test_who_was_first_is_not_overwritten(case: Case) -> None:
    document = submitted(case)
    judged = [Judged("a" * 16, "language.mixed", "attention")]

    def judge(seen: int, act: Act) -> None:
        judgements.judge_findings(
            case.connection,
            case.dossier,
            document,
            [replace(one, seen=seen) for one in judged],
            FindingVerdict.OVERRULED,
            reason=b"sealed",
            act=act,
        )

    judge(0, WIT)
    with pytest.raises(Overtaken):
        judge(0, BAKKER)
    judge(1, BAKKER)
    (rows,) = judgements.of_findings(case.connection, case.dossier, document).values()
    assert [(one.number, one.by) for one in rows] == [(1, "wit"), (2, "bakker")]
    assert dossiers.get(case.connection, case.dossier).state is DossierState.IN_REVIEW


def test_a_document_of_another_dossier_is_not_judged(case: Case) -> None:
    submitted(case)
    with pytest.raises(NotFound):
        judgements.judge_document(
            case.connection,
            case.dossier,
            case.subject,
            DocumentVerdict.ACCEPTED,
            reason=None,
            seen=0,
            act=WIT,
        )


def test_paper_goes_by_its_table(case: Case) -> None:
    document = submitted(case)

    def move(to: PaperState, seen: int, on: date = TODAY) -> None:
        papers.move(case.connection, case.dossier, document, to, on=on, seen=seen, act=WIT)

    with pytest.raises(Refused):
        move(PaperState.RETURNED, 0)
    move(PaperState.EXPECTED, 0)
    with pytest.raises(Refused):
        move(PaperState.RECEIVED, 1, NOON.date() + timedelta(days=1))
    move(PaperState.RECEIVED, 1)
    move(PaperState.RETURNED, 2)
    (rows,) = papers.of_dossier(case.connection, case.dossier).values()
    assert [one.state for one in rows] == [PaperState.EXPECTED, PaperState.RECEIVED, PaperState.RETURNED]


def test_rounds_of_supplements(case: Case) -> None:
    submitted(case)
    day = NOON.date()
    supplements.ask(case.connection, case.dossier, b"1", until=day + timedelta(days=7), seen=0, act=WIT)
    with pytest.raises(Refused):
        supplements.extend(case.connection, case.dossier, b"2", until=day, seen=1, act=WIT)
    supplements.extend(case.connection, case.dossier, b"2", until=day + timedelta(days=9), seen=1, act=WIT)
    handing_in.submit(case.connection, case.dossier, act=ACT)
    supplements.ask(case.connection, case.dossier, b"3", until=day + timedelta(days=7), seen=2, act=WIT)
    first, second = supplements.of_dossier(case.connection, case.dossier)
    assert (first.until, first.answered_on, second.answered_on) == (day + timedelta(days=9), day, None)
    assert supplements.of_dossiers(case.connection, [case.dossier]) == {case.dossier: [first, second]}


def test_decisions_and_objections(case: Case) -> None:
    submitted(case)
    with pytest.raises(NoWords):
        decisions.decide(case.connection, case.dossier, Outcome.GRANTED, reason=None, seen=0, act=WIT)
    first = decisions.decide(case.connection, case.dossier, Outcome.REFUSED, reason=b"r", seen=0, act=WIT)
    assert dossiers.get(case.connection, case.dossier).state is DossierState.DECIDED
    assert work.queue(case.connection, Wanted(), me="wit", most=9) == []
    with pytest.raises(SamePerson):
        decisions.object_to(case.connection, case.dossier, filed_on=NOON.date(), act=WIT)
    decisions.object_to(case.connection, case.dossier, filed_on=NOON.date(), act=BAKKER)
    second = decisions.decide(case.connection, case.dossier, Outcome.GRANTED, reason=b"r", seen=1, act=WIT)
    assert second.corrects == first.id
    decisions.settle(case.connection, case.dossier, settled_on=NOON.date(), act=BAKKER)
    assert decisions.of_dossier(case.connection, case.dossier) == [first, second]
