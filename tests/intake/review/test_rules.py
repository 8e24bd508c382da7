"""What must hold at the review desk, whoever asks and however."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from intake.pages.rendering import texts
from intake.receiving.desk import Desk
from intake.review.opened import KEYS
from storage.database.engine import reading, transaction
from storage.database.review import review_work
from storage.database.tables import audit_detail, audit_event
from storage.records import decisions, documents, judgements
from storage.states import DocumentState, Outcome
from tests.intake.conftest import Clock
from tests.intake.review.conftest import HERE, WORKER, Case, Visit, drawn, finding_keys, staff

NAMES = ("janssen", "paspoort.jpg", "diploma.pdf")


def events(desk: Desk, ending: str) -> list[tuple[str, str, dict[str, str]]]:
    with reading(desk.engine) as connection:
        rows = connection.execute(
            select(audit_event.c.action, audit_event.c.object_id, audit_detail.c.details)
            .join(audit_detail, audit_detail.c.event_id == audit_event.c.id)
            .where(audit_event.c.action.like(f"%{ending}"), audit_event.c.origin == "desk")
        )
        return [(row.action, row.object_id, json.loads(row.details)) for row in rows]


def decided(case: Case, who: TestClient, outcome: str = "refused", seen: int = 0) -> str:
    told = {"outcome": outcome, "reason": "By the law.", "seen": str(seen)}
    return who.post(f"{case.place}/decision", data=told).text


def test_what_is_held_back_is_never_shown(case: Case, wit: TestClient, desk: Desk) -> None:
    drawn(desk, case.passport)
    page = wit.get(case.place).text
    assert "Held back" in page
    assert str(case.passport) not in page
    assert wit.get(f"{case.place}?document=2").text.count('id="viewer-title"') == 1
    assert wit.get(case.part(case.passport, "pictures/1")).status_code == 404
    for act in ("findings", "judgement", "paper"):
        told = {
            "verdict": "accepted",
            "seen": "0",
            "state": "received",
            "on": "2026-11-22",
            "finding": "clear",
        }
        assert wit.post(case.part(case.passport, act), data=told).status_code == 404


def test_a_document_held_back_later_is_gone_at_once(case: Case, wit: TestClient, desk: Desk) -> None:
    drawn(desk, case.diploma)
    assert wit.get(case.part(case.diploma, "pictures/1")).status_code == 200
    with transaction(desk.engine) as connection:
        documents.move(connection, case.diploma, DocumentState.CHECKING, act=WORKER)
        documents.move(connection, case.diploma, DocumentState.HELD_BACK, act=WORKER)
    assert wit.get(case.part(case.diploma, "pictures/1")).status_code == 404
    assert "notaris te Leeuwarden" not in wit.get(case.place).text


def test_file_names_and_bsns_stand_on_no_page(case: Case, wit: TestClient) -> None:
    for path in (case.place, f"{case.place}/decision", f"{case.place}/supplement", "/review"):
        page = wit.get(path).text
        assert not [one for one in NAMES if one in page.lower()], path
    told = {"verdict": "refused", "seen": "0", "reason": "BSN 111222333 can be read"}
    page = wit.post(case.part(case.diploma, "judgement"), data=told).text
    assert "111222333" not in page
    assert "can be read" in page


def test_nothing_is_chosen_by_the_machine(case: Case, wit: TestClient) -> None:
    for path in (f"{case.place}/decision", case.place):
        assert re.findall(r"<input[^>]*\bchecked\b", wit.get(path).text) == []
    assert "Choose what you decide" in wit.post(f"{case.place}/decision", data={"reason": "x"}).text
    assert 'rows="10"' in wit.get(f"{case.place}/supplement").text
    assert "></textarea>" in wit.get(f"{case.place}/supplement").text


def test_the_queue_knows_nothing_of_a_person(case: Case, wit: TestClient) -> None:
    """What it orders and chooses by is named here; the table that it reads holds nothing else."""
    page = wit.get("/review").text
    fields = set(re.findall(r'<(?:select|input)[^>]*name="([a-z]+)"', page))
    assert fields == {"number", "whose", "procedure", "order"}
    assert set(review_work.c.keys()) == {
        *("dossier_id", "procedure", "since", "decide_by"),
        *("assigned_to", "assigned_at", "closed_at"),
    }
    for unknown in ("nationality=pl", "sex=f", "age=40", "country=pl", "origin=pl", "order=country"):
        answer = wit.get(f"/review?{unknown}")
        assert answer.status_code in (200, 400)
        assert answer.status_code == 400 or "registration" in answer.text.lower()


def test_who_acts_on_what_is_not_so_any_more_is_told(case: Case, wit: TestClient, bakker: TestClient) -> None:
    key = finding_keys(wit.get(case.place).text)[0]
    told = {"document": "1", "finding": key, f"seen-{key}": "0"}
    assert wit.post(case.part(case.diploma, "findings"), data=told | {"verdict": "confirmed"}).is_success
    late = bakker.post(
        case.part(case.diploma, "findings"), data=told | {"verdict": "overruled", "reason": "Not a notary."}
    )
    assert late.status_code == 409
    assert "A colleague was before you" in late.text
    assert "Not a notary." in late.text
    again = {**told, f"seen-{key}": "1", "verdict": "overruled", "reason": "Not a notary."}
    page = bakker.post(case.part(case.diploma, "findings"), data=again).text
    assert "Said before" in page
    with reading(case.desk.engine) as connection:
        said = judgements.of_findings(connection, case.number, case.diploma)[key]
    assert [one.verdict.value for one in said] == ["confirmed", "overruled"]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("findings", {"verdict": "overruled"}),
        ("judgement", {"verdict": "refused", "seen": "0"}),
    ],
)
def test_saying_no_needs_a_reason(case: Case, wit: TestClient, act: str, told: dict[str, str]) -> None:
    key = finding_keys(wit.get(case.place).text)[0]
    answer = wit.post(case.part(case.diploma, act), data=told | {"finding": key, "reason": "  "})
    assert answer.status_code == 409
    assert "Write a reason" in answer.text


def test_reviewers_see_each_other(case: Case, wit: TestClient, bakker: TestClient, clock: Clock) -> None:
    assert "is looking too" not in wit.get(case.place).text
    assert "is looking too" in bakker.get(case.place).text
    assert "is looking too" in wit.get(f"{case.place}/parts").text
    clock.now += timedelta(minutes=2)
    assert "is looking too" not in wit.get(case.place).text


def test_every_look_is_kept_once_with_its_purpose(case: Case, wit: TestClient, clock: Clock) -> None:
    drawn(case.desk, case.diploma)
    wit.get(case.place)
    wit.get(f"{case.place}?page=2")
    wit.get(case.part(case.diploma, "pictures/1"))
    looks = events(case.desk, ".looked")
    assert sorted(one[0] for one in looks) == ["document.looked", "dossier.looked"]
    assert all(one[2]["purpose"] == "review" for one in looks)
    clock.now += timedelta(minutes=11)
    wit.get(case.part(case.diploma, "pictures/1"))
    assert len(events(case.desk, ".looked")) == 3


def test_a_dossier_is_taken_and_given_back(case: Case, wit: TestClient, bakker: TestClient) -> None:
    place = f"{case.place}/assignment"
    assert "With: <strong>you" in wit.post(place, data={"to": "me", "seen": ""}).text
    assert bakker.post(place, data={"to": "me", "seen": ""}).status_code == 409
    assert "registration" in wit.get("/review?whose=mine").text.lower()
    assert "Nothing fits" in wit.get("/review?whose=nobodys").text
    assert "Nothing fits" in bakker.get("/review?whose=mine").text


def test_a_dossier_is_found_by_its_number_only(case: Case, wit: TestClient) -> None:
    number = re.findall(r"\d{4}-[0-9A-Z]{4}-[0-9A-Z]", wit.get(case.place).text)[0]
    assert wit.get("/review", params={"number": number.lower().replace("-", " ")}).url.path == case.place
    assert "No submitted application" in wit.get("/review", params={"number": "Janssen"}).text


def test_not_processed_waits_for_the_last_day(
    case: Case, wit: TestClient, clock: Clock, visit: Visit
) -> None:
    until = clock.now.date() + timedelta(days=14)
    ask = {"words": "Send page 3.", "until": until.isoformat(), "seen": "0"}
    wit.post(f"{case.place}/supplement", data=ask)
    assert "still has time" in decided(case, wit, "not-processed")
    longer = {"words": "You were ill.", "until": (until + timedelta(days=7)).isoformat(), "seen": "1"}
    page = wit.post(f"{case.place}/supplement", data=longer | {"extends": "1"}).text
    assert "You were ill." in page
    own = case.anna.get(f"/dossiers/{case.number}").text
    assert "Send page 3." in own
    assert "13 December 2026" in own
    clock.now += timedelta(days=22)
    late = staff(visit, "wit")
    assert "Proposal: do not take into processing" in late.get(case.place).text
    assert "10 January 2027" in late.get(case.place).text  # four weeks after the last day
    assert "Not taken into processing" in decided(case, late, "not-processed")


def test_a_second_round_can_be_asked(case: Case, wit: TestClient, clock: Clock) -> None:
    until = (clock.now + timedelta(days=14)).date().isoformat()
    wit.post(f"{case.place}/supplement", data={"words": "First.", "until": until, "seen": "0"})
    again = {"words": "Second.", "until": until, "seen": "1"}
    assert "does not allow this" in wit.post(f"{case.place}/supplement", data=again).text
    case.anna.post(f"/dossiers/{case.number}/submission", headers=HERE)
    assert "round 2" in wit.post(f"{case.place}/supplement", data=again).text


def test_a_decision_is_corrected_by_another_and_both_stay(case: Case, wit: TestClient, desk: Desk) -> None:
    decided(case, wit, "refused")
    assert "A colleague was before you" in decided(case, wit, "granted")
    page = decided(case, wit, "granted", seen=1)
    assert "in place of the decision before" in page
    with reading(desk.engine) as connection:
        first, second = decisions.of_dossier(connection, case.number)
    assert (first.outcome, second.outcome, second.corrects) == (Outcome.REFUSED, Outcome.GRANTED, first.id)


def test_an_intended_refusal_is_no_end(case: Case, wit: TestClient) -> None:
    assert "Intended refusal" in decided(case, wit, "intended-refusal")
    assert "Refused" in decided(case, wit, "refused", seen=1)


def test_an_objection_is_a_colleagues_and_holds(case: Case, wit: TestClient, bakker: TestClient) -> None:
    from retention import holds

    decided(case, wit)
    told = {"on": "2026-11-22"}
    assert "A colleague must do this" in wit.post(f"{case.place}/objection", data=told).text
    assert "nothing is destroyed" in bakker.post(f"{case.place}/objection", data=told).text
    with reading(case.desk.engine) as connection:
        (hold,) = holds.standing_holds(connection)
    assert (hold.kind, hold.target_id) == ("objection", case.number)
    assert "A colleague must do this" in wit.post(f"{case.place}/objection/settlement", data=told).text
    assert "settled on" in bakker.post(f"{case.place}/objection/settlement", data=told).text
    with reading(case.desk.engine) as connection:
        assert holds.standing_holds(connection) == []


def test_paper_has_a_place_until_it_is_returned(case: Case, wit: TestClient) -> None:
    page = wit.post(case.part(case.diploma, "judgement"), data={"verdict": "paper", "seen": "0"}).text
    assert "paper expected" in page
    came = {"state": "received", "on": "2026-11-22", "place": "Kast 4", "compared": "yes", "seen": "1"}
    page = wit.post(case.part(case.diploma, "paper"), data=came).text
    assert "Kast 4" in page
    assert "the same as the scan" in page
    assert (
        wit.post(case.part(case.diploma, "paper"), data=came | {"state": "expected", "seen": "2"}).status_code
        == 409
    )
    tomorrow = came | {"on": "2026-11-23", "seen": "2"}
    assert wit.post(case.part(case.diploma, "paper"), data=tomorrow).status_code == 409
    back = wit.post(
        case.part(case.diploma, "paper"), data={"state": "returned", "on": "2026-11-22", "seen": "2"}
    )
    assert "paper returned" in back.text


def test_who_is_no_reviewer_finds_no_desk(case: Case, visit: Visit) -> None:
    assert case.anna.get("/review").status_code == 403
    assert case.anna.get(case.place).status_code == 403
    assert visit().get(case.place).url.path == "/"
    other = f"/review/dossiers/{UUID(int=0)}"
    assert staff(visit, "wit").get(other).status_code == 404


def test_every_key_has_its_words_and_something_to_do(case: Case, wit: TestClient) -> None:
    page = wit.get(case.place).text
    for _key, name in KEYS:
        assert texts()["text"][f"key-{name}"]["nl"] in wit.get(f"{case.place}?lang=nl").text
    wit.get(f"{case.place}?lang=en")
    there = set(re.findall(r'data-key="([^"]+)"', page))
    assert {"1", "3", "b", "o", "c", "j", "n", "r", "+", "a", "d", "q", "?", "y", "x", "w"} <= there


def test_a_withdrawn_dossier_takes_no_acts(case: Case, wit: TestClient) -> None:
    case.anna.post(f"/dossiers/{case.number}/withdrawal", headers=HERE)
    told = {"verdict": "accepted", "seen": "0"}
    assert wit.post(case.part(case.diploma, "judgement"), data=told).status_code == 409
    assert "does not allow this" in decided(case, wit)
