"""Signing in at a real, certified OpenID provider: who may come in, as what, and what is kept of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError
from sqlalchemy import text

from intake.api.app import make_app
from intake.api.who import COOKIE
from intake.receiving.desk import Desk
from intake.settings import DeskSettings
from storage.database.engine import reading
from storage.database.metadata import metadata
from tests.intake.conftest import HERE, Clock
from tests.intake.desks import desk_in
from tests.servers.oidc import OidcServer
from tests.servers.programs import serving

STAFF_ROLES = {"reviewer": "big-reviewer", "records-manager": "big-records", "administrator": "big-admin"}
BSN = "111222333"  # passes the eleven test, and was never given out
WAYS = ("digid", "other", "staff")


def back(way: str) -> str:
    return f"{HERE}/sign-in/{way}/answer"


@pytest.fixture(scope="module")
def oidc() -> Iterator[OidcServer]:
    with serving(lambda folder: OidcServer(folder, back={way: [back(way)] for way in WAYS})) as server:
        yield server


@pytest.fixture
def desk(oidc: OidcServer, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    ways = [
        oidc.way("digid", acr=["substantial", "high"]),
        oidc.way("other"),
        oidc.way("staff", audience="staff", amr=["mfa", "hwk"], roles=STAFF_ROLES),
    ]
    settings = DeskSettings.model_validate({"sign_in": ways})
    with desk_in(tmp_path, settings, clock) as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    from tests.intake.desks import now

    return Clock(now())  # the provider's tokens are of now


class Browser:
    """A browser between this service and the provider."""

    def __init__(self, desk: Desk) -> None:
        self.own = TestClient(make_app(desk), base_url=HERE, client=("127.0.0.1", 1), follow_redirects=False)
        self.own.headers["Accept-Language"] = "en"

    def away(self, way: str) -> str:
        answer = self.own.get(f"/sign-in/{way}")
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    def at_provider(self, address: str, **login: Any) -> str:
        """Where the provider sends the browser back to."""
        with httpx2.Client(timeout=60) as client:
            answer = client.get(address)
            place = answer.headers["location"]
            answer = client.post(str(httpx2.URL(address).join(place)), json=login)
            while not (place := answer.headers["location"]).startswith(HERE):
                answer = client.get(str(httpx2.URL(address).join(place)))
            return str(place)

    def sign_in(self, way: str, **login: Any) -> httpx2.Response:
        place = self.at_provider(self.away(way), **login)
        return self.own.get(place.removeprefix(HERE))


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return Browser(desk)


Sessions = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def sessions(desk: Desk) -> Sessions:
    def found() -> list[tuple[str, str]]:
        with reading(desk.engine) as connection:
            rows = connection.execute(text("SELECT person, role FROM session ORDER BY created_at"))
            return [(row.person, row.role) for row in rows]

    return found


def test_an_applicant_signs_in_and_is_the_same_person_again(browser: Browser, sessions: Sessions) -> None:
    answer = browser.sign_in("digid", account="pairwise-1", acr="high")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}="))
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    made = browser.own.post(
        "/v1/dossiers", json={"procedure": "registration"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert made.status_code == 201
    browser.sign_in("digid", account="pairwise-1", acr="substantial")
    assert len(browser.own.get("/v1/dossiers").json()["items"]) == 1
    browser.sign_in("digid", account="pairwise-2", acr="high")
    assert browser.own.get("/v1/dossiers").json()["items"] == []
    assert len(sessions()) == 1  # each sign-in ended the session of before


def test_the_start_page_shows_the_ways_in(browser: Browser) -> None:
    shown = browser.own.get("/").text
    assert all(f'href="/sign-in/{way}"' in shown for way in WAYS)
    assert "Sign in with digid" in shown
    browser.sign_in("digid", account="pairwise-1", acr="high")
    assert "/sign-in/" not in browser.own.get("/").text


def test_a_person_is_kept_by_an_opaque_key(browser: Browser, sessions: Sessions) -> None:
    browser.sign_in("digid", account="pairwise-1", acr="high")
    ((first, _),) = sessions()
    assert len(first) == 64
    assert "pairwise" not in first


@pytest.mark.parametrize("acr", ["basic", None])
def test_a_level_that_is_too_low_is_refused(browser: Browser, sessions: Sessions, acr: str | None) -> None:
    answer = browser.sign_in("digid", account="pairwise-1", acr=acr)
    assert (answer.status_code, "not certain enough" in answer.text) == (403, True)
    assert sessions() == []


def test_the_level_is_asked_of_the_provider(browser: Browser) -> None:
    asked = parse_qs(urlsplit(browser.away("digid")).query)
    assert asked["acr_values"] == ["substantial high"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)


def test_who_has_no_digid_has_a_way_in(browser: Browser, sessions: Sessions) -> None:
    assert browser.sign_in("other", account="pairwise-9").status_code == 303
    assert [role for _, role in sessions()] == ["applicant"]


@pytest.mark.parametrize(("role", "value"), STAFF_ROLES.items())
def test_staff_have_the_role_of_their_claim(
    browser: Browser, sessions: Sessions, role: str, value: str
) -> None:
    claims = {"roles": ["everybody", value]}
    answer = browser.sign_in("staff", account="staff-1", amr=["pwd", "mfa"], claims=claims)
    assert answer.status_code == 303
    assert [one for _, one in sessions()] == [role]
    assert browser.own.get("/v1/dossiers").status_code == 403  # that is an applicant's


@pytest.mark.parametrize(
    ("amr", "roles", "told"),
    [
        (["pwd"], ["big-reviewer"], "not certain enough"),
        (None, ["big-reviewer"], "not certain enough"),
        (["mfa"], ["everybody"], "no role"),
        (["mfa"], None, "no role"),
        (["mfa"], ["big-reviewer", "big-admin"], "more than one role"),
    ],
)
def test_staff_without_second_step_or_role_are_refused(
    browser: Browser, sessions: Sessions, amr: Any, roles: Any, told: str
) -> None:
    answer = browser.sign_in("staff", account="staff-2", amr=amr, claims={"roles": roles})
    assert (answer.status_code, told in answer.text) == (403, True)
    assert sessions() == []


@pytest.mark.parametrize("subject", [BSN, f"s00000000:{BSN}", "111.222.333"])
def test_a_bsn_as_subject_is_refused_and_never_kept(
    browser: Browser, sessions: Sessions, desk: Desk, subject: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = browser.sign_in("digid", account=subject, acr="high")
    assert answer.status_code == 500
    assert "BEWIJSLOKET_SIGN_IN" in answer.text
    assert "subject_claim gives a BSN" in answer.text
    assert sessions() == []
    with reading(desk.engine) as connection:
        kept = str([connection.execute(table.select()).all() for table in metadata.sorted_tables])
    for text_of in (kept, answer.text, caplog.text):
        assert BSN not in text_of
        assert desk.sealer.pseudonym(f"{desk.settings.sign_in[0].issuer}\n{subject}") not in text_of


def test_a_bsn_beside_the_subject_is_not_kept(browser: Browser, desk: Desk) -> None:
    assert browser.sign_in("digid", account="pairwise-3", acr="high", claims={"bsn": BSN}).status_code == 303
    with reading(desk.engine) as connection:
        kept = str([connection.execute(table.select()).all() for table in metadata.sorted_tables])
    assert BSN not in kept
    assert "pairwise-3" not in kept


def test_an_answer_to_another_browser_is_refused(browser: Browser, desk: Desk, sessions: Sessions) -> None:
    """Somebody else's answer would sign this person in as them."""
    place = browser.at_provider(browser.away("digid"), account="pairwise-1", acr="high").removeprefix(HERE)
    stranger = Browser(desk)
    assert stranger.own.get(place).status_code == 400
    stranger.away("digid")
    assert stranger.own.get(place).status_code == 400
    assert sessions() == []


