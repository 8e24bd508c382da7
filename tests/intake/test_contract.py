"""What openapi.json says is what the API does: no server error, no answer that is not documented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.schemas import BaseSchema as OpenApiSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from intake.api.app import make_app
from intake.api.tus import PART
from intake.receiving.desk import Desk
from intake.settings import DeskSettings
from tests.intake.conftest import HERE
from tests.intake.desks import desk_in

schemathesis.serializer.alias(PART, "application/octet-stream")

HOST = {"Host": "127.0.0.1:8080"}

# Paths and methods are known without a desk; a stream without end is left to tests/intake/test_api.py.
PATHS = make_app(cast(Desk, None)).openapi()["paths"]
OPERATIONS = [(path, method) for path in PATHS for method in PATHS[path] if not path.endswith("/events")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = DeskSettings(demo=True, max_file_bytes=100_000, sign_ins_per_minute=10_000)
    with desk_in(tmp_path_factory.mktemp("desk"), made) as one:
        yield one


@pytest.fixture
def token(desk: Desk) -> str:
    return signed_in(desk, "applicant")


@pytest.fixture(scope="module")
def staff_token(desk: Desk) -> str:
    return signed_in(desk, "records-manager")


def signed_in(desk: Desk, role: str) -> str:
    client = TestClient(make_app(desk), base_url=HERE, client=("127.0.0.1", 1))
    return str(client.post("/v1/sessions", json={"user": "anna", "role": role}).json()["token"])


@pytest.fixture(scope="module")
def schema(desk: Desk) -> OpenApiSchema:
    return schemathesis.openapi.from_asgi("/v1/openapi.json", make_app(desk), headers=HOST)


# What these take (a form's file with its name, pairs in base64, a part that fits, what each kind of event is
# about) no schema can say.
EVENTS = "/v1/register-events"
BEYOND_SCHEMA = {"/v1/dossiers/{number}/documents", "/v1/uploads", "/v1/uploads/{number}", EVENTS}


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_documented(
    schema: OpenApiSchema, token: str, staff_token: str, path: str, method: str
) -> None:
    secret = staff_token if path == EVENTS else token
    left_out = [positive_data_acceptance] if path in BEYOND_SCHEMA else []

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=schema[path][method].as_strategy())
    def holds(case: Case) -> None:
        case.call_and_validate(
            headers={"Authorization": f"Bearer {secret}", **HOST}, excluded_checks=left_out
        )

    holds()
