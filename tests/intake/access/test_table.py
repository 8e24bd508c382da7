"""Every route of the application, for every role and every owner: what the table says is what happens, and a
route that the table does not know is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from starlette.requests import Request

from intake.access.gate import REASON, gate, handed_in
from intake.access.roles import Role
from intake.access.rules import Reach, Rule, Thing, rule_of
from intake.access.table import TABLE
from intake.api.app import make_app
from intake.errors import IntakeError
from intake.receiving.desk import Desk
from intake.settings import DeskSettings
from storage.database.engine import reading, transaction
from storage.records import documents, handing_in, people
from storage.records.acts import Act
from storage.states import DocumentState
from tests.intake.conftest import HERE, NOON
from tests.intake.desks import desk_in
from tests.intake.test_tus import DATA, TUS, begin

S = DocumentState
HOME = {"Sec-Fetch-Site": "same-origin"}


def routes_of(app: Any) -> set[str]:
    """Every method and address that the application answers to, mounted ones too."""
    found: set[str] = set()

    def walk(routes: Any) -> None:
        for one in routes:
            if hasattr(one, "effective_route_contexts"):
                walk(one.effective_route_contexts())
            else:
                methods = getattr(one, "methods", None) or {"MOUNTED"}
                found.update(f"{method} {one.path}" for method in methods)

    walk(app.routes)
    return found


ROUTES = routes_of(make_app(cast(Desk, None)))
# Made by the framework without the gate; it says what this test says.
UNGATED = {"GET /v1/openapi.json", "HEAD /v1/openapi.json"}


def test_every_route_has_its_line_and_every_line_its_route() -> None:
    assert ROUTES - set(TABLE) <= UNGATED
    assert set(TABLE) <= ROUTES


@pytest.mark.parametrize("route", sorted(ROUTES - UNGATED))
def test_the_line_of_a_route_is_the_one_that_is_found(route: str) -> None:
    method, path = route.split(" ")
    found = rule_of(TABLE, method, path.replace("{number}", str(uuid4())).replace("{", "").replace("}", ""))
    assert found is not None
    assert found[0] == route


def test_what_names_a_thing_says_who_reaches_it() -> None:
    for route, rule in TABLE.items():
        assert ("{number}" in route) == (rule.thing is not None), route
        assert rule.public or rule.may, route


class World:
    """Things of Anna and of Boris, each open and handed in, and somebody signed in for each role."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.app = make_app(desk)
        self.people = {role: self.sign_in("anna", role) for role in Role}
        self.things: dict[tuple[Thing, bool, bool], str] = {}
        for mine, user in ((True, "anna"), (False, "boris")):
            client = self.people[Role.APPLICANT] if mine else self.sign_in(user, Role.APPLICANT)
            for given in (False, True):
                self._fill(client, mine, given)

    def client(self) -> TestClient:
        return TestClient(self.app, base_url=HERE, client=("127.0.0.1", 50000), headers=HOME)

    def sign_in(self, user: str, role: Role) -> TestClient:
        client = self.client()
        answer = client.post("/v1/sessions", json={"user": user, "role": role.value})
        assert answer.status_code == 201, answer.text
        return client

    def _fill(self, client: TestClient, mine: bool, given: bool) -> None:
        dossier = client.post("/v1/dossiers", json={"procedure": "registration"}).json()["id"]
        upload = begin(client, dossier).rpartition("/")[2]
        form = {"file": ("a.pdf", DATA + bytes([mine, given]))}
        document = client.post(f"/v1/dossiers/{dossier}/documents", files=form).json()["id"]
        if given:
            with transaction(self.desk.engine) as connection:
                handing_in.submit(connection, UUID(dossier), act=Act(NOON, "api", "x"))
        for thing, number in (
            (Thing.DOSSIER, dossier),
            (Thing.DOCUMENT, document),
            (Thing.UPLOAD, upload),
        ):
            self.things[thing, mine, given] = number

    def ask(self, client: TestClient, route: str, number: str, reason: str | None = "objection") -> Any:
        method, path = route.split(" ")
        path = path.replace("{number}", number).replace("{", "").replace("}", "")
        told = TUS | ({REASON: reason} if reason else {})
        with client.stream(method, path, headers=told, follow_redirects=False) as answer:
            if "/events" not in path:
                answer.read()
            return answer


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    settings = DeskSettings(
        demo=True, sign_ins_per_minute=100_000, uploads_per_minute=100_000, max_person_streams=1000
    )
    with desk_in(cast(Path, tmp_path_factory.mktemp("world")), settings) as desk:
        yield World(desk)


