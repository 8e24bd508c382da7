"""Only clean goes on; everything else ends in a state that says why."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from pydantic import ValidationError

from storage.errors import Unavailable
from storage.objects import Bucket
from storage.states import DocumentState
from tests.servers.clamd import PATTERN, ClamdServer
from tests.workers.desk import MALWARE, TOO_MUCH, Desk
from verification.reading.scanner import Scanner, ScanOutcome, Trouble
from workers.moving import verified
from workers.scanner import CarefulScanner
from workers.scanning import scan
from workers.settings import WorkerSettings

S = DocumentState


def state(desk: Desk, number: UUID) -> tuple[DocumentState, str | None]:
    found = desk.document(number)
    return found.state, found.reason


def test_a_clean_file_goes_on_in_the_draft_bucket(desk: Desk) -> None:
    number = desk.send(b"%PDF clean")
    assert scan(desk.room, number) is S.CHECKING
    (one,) = desk.files(number)
    assert one.ref is not None
    assert (one.ref.bucket, one.scanned_with) == (Bucket.DRAFT, "fake 1")
    assert desk.names(Bucket.QUARANTINE) == []
    with desk.store.open(one.ref) as chunks:
        assert b"".join(chunks) == b"%PDF clean"


def test_scanning_twice_is_scanning_once(desk: Desk) -> None:
    number = desk.send(b"%PDF clean")
    assert [scan(desk.room, number) for _ in range(2)] == [S.CHECKING] * 2
    assert desk.scanner.scans == 1
    assert desk.versions(Bucket.DRAFT) == 1
    assert desk.actions().count("document.checking") == 1


def test_malware_is_destroyed_at_once(desk: Desk) -> None:
    number = desk.send(b"%PDF " + MALWARE)
    scan(desk.room, number)
    assert state(desk, number) == (S.INFECTED, "safety.infected")
    (one,) = desk.files(number)
    assert (one.ref, one.name) == (None, None)
    assert desk.names(Bucket.QUARANTINE) == desk.names(Bucket.DRAFT) == []
    scan(desk.room, number)
    assert desk.actions().count("document.discarded") == 1


def test_what_the_scanner_does_not_look_into_is_unreadable(desk: Desk) -> None:
    number = desk.send(TOO_MUCH)
    scan(desk.room, number)
    assert state(desk, number) == (S.UNREADABLE, "safety.too-large")
    assert desk.names(Bucket.DRAFT) == []
    few = desk.room.settings.model_copy(update={"scanner_max_bytes": 5})
    other = desk.send(b"too long")
    scan(replace(desk.room, settings=few), other)
    assert state(desk, other) == (S.UNREADABLE, "safety.too-large")
    assert desk.scanner.scans == 1


def test_a_scanner_that_is_down_is_tried_again(desk: Desk) -> None:
    number = desk.send(b"%PDF clean")
    desk.scanner.down = True
    for attempts in (1, 2):
        scan(desk.room, number)
        assert state(desk, number) == (S.SCAN_WAITING, "scanner.unreachable")
        assert desk.document(number).attempts == attempts
    desk.scanner.down = False
    assert scan(desk.room, number) is S.CHECKING
    assert desk.document(number).reason is None


def test_a_file_that_is_lost_or_changed_is_told(desk: Desk) -> None:
    lost, changed = desk.send(b"%PDF lost"), desk.send(b"%PDF changed")
    (one,), (other,) = desk.files(lost), desk.files(changed)
    desk.store.destroy(Bucket.QUARANTINE, one.object)
    assert other.ref is not None
    place = next(desk.room.store._root.glob(f"quarantine/{other.object}/*.bytes"))  # type: ignore[attr-defined]
    place.chmod(0o600)
    place.write_bytes(b"%PDF altered")
    for number, reason in ((lost, "storage.not-found"), (changed, "storage.damaged")):
        scan(desk.room, number)
        assert state(desk, number) == (S.UNREADABLE, reason)


def test_without_a_scanner_files_go_on_unscanned(desk: Desk) -> None:
    number = desk.send(b"%PDF clean")
    assert scan(replace(desk.room, scanner=None), number) is S.CHECKING
    assert desk.files(number)[0].scanned_with is None


def test_in_production_nothing_goes_on_without_a_scanner(desk: Desk) -> None:
    number = desk.send(b"%PDF clean")
    strict = desk.room.settings.model_copy(update={"production": True})
    assert scan(replace(desk.room, scanner=None, settings=strict), number) is S.SCAN_WAITING
    assert desk.document(number).reason == "scanner.missing"


def test_a_page_added_while_scanning_is_scanned_too(desk: Desk) -> None:
    number = desk.send(b"page 1")
    scan(desk.room, number)
    assert desk.send(b"page 2", page_of=number) == number
    assert scan(desk.room, number) is S.CHECKING
    assert [one.scanned_with for one in desk.files(number)] == ["fake 1"] * 2
    assert desk.scanner.scans == 2


def test_a_document_taken_away_while_it_is_scanned_leaves_nothing(desk: Desk) -> None:
    number = desk.send(b"%PDF clean")

    class Slow:
        """The applicant removes the document while the scanner reads it."""

        def scan(self, content: object) -> object:
            found = desk.scanner.scan(content)  # type: ignore[arg-type]
            desk.remove(number)
            return found

    scan(replace(desk.room, scanner=Slow()), number)  # type: ignore[arg-type]
    assert desk.document(number).state is S.DESTROYED
    assert desk.names(Bucket.QUARANTINE) == desk.names(Bucket.DRAFT) == []


def test_what_the_store_cannot_do_now_is_tried_again_by_the_caller(desk: Desk) -> None:
    number = desk.send(b"%PDF clean")

    class Away:
        def __getattr__(self, name: str) -> object:
            raise Unavailable("the store is away")

    with pytest.raises(Unavailable):
        scan(replace(desk.room, store=Away()), number)  # type: ignore[arg-type]
    assert desk.document(number).state is S.RECEIVED


def test_a_real_scanner_is_asked_for_its_limits_once(clamd: ClamdServer) -> None:
    careful = CarefulScanner(Scanner(clamd.address))
    assert careful.scan([b"clean"]).outcome is ScanOutcome.CLEAN
    assert careful.scan([PATTERN]).outcome is ScanOutcome.INFECTED
    nowhere = CarefulScanner(Scanner("tcp://127.0.0.1:1")).scan([b"clean"])
    assert (nowhere.outcome, nowhere.trouble) == (ScanOutcome.COULD_NOT_SCAN, Trouble.UNREACHABLE)


def test_production_asks_for_a_scanner_that_tells_its_limits() -> None:
    for wrong in ({"production": True}, {"production": True, "scanner": "x", "scanner_may_be_silent": True}):
        with pytest.raises(ValidationError, match="in production"):
            WorkerSettings.model_validate(wrong)


def test_bytes_that_are_not_what_was_received_are_told() -> None:
    with pytest.raises(Exception, match="not what was received"):
        list(verified([b"a"], "00"))
