"""The whole way of a dossier by plain forms: queue, bundle, findings, document, supplement, decision."""

from __future__ import annotations

from datetime import timedelta

from fastapi.testclient import TestClient

from intake.receiving.desk import Desk
from storage.database.engine import reading
from storage.records import decisions, dossiers, judgements, supplements
from storage.states import DocumentVerdict, DossierState, FindingVerdict, Outcome
from tests.intake.conftest import Clock
from tests.intake.review.conftest import HERE, Case, drawn, finding_keys, number_of


def state(case: Case) -> DossierState:
    with reading(case.desk.engine) as connection:
        return dossiers.get(connection, case.number).state


def test_the_whole_way_without_javascript(case: Case, wit: TestClient, desk: Desk, clock: Clock) -> None:
    queue = wit.get("/review").text
    assert number_of(case) in queue
    opened = wit.get(case.place)
    assert opened.status_code == 200
    assert opened.text.index("Diploma") < opened.text.index("Employer")  # the order of the procedure's list
    first, second = finding_keys(opened.text)
    assert "notaris te Leeuwarden" in opened.text

    judge = case.part(case.diploma, "findings")
    told = {"document": "1", "page": "1", "finding": first, f"seen-{first}": "0"}
    answer = wit.post(judge, data=told | {"verdict": "confirmed"})
    assert answer.status_code == 200
    assert "confirmed</strong>, you" in answer.text
    assert state(case) is DossierState.IN_REVIEW

    told = {"document": "1", "finding": second, f"seen-{second}": "0"}
    answer = wit.post(judge, data=told | {"verdict": "overruled", "reason": "it is Frisian"})
    assert "it is Frisian" in answer.text
    answer = wit.post(
        case.part(case.diploma, "judgement"), data={"document": "1", "verdict": "accepted", "seen": "0"}
    )
    assert "accepted</strong>, you" in answer.text

    until = (clock.now + timedelta(days=28)).date().isoformat()
    answer = wit.post(
        f"{case.place}/supplement", data={"words": "Send a sharp scan.", "until": until, "seen": "0"}
    )
    assert "Send a sharp scan." in answer.text
    assert state(case) is DossierState.SUPPLEMENT_ASKED

    clock.now += timedelta(days=5)
    case.anna.post("/sign-in", data={"user": "anna"}, headers=HERE)
    case.anna.post(f"/dossiers/{case.number}/submission", headers=HERE)
    assert state(case) is DossierState.IN_REVIEW
    wit.post("/sign-in", data={"user": "wit", "role": "reviewer"})
    assert "stood still for 4 days" in wit.get("/review").text

    answer = wit.post(
        f"{case.place}/decision", data={"outcome": "granted", "reason": "All there.", "seen": "0"}
    )
    assert "All there." in answer.text
    assert state(case) is DossierState.DECIDED
    assert number_of(case) not in wit.get("/review").text
    with reading(desk.engine) as connection:
        assert [one.outcome for one in decisions.of_dossier(connection, case.number)] == [Outcome.GRANTED]
        findings = judgements.of_findings(connection, case.number, case.diploma)
        assert findings[first][-1].verdict is FindingVerdict.CONFIRMED
        assert findings[second][-1].verdict is FindingVerdict.OVERRULED
        own = judgements.of_documents(connection, case.number)[case.diploma]
        assert (own[-1].verdict, own[-1].outcome) == (DocumentVerdict.ACCEPTED, "clear")
        assert len(supplements.of_dossier(connection, case.number)) == 1


def test_all_clear_findings_are_confirmed_in_one_act(case: Case, wit: TestClient, desk: Desk) -> None:
    keys = finding_keys(wit.get(case.place).text)
    told = {"document": "1", "finding": "clear", "verdict": "confirmed"} | {
        f"seen-{one}": "0" for one in keys
    }
    answer = wit.post(case.part(case.diploma, "findings"), data=told)
    assert answer.text.count("confirmed</strong>, you") == 2
    assert "clear finding" not in answer.text.partition('id="keys"')[0]


def test_marks_and_findings_point_at_each_other(case: Case, wit: TestClient, desk: Desk) -> None:
    drawn(desk, case.diploma)
    page = wit.get(case.place).text
    key = finding_keys(page)[0]
    assert f'#finding-{key}" class="mark info' in page
    assert 'x="600.0" y="980.0" width="200.0" height="280.0"' in page
    turned = wit.get(f"{case.place}?turn=90&zoom=200").text
    assert 'viewBox="0 0 1400 1000"' in turned
    assert "translate(1400 0) rotate(90)" in turned
    assert "zoom-200" in turned
    picture = wit.get(case.part(case.diploma, "pictures/1"))
    assert (picture.content, picture.headers["content-type"]) == (b"a picture", "image/jpeg")