@pytest.mark.parametrize("change", ["state", "code", "iss", "way", "error"])
def test_an_answer_that_was_changed_is_refused(browser: Browser, sessions: Sessions, change: str) -> None:
    place = browser.at_provider(browser.away("digid"), account="pairwise-1", acr="high").removeprefix(HERE)
    path, _, query = place.partition("?")
    told = {key: values[0] for key, values in parse_qs(query).items()}
    if change == "way":
        path = path.replace("digid", "other")
    elif change == "error":
        told = {"error": "access_denied", "state": told["state"]}
    else:
        told[change] = "https://evil.example" if change == "iss" else "x" * 43
    assert browser.own.get(path, params=told).status_code == 400
    assert sessions() == []


def test_an_answer_counts_once_and_not_for_long(browser: Browser, clock: Clock, sessions: Sessions) -> None:
    place = browser.at_provider(browser.away("digid"), account="pairwise-1", acr="high").removeprefix(HERE)
    under_way = dict(browser.own.cookies)
    clock.now += timedelta(minutes=11)
    assert browser.own.get(place).status_code == 400
    clock.now -= timedelta(minutes=11)
    assert browser.own.get(place).status_code == 303
    assert "bewijsloket-sign-in" not in browser.own.cookies
    for name, value in under_way.items():
        browser.own.cookies.set(name, value)
    assert browser.own.get(place).status_code == 400  # the provider gives nothing for a code twice
    assert len(sessions()) == 1