GUARDED = sorted(route for route, rule in TABLE.items() if not rule.public)


def may(rule: Rule, role: Role, *, mine: bool, given: bool) -> bool:
    """What the table says, spelled out once more."""
    reach = rule.may.get(role)
    if reach is None or rule.thing is None:
        return reach is not None
    if reach is Reach.OWN:
        return mine and role is Role.APPLICANT
    return reach is Reach.ALL or given


@pytest.mark.parametrize("route", GUARDED)
def test_who_is_not_signed_in_is_refused(world: World, route: str) -> None:
    number = next(iter(world.things.values()))
    answer = world.ask(world.client(), route, number)
    assert answer.status_code in (401, 303)
    assert answer.headers.get("location", "/") == "/"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", GUARDED)
def test_a_role_gets_what_the_table_says(world: World, route: str, role: Role) -> None:
    rule = TABLE[route]
    thing = rule.thing or Thing.DOSSIER
    client = world.people[role]
    for (kind, mine, given), number in world.things.items():
        if kind is not thing:
            continue
        reached = passes(world, client, route, number)
        assert reached == may(rule, role, mine=mine, given=given), (route, role, mine, given)
    if rule.thing is not None:
        assert not passes(world, client, route, str(uuid4()))
        assert not passes(world, client, route, "nothing")


def passes(world: World, client: TestClient, route: str, number: str) -> bool:
    """Whether the gate lets a request pass; the route behind it is not entered, so that nothing changes."""
    method, path = route.split(" ")
    filled = path.replace("{number}", number).replace("{", "").replace("}", "")
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    headers = {"host": "127.0.0.1:8080", "cookie": cookie, REASON.lower(): "objection", **HOME}
    scope = {
        "type": "http",
        "method": method,
        "path": filled,
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "app": world.app,
        "path_params": {"number": number} if "{number}" in path else {},
        "state": {},
    }
    try:
        gate(Request(scope))
    except IntakeError:
        return False
    return True


def test_the_gate_stands_before_every_route(world: World) -> None:
    """By asking the application itself: each guarded route refuses a role that may not, before it looks."""
    for route in GUARDED:
        rule = TABLE[route]
        wrong = next((role for role in Role if role not in rule.may), None)
        if wrong is None:
            continue
        number = world.things[rule.thing or Thing.DOSSIER, True, True]
        answer = world.ask(world.people[wrong], route, number)
        assert answer.status_code == 403, route


def test_a_route_without_a_line_is_refused(world: World) -> None:
    app = make_app(world.desk)
    more = APIRouter()
    more.get("/v1/everything")(lambda: {"secret": 1})
    app.include_router(more)
    client = TestClient(app, base_url=HERE, client=("127.0.0.1", 1))
    client.cookies = world.people[Role.ADMINISTRATOR].cookies
    assert client.get("/v1/everything").status_code == 403
    assert routes_of(app) - ROUTES == {"GET /v1/everything"}


@pytest.mark.parametrize("state", [S.HELD_BACK, S.INFECTED])
def test_staff_see_nothing_that_is_held_back(world: World, state: DocumentState) -> None:
    number = UUID(world.things[Thing.DOCUMENT, True, True])
    act = Act(NOON, "worker", "w")
    with reading(world.desk.engine) as connection:  # not kept
        assert handed_in(connection, documents.get(connection, number))
        if state is S.HELD_BACK:
            documents.move(connection, number, S.CHECKING, act=act)
        found = documents.move(connection, number, state, act=act)
        assert not handed_in(connection, found)


def test_looking_by_itself_is_no_use_of_a_session(world: World) -> None:
    """A page that asks for news would else keep its session for ever."""
    quiet = [route for route, rule in TABLE.items() if rule.quiet]
    assert {route.rpartition("/")[2] for route in quiet} == {"events", "parts"}
    client = world.sign_in("carla", Role.APPLICANT)
    secret = next(iter(client.cookies.values()))
    dossier = client.post("/v1/dossiers", json={"procedure": "registration"}).json()["id"]
    before = world.desk.clock() - timedelta(minutes=10)
    with transaction(world.desk.engine) as connection:
        people.used(connection, secret, at=before)

    def used() -> bool:
        with reading(world.desk.engine) as connection:
            found = people.find_session(connection, secret, at=before, idle=timedelta(1))
        assert found is not None
        return found.seen_at != before

    assert passes(world, client, "GET /dossiers/{number}/parts", dossier)
    assert not used()
    assert passes(world, client, "GET /dossiers/{number}", dossier)
    assert used()
