"""The same way of a document on the embedded default and on the full set: sent, checked, handed in, kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from storage.assembly import database, object_store
from storage.database.engine import reading
from storage.objects import Bucket
from storage.records import documents
from storage.rights import Identity
from tests.stack.full_set import full_set, storage_settings
from tests.stack.service import Applicant, service
from verification.sample import write_sample


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.name: path for path in write_sample(tmp_path_factory.mktemp("papers"))}


Running = tuple[Callable[[str], Applicant], dict[str, str]]


@pytest.fixture(params=["embedded", "full"])
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    if request.param == "embedded":
        settings = {"BEWIJSLOKET_DATA_DIR": str(tmp_path)}
        with service(settings) as sign_in:
            yield sign_in, settings
    else:
        with full_set(tmp_path) as stack, service(stack.settings) as sign_in:
            yield sign_in, dict(stack.settings)


def test_the_way_of_a_document(running: Running, papers: dict[str, Path]) -> None:
    sign_in, settings = running
    anna = sign_in("anna")
    dossier = anna.begin()
    diploma = anna.send_by_form(dossier, papers["diploma.pdf"])
    pay_slip = anna.send_by_tus(dossier, papers["loonstrook.pdf"])
    found = anna.wait(dossier, lambda bundle: all(one["state"] == "checked" for one in bundle["documents"]))
    assert [one["id"] for one in found["documents"]] == [diploma, pay_slip]
    assert [one["kindFound"] for one in found["documents"]] == ["diploma", "pay-slip"]
    assert {one["scanned"] for one in found["documents"]} == {"BEWIJSLOKET_SCANNER" in settings}
    report = anna.client.get(f"/v1/documents/{diploma}/report").json()
    assert report["schema"] == "bewijsloket.precheck/1"
    assert anna.wait(dossier, lambda bundle: bundle["outcome"] is not None)["outcome"] in (
        "clear",
        "review",
        "return",
    )

    anna.client.post(f"/v1/dossiers/{dossier}/submission").raise_for_status()
    storage = storage_settings(settings)
    engine, store = database(storage), object_store(storage, Identity.WORKER)

    def files() -> list[documents.File]:
        with reading(engine) as connection:
            return [
                one for number in (diploma, pay_slip) for one in documents.files_of(connection, UUID(number))
            ]

    def kept(_: object) -> bool:
        return all(one.held and one.ref is not None and one.ref.bucket is Bucket.EVIDENCE for one in files())

    anna.wait(dossier, kept)
    file, _ = files()
    assert file.ref is not None
    (version,) = store.versions(Bucket.EVIDENCE, file.ref.name)
    assert version.hold
    with store.open(file.ref) as chunks:
        assert hashlib.sha256(b"".join(chunks)).hexdigest() == file.sha256
    assert list(store.names(Bucket.DRAFT)) == []
    engine.dispose()
