"""The applicant's pages: the whole way by plain forms, in two languages; another site's form does nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from intake.demo import fill
from intake.pages.rendering import texts
from intake.receiving.desk import Desk
from storage.database.engine import transaction
from storage.language import Lang
from storage.objects import Bucket
from storage.records import documents, reports
from storage.records.acts import Act
from storage.records.reports import Key
from storage.states import DocumentState, DossierState
from tests.intake.conftest import NOON
from verification.model import Kind

Visit = Callable[..., TestClient]
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def browser(visit: Visit) -> TestClient:
    client = visit()
    client.headers["Accept-Language"] = "nl"
    answer = client.post("/sign-in", data={"user": "anna"}, headers=HERE)
    assert answer.status_code == 200
    assert "Een nieuwe aanvraag beginnen" in answer.text
    return client


def begun(browser: TestClient) -> str:
    answer = browser.post("/dossiers", data={"procedure": "registration"}, headers=HERE)
    assert answer.status_code == 200
    return str(answer.url.path)


def sent(
    browser: TestClient, place: str, data: bytes = b"%PDF- of anna", name: str = "a <b>.pdf"
) -> Response:
    return browser.post(f"{place}/documents", files={"file": (name, data)}, headers=HERE)


def test_the_whole_way_without_javascript(browser: TestClient, desk: Desk) -> None:
    place = begun(browser)
    answer = sent(browser, place)
    assert "a &lt;b&gt;.pdf" in answer.text
    assert "Ontvangen" in answer.text
    assert "niet op virussen onderzocht" in answer.text
    assert "Vernieuw deze pagina" in answer.text
    (number,) = set(re.findall(r"/documents/([0-9a-f-]{36})", answer.text))
    checked(desk, documents.UUID(number))
    shown = browser.get(f"/documents/{number}")
    assert "Dek het af" in shown.text
    assert "Vernieuw deze pagina" not in shown.text
    again = browser.post(f"{place}/submission", headers=HERE)
    assert "Ingediend" in again.text
    assert 'type="file"' not in again.text


def checked(desk: Desk, number: documents.UUID) -> None:
    """What the workers would do."""
    act = Act(NOON, "worker", "w")
    finding = {
        "code": "identity.bsn-visible",
        "severity": "fail",
        "page": 1,
        "message": {"nl": "Dek het af.", "en": "Cover it."},
        "rule": {"source": "art. 1"},
    }
    body = json.dumps({"documents": [{"checks": [{"check": "identity", "findings": [finding]}]}]}).encode()
    name = "ab/" + "0" * 30
    desk.store.put(Bucket.DERIVED, name, [body], media_type="application/json")
    with transaction(desk.engine) as connection:
        documents.move(connection, number, DocumentState.CHECKING, act=act)
        content = documents.get(connection, number).content
        key = Key(content, "", "registration", "1", "2024-01-01")
        reports.save(connection, number, key, outcome="return", stored_as=name, findings=[], act=act)
        documents.move(connection, number, DocumentState.CHECKED, act=act, outcome="return")


def test_what_goes_wrong_is_told_on_the_page(browser: TestClient) -> None:
    place = begun(browser)
    assert "Dit bestand is leeg" in sent(browser, place, b"").text
    assert "4,8 MB" in sent(browser, place, b"x" * 5_000_001).text
    sent(browser, place)
    assert "al gestuurd" in sent(browser, place).text
    assert (
        "Er zit geen bestand bij"
        in browser.post(f"{place}/documents", files={"other": ("a", b"b")}, headers=HERE).text
    )


def test_a_document_can_be_taken_away(browser: TestClient) -> None:
    place = begun(browser)
    (number,) = set(re.findall(r"/documents/([0-9a-f-]{36})", sent(browser, place).text))
    assert "Voeg uw eerste document toe" in browser.post(f"/documents/{number}/removal", headers=HERE).text


def test_the_language_is_chosen_and_kept(browser: TestClient) -> None:
    assert '<html lang="nl"' in browser.get("/").text
    assert '<html lang="en"' in browser.get("/?lang=en").text
    assert "Begin a new application" in browser.get("/").text


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
def test_a_form_of_another_site_does_nothing(browser: TestClient, headers: dict[str, str]) -> None:
    place = begun(browser)
    for path in (f"{place}/submission", "/dossiers", "/sign-out", "/sign-in"):
        assert browser.post(path, headers=headers, data={"user": "x"}).status_code == 403
    assert browser.post("/v1" + place + "/submission", headers=headers).status_code == 403
    assert "Nog niet ingediend" in browser.get(place).text


def test_an_older_browser_tells_its_origin(browser: TestClient) -> None:
    place = begun(browser)
    sent(browser, place)
    answer = browser.post(f"{place}/submission", headers={"Origin": "http://127.0.0.1:8080"})
    assert "Ingediend" in answer.text


def test_who_is_not_signed_in_begins_at_the_start(visit: Visit, browser: TestClient) -> None:
    place = begun(browser)
    answer = visit().get(place)
    assert (answer.url.path, "Sign in" in answer.text) == ("/", True)
    other = visit()
    other.post("/sign-in", data={"user": "boris"}, headers=HERE)
    assert other.get(place).status_code == 404
    assert "We cannot find this" in other.get(place).text


def test_pages_run_nothing_that_stands_in_them(browser: TestClient) -> None:
    answer = browser.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?! src=)|<style|style=| on[a-z]+=", answer.text) == []
    assert browser.get("/static/portal.css").headers["content-type"].startswith("text/css")


def test_every_state_and_kind_has_its_words() -> None:
    assert set(texts()["state"]) == set(DocumentState)
    assert set(texts()["dossier"]) == set(DossierState)
    assert set(texts()["kind"]) == {*Kind, "unknown"}
    assert all(set(told) == set(Lang) for section in texts().values() for told in section.values())


def test_the_demo_is_made_once(desk: Desk, visit: Visit) -> None:
    assert fill(desk)
    assert not fill(desk)
    anna = visit("anna")
    assert {one["state"] for one in anna.get("/v1/dossiers").json()["items"]} == {"open", "submitted"}


def test_another_sites_form_is_refused_behind_a_proxy_with_passwords_too(browser: TestClient) -> None:
    """A browser sends those by itself, as it does the cookie."""
    given = {"Sec-Fetch-Site": "cross-site", "Authorization": "Basic YTpi"}
    answer = browser.post("/dossiers", data={"procedure": "registration"}, headers=given)
    assert answer.status_code == 403
