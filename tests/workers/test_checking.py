"""One report per document, procedure and version; the state follows from it; the bundle counts as a whole."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import pytest
from celery.exceptions import Reject

from storage.database.engine import reading, transaction
from storage.errors import Overtaken
from storage.objects import Bucket
from storage.records import documents, dossiers, outbox, reports, underway
from storage.records.outbox import Work
from storage.states import DocumentState
from tests.workers.desk import Desk
from tests.workers.papers import CONTRACT, PAY_SLIP, POLISH, paper
from workers import checking
from workers.bundles import check_bundle
from workers.checking import check
from workers.derived import dossier_prefix
from workers.queue_settings import QueueSettings
from workers.services import services
from workers.tasks import Bench, perform

S = DocumentState


def test_a_report_is_made_once(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    desk.work()
    for _ in range(2):
        check(desk.room, number)
    (one,) = desk.reports(number)
    whole = json.loads(desk.content(Bucket.DERIVED, one.object))
    assert whole["documents"][0]["kind"] == desk.document(number).kind_found == "contract"
    assert [one["check"] for one in whole["documents"][0]["checks"]].count("translation") == 0
    assert one.outcome == whole["outcome"] == desk.document(number).outcome
    assert desk.actions().count("report.made") == 1
    assert "safety.not-scanned" not in desk.codes(number)


def test_a_readable_bsn_is_held_back_while_its_applicant_can_mend_it(desk: Desk) -> None:
    number = desk.send(paper(PAY_SLIP))
    desk.work()
    found = desk.document(number)
    assert (found.state, found.reason) == (S.HELD_BACK, "identity.bsn-visible")
    desk.submit()
    desk.work()
    with transaction(desk.engine) as connection:
        documents.move(connection, number, S.CHECKING, act=desk.act())
    desk.work()
    assert desk.document(number).state is S.CHECKED
    assert desk.versions(Bucket.EVIDENCE) == 1


def test_a_document_of_two_dossiers_is_judged_by_both(desk: Desk) -> None:
    number = desk.send(paper(PAY_SLIP))
    with transaction(desk.engine) as connection:
        other = dossiers.create(connection, desk.subject, "registration", act=desk.act())
        dossiers.link(connection, other.id, number, 0, act=desk.act())
    desk.work()
    made = {one.key.procedure: one.outcome for one in desk.reports(number)}
    assert made == {"periodic-registration": "return", "registration": "clear"}
    assert desk.document(number).outcome == "return"


def test_a_document_called_something_else_meanwhile_is_judged_as_that(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.send(paper(CONTRACT))
    once: list[int] = []
    decide = checking._decide

    def renamed_meanwhile(*args: Any) -> None:
        if not once:
            once.append(1)
            with transaction(desk.engine) as connection:
                documents.name_kind(connection, number, "diploma", act=desk.act())
        decide(*args)

    monkeypatch.setattr(checking, "_decide", renamed_meanwhile)
    desk.work()
    (one,) = desk.reports(number)
    assert (one.key.kind, desk.document(number).kind_found) == ("diploma", "diploma")


def test_another_name_needs_no_second_reading(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    desk.work()
    before = desk.names(Bucket.DERIVED)
    with transaction(desk.engine) as connection:
        documents.name_kind(connection, number, "other", act=desk.act())
    desk.work()
    assert [one.key.kind for one in desk.reports(number)] == ["other", ""]
    assert len(set(desk.names(Bucket.DERIVED)) - set(before)) == 2  # a report, and one over the bundle


def test_the_bundle_tells_what_only_shows_between_documents(desk: Desk) -> None:
    first, second = desk.send(paper(POLISH)), desk.send(paper(CONTRACT))
    desk.work()
    whole = desk.bundle()
    assert [one["id"] for one in whole["documents"]] == [str(first), str(second)]
    codes = [
        found["code"]
        for check in whole["documents"][0]["checks"]
        if check["check"] == "translation"
        for found in check["findings"]
    ]
    assert codes == ["translation.required"]
    assert whole["outcome"] == "return"
    assert "translation.required" not in desk.codes(first)
    assert desk.actions().count("bundle.checked") == 1


def test_a_bundle_says_what_the_documents_own_reports_say(desk: Desk) -> None:
    numbers = [desk.send(one) for one in (paper(POLISH), paper(PAY_SLIP))]
    desk.work()
    told = desk.bundle()["documents"]
    for number in numbers:  # without them it judges for itself
        for one in desk.reports(number):
            desk.store.destroy(Bucket.DERIVED, one.object)
    for name in bundle_names(desk):
        desk.store.destroy(Bucket.DERIVED, name)
    check_bundle(desk.room, desk.dossier)
    assert desk.bundle()["documents"] == told
    assert [len(one["checks"]) for one in told] == [6, 6]


def bundle_names(desk: Desk) -> list[str]:
    return list(desk.store.names(Bucket.DERIVED, dossier_prefix(desk.dossier)))


def test_a_bundle_is_judged_when_its_last_document_is_through(desk: Desk) -> None:
    desk.send(paper(CONTRACT))
    desk.work()
    late = desk.send(paper(PAY_SLIP))
    check_bundle(desk.room, desk.dossier)
    assert len(desk.bundle()["documents"]) == 1
    desk.work()
    assert len(desk.bundle()["documents"]) == 2
    desk.remove(late)
    desk.work()
    assert len(bundles_in(desk)) == 1
    assert str(late) not in str(bundles_in(desk))


def test_a_bundle_is_no_better_than_what_nobody_could_judge(desk: Desk) -> None:
    desk.send(paper(CONTRACT))
    waits = desk.send(b"%PDF waits")
    desk.scanner.down = True
    desk.work()
    with transaction(desk.engine) as connection:
        for one in dossiers.documents_of(connection, desk.dossier):
            underway.asked_again(connection, one, act=desk.act())
    desk.work()
    whole = desk.bundle()
    assert (whole["outcome"], len(whole["bundle"]["unjudged"])) == ("review", 2)
    desk.scanner.down = False
    with transaction(desk.engine) as connection:
        documents.move(connection, waits, S.UNREADABLE, act=desk.act(), reason="safety.too-large")
        for one in dossiers.documents_of(connection, desk.dossier):
            underway.asked_again(connection, one, act=desk.act())
    desk.work()
    whole = desk.bundle()
    assert [one["outcome"] for one in whole["documents"]] == ["review"]
    assert whole["outcome"] == "return"
    found = {"id": str(waits), "state": "unreadable", "reason": "safety.too-large"}
    assert whole["bundle"]["unjudged"] == [found]


def bundles_in(desk: Desk) -> list[dict[str, Any]]:
    """The reports over bundles that are stored."""
    found = [json.loads(desk.content(Bucket.DERIVED, name)) for name in desk.names(Bucket.DERIVED)]
    return [one for one in found if "bundle" in one and any("id" in doc for doc in one["documents"])]


def test_a_bundle_that_changes_meanwhile_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.send(paper(CONTRACT))
    desk.work()
    second = desk.send(paper(CONTRACT, CONTRACT))
    desk.work()
    with transaction(desk.engine) as connection:
        documents.name_kind(connection, second, "other", act=desk.act())
        documents.move(connection, second, S.CHECKED, act=desk.act(), outcome="clear")
    put = desk.store.put

    def removed_meanwhile(*args: Any, **named: Any) -> Any:
        with transaction(desk.engine) as connection:
            if documents.get(connection, second).state is S.CHECKED:
                documents.move(connection, second, S.REMOVED, act=desk.act())
        return put(*args, **named)

    monkeypatch.setattr(desk.store, "put", removed_meanwhile)
    check_bundle(desk.room, desk.dossier)
    with reading(desk.engine) as connection:
        assert reports.newest_bundle(connection, desk.dossier) is None
    desk.work()
    assert len(desk.bundle()["documents"]) == 1


def test_without_a_scanner_the_report_says_so(desk: Desk) -> None:
    desk.room = replace(desk.room, scanner=None)
    number = desk.send(paper(CONTRACT))
    desk.work()
    assert "safety.not-scanned" in desk.codes(number)


def test_a_check_that_was_overtaken_again_and_again_waits_seconds(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its task is not over before the document is judged: nobody would ask for it again for hours."""
    number = desk.send(paper(CONTRACT))
    run_scan(desk)
    with reading(desk.engine) as connection:
        (task,) = [one for one in outbox.waiting(connection, 9) if one.name == Work.READ]
    times = 0
    decide = checking._decide

    def overtaken(*given: Any) -> None:
        nonlocal times
        times += 1
        if times < 6:
            raise Overtaken("the document is another by now")
        decide(*given)

    monkeypatch.setattr(checking, "_decide", overtaken)
    bench = Bench(desk.engine, services(desk.room), desk.clock)
    begun = time.monotonic()
    perform(bench, Work.READ, task.id, task.body, settings=QueueSettings(task_wait_seconds=60))
    assert desk.document(number).state is S.CHECKED
    assert time.monotonic() - begun < 40


def test_but_not_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.send(paper(CONTRACT))
    run_scan(desk)
    with reading(desk.engine) as connection:
        (task,) = [one for one in outbox.waiting(connection, 9) if one.name == Work.READ]

    def overtaken(*_: Any) -> None:
        raise Overtaken("the document is another by now")

    monkeypatch.setattr(checking, "_decide", overtaken)
    bench = Bench(desk.engine, services(desk.room), desk.clock)
    with pytest.raises(Reject):  # back to the broker, and counted
        perform(bench, Work.READ, task.id, task.body, settings=QueueSettings(task_wait_seconds=2))
    with reading(desk.engine) as connection:
        assert task.id in {one.id for one in outbox.open_tasks(connection)}


def run_scan(desk: Desk) -> None:
    """Only the scan, and what it asks for waits."""
    with transaction(desk.engine) as connection:
        (task,) = [one for one in outbox.waiting(connection, 9) if one.name == Work.SCAN]
        outbox.sent(connection, [task.id], at=desk.clock())
    services(desk.room)[Work.SCAN](**task.body)
