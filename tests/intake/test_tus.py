"""The tus protocol: offsets that were told survive, wrong parts leave nothing, the last one is accepted."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from intake.api.app import make_app
from intake.receiving.desk import Desk
from intake.receiving.staging import Staging
from storage.database.engine import reading
from storage.objects import Bucket, Ref
from storage.records import documents, uploads
from storage.records.acts import Act
from tests.intake.conftest import HERE, NOON, Clock

Visit = Callable[..., TestClient]
DATA = bytes(range(256)) * 40
TUS = {"Tus-Resumable": "1.0.0"}
PART = "application/offset+octet-stream"


def encoded(**told: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())


def begin(client: TestClient, dossier: str, length: int = len(DATA), **told: str) -> str:
    headers = {
        **TUS,
        "Upload-Length": str(length),
        "Upload-Metadata": encoded(dossier=dossier, filename="scan.pdf", **told),
    }
    answer = client.post("/v1/uploads", headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def part(client: TestClient, place: str, offset: int, data: bytes, **headers: str) -> Response:
    own = {**TUS, "Upload-Offset": str(offset), "Content-Type": PART}
    return client.patch(place, content=data, headers=own | headers)


def at(client: TestClient, place: str) -> int:
    answer = client.head(place, headers=TUS)
    assert answer.status_code == 200
    return int(answer.headers["upload-offset"])


def test_a_file_in_parts_becomes_a_document(anna: TestClient, dossier: str, desk: Desk) -> None:
    place = begin(anna, dossier, kind="diploma", filetype="application/pdf")
    assert at(anna, place) == 0
    first = part(anna, place, 0, DATA[:4000])
    assert (first.status_code, first.headers["upload-offset"]) == (204, "4000")
    assert "document-id" not in first.headers
    assert at(anna, place) == 4000
    last = part(anna, place, 4000, DATA[4000:])
    number = last.headers["document-id"]
    assert anna.head(place, headers=TUS).headers["document-id"] == number
    with reading(desk.engine) as connection:
        (file,) = documents.files_of(connection, UUID(number))
    assert (file.sha256, file.media_type) == (hashlib.sha256(DATA).hexdigest(), "application/pdf")
    assert file.ref is not None
    with desk.store.open(file.ref) as chunks:
        assert b"".join(chunks) == DATA
    assert list(desk.staging.known()) == []


@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cuts=st.lists(st.integers(0, len(DATA)), max_size=6), restart=st.booleans())
def test_any_parts_make_the_same_file(anna: TestClient, desk: Desk, cuts: list[int], restart: bool) -> None:
    made = anna.post("/v1/dossiers", json={"procedure": "registration"}).json()["id"]
    place = begin(anna, made)
    offset = 0
    for cut in sorted(cuts):
        if cut > offset:
            offset = int(part(anna, place, offset, DATA[offset:cut]).headers["upload-offset"])
            if restart:
                desk.staging._hashes.clear()  # what another process, or this one after a kill, would know
    if offset < len(DATA):
        part(anna, place, offset, DATA[offset:])
    number = anna.head(place, headers=TUS).headers["document-id"]
    assert (
        anna.get(f"/v1/documents/{number}").json()["files"][0]["sha256"] == hashlib.sha256(DATA).hexdigest()
    )
    anna.delete(f"/v1/documents/{number}")


@pytest.mark.parametrize("offset", [1, 4001, 3999, 10**9])
def test_a_wrong_offset_is_refused_and_the_right_one_told(
    anna: TestClient, dossier: str, offset: int
) -> None:
    place = begin(anna, dossier)
    part(anna, place, 0, DATA[:4000])
    answer = part(anna, place, offset, DATA[4000:])
    assert (answer.status_code, "4000" in answer.json()["detail"]) == (409, True)
    assert at(anna, place) == 4000


def test_more_than_was_announced_is_refused(anna: TestClient, dossier: str) -> None:
    place = begin(anna, dossier, length=100)
    assert part(anna, place, 0, DATA).status_code == 413
    assert at(anna, place) == 0
    assert "document-id" in part(anna, place, 0, DATA[:100]).headers


@pytest.mark.parametrize("name", ["sha256", "sha512", "sha1", "md5"])
def test_a_damaged_part_leaves_nothing(anna: TestClient, dossier: str, name: str) -> None:
    place = begin(anna, dossier)
    right = base64.b64encode(hashlib.new(name, DATA[:4000]).digest()).decode()
    wrong = part(anna, place, 0, DATA[:3999] + b"!", **{"Upload-Checksum": f"{name} {right}"})
    assert (wrong.status_code, at(anna, place)) == (460, 0)
    assert part(anna, place, 0, DATA[:4000], **{"Upload-Checksum": f"{name} {right}"}).status_code == 204
    assert at(anna, place) == 4000


@pytest.mark.parametrize("given", ["crc32 AAAA", "sha256 %%%", "sha256"])
def test_a_checksum_that_is_none_is_refused(anna: TestClient, dossier: str, given: str) -> None:
    place = begin(anna, dossier)
    answer = part(anna, place, 0, DATA[:10], **{"Upload-Checksum": given})
    assert (answer.status_code, at(anna, place)) in {(400, 0), (460, 0)}


def test_two_windows_cannot_send_the_same_upload(anna: TestClient, dossier: str, desk: Desk) -> None:
    place = begin(anna, dossier)
    with desk.staging.path(UUID(place.rpartition("/")[2])).open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert part(anna, place, 0, DATA).status_code == 423
    assert part(anna, place, 0, DATA).status_code == 204


def test_an_upload_survives_a_new_process(anna: TestClient, dossier: str, desk: Desk) -> None:
    place = begin(anna, dossier)
    part(anna, place, 0, DATA[:5000])
    fresh = Desk(
        desk.settings,
        desk.engine,
        desk.store,
        Staging(desk.staging.path(UUID(int=0)).parent),
        desk.sealer,
        desk.clock,
    )
    again = TestClient(make_app(fresh), base_url=HERE, headers=anna.headers)
    assert at(again, place) == 5000
    number = part(again, place, 5000, DATA[5000:]).headers["document-id"]
    found = again.get(f"/v1/documents/{number}").json()
    assert found["files"][0]["sha256"] == hashlib.sha256(DATA).hexdigest()


def test_a_complete_upload_without_a_document_is_finished_by_a_head(
    anna: TestClient, dossier: str, desk: Desk
) -> None:
    place = begin(anna, dossier)
    path = desk.staging.path(UUID(place.rpartition("/")[2]))
    path.write_bytes(DATA)  # as after a kill between the last byte and the acceptance
    number = anna.head(place, headers=TUS).headers["document-id"]
    assert anna.get(f"/v1/documents/{number}").json()["state"] == "received"


def test_the_same_file_is_told_and_not_stored_twice(anna: TestClient, dossier: str, desk: Desk) -> None:
    places = [begin(anna, dossier) for _ in range(2)]
    first, second = (part(anna, place, 0, DATA) for place in places)
    assert second.headers["document-duplicate"] == "true"
    assert first.headers["document-id"] == second.headers["document-id"]
    assert len(list(desk.store.names(Bucket.QUARANTINE))) == 1


def test_an_upload_given_up_is_gone(anna: TestClient, dossier: str, desk: Desk) -> None:
    place = begin(anna, dossier)
    part(anna, place, 0, DATA[:10])
    assert anna.delete(place, headers=TUS).status_code == 204
    assert anna.head(place, headers=TUS).status_code == 404
    assert list(desk.staging.known()) == []


def test_an_upload_past_its_time_is_gone_and_swept(
    visit: Visit, anna: TestClient, dossier: str, desk: Desk, clock: Clock
) -> None:
    place = begin(anna, dossier)
    clock.now = NOON + timedelta(hours=25)
    later = visit("anna")
    assert later.head(place, headers=TUS).status_code == 410
    assert desk.sweep() == 1
    assert later.head(place, headers=TUS).status_code == 404
    assert list(desk.staging.known()) == []


def test_an_upload_is_its_owners(visit: Visit, anna: TestClient, dossier: str) -> None:
    place = begin(anna, dossier)
    boris = visit("boris")
    assert boris.head(place, headers=TUS).status_code == 404
    assert part(boris, place, 0, DATA).status_code == 404
    assert boris.delete(place, headers=TUS).status_code == 404
    headers = {**TUS, "Upload-Length": "10", "Upload-Metadata": encoded(dossier=dossier, filename="a")}
    assert boris.post("/v1/uploads", headers=headers).status_code == 404


def test_a_dossier_closed_meanwhile_is_told_at_the_last_part(anna: TestClient, dossier: str) -> None:
    place, other = begin(anna, dossier), begin(anna, dossier)
    part(anna, other, 0, DATA[::-1])
    assert anna.post(f"/v1/dossiers/{dossier}/submission").status_code == 200
    answer = part(anna, place, 0, DATA)
    assert (answer.status_code, "document-id" in answer.headers) == (409, False)


def test_what_the_server_offers(anna: TestClient) -> None:
    answer = anna.options("/v1/uploads")
    assert answer.headers["tus-version"] == "1.0.0"
    assert set(answer.headers["tus-extension"].split(",")) == {
        "creation",
        "checksum",
        "expiration",
        "termination",
    }
    assert answer.headers["tus-max-size"] == "5000000"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": "5000001"}, 413),
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "many"}, 400),
        ({"Upload-Metadata": "dossier !!!"}, 400),
        ({"Upload-Metadata": encoded(filename="a")}, 400),
        ({"Upload-Metadata": encoded(dossier="a", filename="a")}, 400),
    ],
)
def test_a_wrong_beginning_is_told(
    anna: TestClient, dossier: str, headers: dict[str, str], status: int
) -> None:
    right = {**TUS, "Upload-Length": "10", "Upload-Metadata": encoded(dossier=dossier, filename="a")}
    assert anna.post("/v1/uploads", headers=right | headers).status_code == status


def test_nothing_stored_tells_a_name(anna: TestClient, dossier: str, desk: Desk) -> None:
    part(anna, begin(anna, dossier), 0, DATA)
    (name,) = desk.store.names(Bucket.QUARANTINE)
    assert desk.store.stat(Ref(Bucket.QUARANTINE, name)).size == len(DATA)
    assert "scan" not in name


def test_a_kind_that_is_none_is_refused_before_a_byte_is_sent(anna: TestClient, dossier: str) -> None:
    """Accepted, it could never be checked."""
    headers = {
        **TUS,
        "Upload-Length": "10",
        "Upload-Metadata": encoded(dossier=dossier, filename="a.pdf", kind="passport of Anna"),
    }
    answer = anna.post("/v1/uploads", headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:bewijsloket:problem:unknown-kind")


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [("Image/JPEG; charset=x", "image/jpeg"), ("Anna Jansen", "application/octet-stream")],
)
def test_a_media_type_says_nothing_else(anna: TestClient, dossier: str, claimed: str, kept: str) -> None:
    place = begin(anna, dossier, filetype=claimed)
    number = part(anna, place, 0, DATA).headers["document-id"]
    assert anna.get(f"/v1/documents/{number}").json()["files"][0]["mediaType"] == kept


def old(desk: Desk, place: str) -> UUID:
    """As if its last byte came some minutes ago."""
    number = UUID(place.rsplit("/", 1)[1])
    os.utime(desk.staging.path(number), (0, 0))
    return number


def test_a_complete_upload_whose_client_is_gone_is_accepted_by_the_sweep(
    anna: TestClient, dossier: str, desk: Desk
) -> None:
    """The process was killed after the last byte, before anything was told."""
    place = begin(anna, dossier)
    with desk.staging.path(UUID(place.rsplit("/", 1)[1])).open("wb") as file:
        file.write(DATA)
    assert desk.sweep() == 0  # a request may be at it
    number = old(desk, place)
    assert desk.sweep() == 1
    assert anna.head(place, headers=TUS).headers["document-id"]
    assert not desk.staging.path(number).exists()
    assert desk.sweep() == 0


def test_bytes_left_beside_an_accepted_upload_are_swept(anna: TestClient, dossier: str, desk: Desk) -> None:
    place = begin(anna, dossier)
    part(anna, place, 0, DATA)
    desk.staging.path(UUID(place.rsplit("/", 1)[1])).write_bytes(DATA)
    old(desk, place)
    assert desk.sweep() == 1
    assert list(desk.staging.known()) == []


def test_who_asks_while_another_request_finishes_is_told_the_document(
    anna: TestClient, dossier: str, desk: Desk
) -> None:
    place = begin(anna, dossier)
    number = UUID(place.rsplit("/", 1)[1])
    with reading(desk.engine) as connection:
        before = uploads.get(connection, number)
    document = part(anna, place, 0, DATA).headers["document-id"]
    assert desk.offset(before) == len(DATA)
    assert str(desk.finish(before, act=Act(NOON, "api", "anna")).document_id) == document


def test_uploads_begun_side_by_side_do_not_pass_the_limit(anna: TestClient, dossier: str) -> None:
    places = [begin(anna, dossier, length=1) for _ in range(5)]
    answers = [part(anna, place, 0, bytes([at])) for at, place in enumerate(places)]
    assert [one.status_code for one in answers] == [204, 204, 204, 204, 429]
    assert anna.head(places[4], headers=TUS).status_code == 429