def test_a_session_ends_by_hand_by_rest_and_by_its_time(browser: Browser, clock: Clock) -> None:
    for ending in ("hand", "rest", "time"):
        browser.sign_in("other", account="pairwise-1")
        assert browser.own.get("/v1/dossiers").status_code == 200
        if ending == "hand":
            here = {"Sec-Fetch-Site": "same-origin"}
            kept = dict(browser.own.cookies)
            browser.own.delete("/v1/sessions/current", headers=here)
            browser.own.cookies.update(kept)  # a thief who kept the cookie
        begun = clock.now
        if ending == "rest":
            clock.now += timedelta(minutes=31)
        while ending == "time" and clock.now - begun < timedelta(hours=8):
            clock.now += timedelta(minutes=20)
            if clock.now - begun < timedelta(hours=8):
                assert browser.own.get("/v1/dossiers").status_code == 200
        assert browser.own.get("/v1/dossiers").status_code == 401, ending
        clock.now = begun


def test_a_provider_that_is_away_is_told(tmp_path: Path, oidc: OidcServer) -> None:
    way = {**oidc.way("digid"), "issuer": "http://127.0.0.1:1"}
    with desk_in(tmp_path, DeskSettings.model_validate({"sign_in": [way]})) as desk:
        answer = Browser(desk).own.get("/sign-in/digid")
        assert (answer.status_code, "not possible now" in answer.text) == (503, True)


def test_metadata_of_another_issuer_are_not_believed(tmp_path: Path, oidc: OidcServer) -> None:
    way = {**oidc.way("digid"), "issuer": oidc.issuer.replace("127.0.0.1", "localhost")}
    with desk_in(tmp_path, DeskSettings.model_validate({"sign_in": [way]})) as desk:
        assert Browser(desk).own.get("/sign-in/digid").status_code == 503


def test_a_way_that_is_none_is_not_there(browser: Browser) -> None:
    assert browser.own.get("/sign-in/nothing").status_code == 404
    assert browser.own.post("/v1/sessions", json={"user": "anna"}).status_code == 404  # no demo users


def test_trying_to_sign_in_has_a_limit(tmp_path: Path, oidc: OidcServer) -> None:
    told = {"sign_in": [oidc.way("other")], "sign_ins_per_minute": 3}
    with desk_in(tmp_path, DeskSettings.model_validate(told)) as desk:
        browser = Browser(desk)
        answers = [browser.own.get("/sign-in/other") for _ in range(4)]
        assert [one.status_code for one in answers] == [303, 303, 303, 429]
        assert int(answers[-1].headers["retry-after"]) <= 21
        assert "Try again in" in answers[-1].text


GOOD: dict[str, Any] = {
    "id": "digid",
    "audience": "applicant",
    "name": {"nl": "DigiD", "en": "DigiD"},
    "issuer": "https://digid.example",
    "client_id": "c",
    "client_secret": "invented-secret",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://digid.example"},
        {"subject_claim": "bsn"},
        {"subject_claim": "urn:nl-eid-gdi:1.0:id:legacy-BSN"},
        {"name": {"nl": "DigiD"}},
        {"id": "Digi D"},
        {"roles": {"reviewer": "x"}},
        {"audience": "staff"},
        {"audience": "staff", "roles": {"applicant": "x"}},
        {"unknown": 1},
    ],
)
def test_a_way_in_that_makes_no_sense_is_refused_at_the_start(wrong: dict[str, Any]) -> None:
    DeskSettings.model_validate({"sign_in": [GOOD]})
    with pytest.raises(ValidationError):
        DeskSettings.model_validate({"sign_in": [GOOD | wrong]})


def test_production_asks_how_somebody_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(**way: Any) -> DeskSettings:
        told = {"production": True, "public_url": "https://loket.example", "sign_in": [GOOD | way]}
        return DeskSettings.model_validate(told)

    made(acr=["substantial"])
    with pytest.raises(ValidationError, match="acr"):
        made()
    staff = {"audience": "staff", "roles": {"reviewer": "x"}}
    made(**staff, amr=["mfa"])
    with pytest.raises(ValidationError, match="amr"):
        made(**staff)
    monkeypatch.setenv("BEWIJSLOKET_SIGN_IN", json.dumps([GOOD]))
    settings = DeskSettings.model_validate({})
    assert settings.sign_in[0].client_id == "c"
    assert "invented-secret" not in repr(settings)
