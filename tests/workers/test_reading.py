"""Bytes become masked pages once, however the work is shared out."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from storage.database.engine import reading, transaction
from storage.errors import Unavailable
from storage.objects import Bucket
from storage.records import documents, reports
from storage.records.reports import Reading
from storage.states import DocumentState
from tests.workers.desk import MALWARE, Desk
from tests.workers.papers import BSN, CONTRACT, PAY_SLIP, paper
from verification.reading.codec import decode
from verification.versions import READER
from workers import reading as service
from workers.ranges import covered, left
from workers.scanning import scan
from workers.temporary import PREFIX, private_folder

S = DocumentState


def rows(desk: Desk, number: UUID) -> list[Reading]:
    content = desk.document(number).content
    with reading(desk.engine) as connection:
        return reports.readings(connection, number, content, READER)


def limited(desk: Desk, *, long: int, each: int) -> None:
    settings = desk.room.settings.model_copy(update={"long_document_pages": long, "pages_per_range": each})
    desk.room = replace(desk.room, settings=settings)


def texts(desk: Desk, number: UUID) -> str:
    return "".join(
        decode(desk.content(Bucket.DERIVED, one.object)).reading.text for one in rows(desk, number)
    )


def test_a_short_document_is_read_and_checked_in_one_go(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    scan(desk.room, number)
    service.read(desk.room, number)
    found = desk.document(number)
    assert (found.state, found.pages, found.pages_done) == (S.CHECKED, 1, 1)
    assert "Arbeidsovereenkomst" in texts(desk, number)
    assert desk.room.settings.temp_dir is not None
    assert list(desk.room.settings.temp_dir.iterdir()) == []


def test_what_is_written_holds_no_digit_of_a_bsn(desk: Desk) -> None:
    number = desk.send(paper(PAY_SLIP))
    desk.work()
    assert desk.document(number).state is S.HELD_BACK
    text = texts(desk, number)
    assert "Burgerservicenummer •••• •• •••" in text
    assert not any(part in text for part in (BSN[:4], BSN[6:]))


def test_a_long_document_is_shared_out_and_joined(desk: Desk) -> None:
    limited(desk, long=2, each=2)
    number = desk.send(paper(CONTRACT, CONTRACT, PAY_SLIP, CONTRACT, CONTRACT))
    desk.work()
    assert [(one.first, one.last) for one in rows(desk, number)] == [(1, 2), (3, 4), (5, 5)]
    assert desk.document(number).state is S.HELD_BACK
    assert "identity.bsn-visible" in desk.codes(number)
    assert [name for name, _ in desk.done].count("task.join") == 1
    with reading(desk.engine) as connection:
        (newest,) = reports.of_document(connection, number)
        found = [one for one in reports.findings_of(connection, newest.id) if one.check == "identity"]
    assert [one.page for one in found] == [3]


def test_ranges_read_twice_are_kept_once(desk: Desk) -> None:
    limited(desk, long=1, each=1)
    number = desk.send(paper(CONTRACT, CONTRACT))
    scan(desk.room, number)
    for _ in range(2):
        service.read(desk.room, number)
        service.read_pages(desk.room, number, 1, 1)
    assert [(one.first, one.last) for one in rows(desk, number)] == [(1, 1)]
    found = desk.document(number)
    assert (found.state, found.pages, found.pages_done) == (S.CHECKING, 2, 1)


def test_photographs_are_the_pages_of_one_document(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    desk.work()
    assert desk.send(paper(CONTRACT, PAY_SLIP), page_of=number) == number
    desk.work()
    found = desk.document(number)
    assert (found.pages, found.state) == (3, S.HELD_BACK)
    (one,) = rows(desk, number)
    whole = decode(desk.content(Bucket.DERIVED, one.object)).reading
    assert [page.number for page in whole.pages] == [1, 2, 3]
    assert whole.sha256 is None
    assert len(desk.reports(number)) == 2


@pytest.mark.parametrize(
    ("data", "reason"), [(b"%PDF-1.4 broken", "safety.malformed"), (b"just words", "safety.type-mismatch")]
)
def test_what_cannot_be_opened_says_why(desk: Desk, data: bytes, reason: str) -> None:
    number = desk.send(data)
    desk.work()
    found = desk.document(number)
    assert (found.state, found.reason, found.pages) == (S.UNREADABLE, reason, 0)
    assert len(desk.reports(number)) == 1


def test_one_page_that_cannot_be_opened_makes_the_document_unreadable(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    desk.send(b"%PDF-1.4 broken", page_of=number)
    desk.work()
    assert desk.document(number).state is S.UNREADABLE


def test_a_number_in_the_file_name_is_looked_for(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT), name=f"paspoort bsn {BSN}.pdf")
    desk.work()
    assert "identity.redaction-ineffective" in desk.codes(number)
    assert BSN.encode() not in b"".join(
        desk.content(Bucket.DERIVED, one) for one in desk.names(Bucket.DERIVED)
    )


def test_nothing_is_read_before_it_was_scanned(desk: Desk) -> None:
    number = desk.send(b"%PDF " + MALWARE)
    with transaction(desk.engine) as connection:
        for state in (S.CHECK_FAILED, S.CHECKING):  # a dead letter, replayed
            documents.move(connection, number, state, act=desk.act())
    service.read(desk.room, number)
    assert desk.document(number).state is S.RECEIVED
    desk.work()
    assert desk.document(number).state is S.INFECTED


def test_bytes_that_are_lost_are_told(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    scan(desk.room, number)
    desk.store.destroy(Bucket.DRAFT, desk.files(number)[0].object)
    service.read(desk.room, number)
    found = desk.document(number)
    assert (found.state, found.reason) == (S.UNREADABLE, "storage.not-found")


def test_a_document_taken_away_while_it_is_read_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.send(paper(CONTRACT))
    scan(desk.room, number)
    encode = service.encode

    def removed_meanwhile(kept: Any) -> bytes:
        desk.remove(number)
        desk.work()
        return encode(kept)

    monkeypatch.setattr(service, "encode", removed_meanwhile)
    service.read(desk.room, number)
    assert desk.document(number).state is S.DESTROYED
    assert all(desk.names(bucket) == [] for bucket in Bucket)


def test_readings_that_are_lost_are_made_again(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    desk.work()
    (one,) = rows(desk, number)
    desk.store.destroy(Bucket.DERIVED, one.object)
    with transaction(desk.engine) as connection:
        documents.move(connection, number, S.CHECKING, act=desk.act())
    desk.work()
    assert desk.document(number).state is S.CHECKED
    assert len(desk.reports(number)) == 1
    assert "Arbeidsovereenkomst" in texts(desk, number)


def test_a_folder_left_by_a_killed_process_is_cleared(tmp_path: Path) -> None:
    left_over = tmp_path / f"{PREFIX}left"
    left_over.mkdir()
    (left_over / "1.pdf").write_bytes(b"personal")
    with private_folder(tmp_path) as one, private_folder(tmp_path) as other:
        assert not left_over.exists()
        assert sorted(tmp_path.iterdir()) == sorted([one, other])
        assert one.stat().st_mode & 0o077 == 0
        assert tempfile.gettempdir() == os.environ["TMPDIR"] == str(other)
    assert list(tmp_path.iterdir()) == []
    assert tempfile.gettempdir() not in (str(one), str(other))


def test_where_no_folder_can_be_made_it_is_tried_again(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unavailable), private_folder(tmp_path / "file"):
        pass
    number = desk.send(paper(CONTRACT))
    scan(desk.room, number)
    settings = desk.room.settings.model_copy(update={"temp_dir": tmp_path / "file"})
    with pytest.raises(Unavailable):
        service.read(replace(desk.room, settings=settings), number)
    assert desk.document(number).state is S.CHECKING
    with private_folder(tmp_path / "new" / "deep") as made:
        assert made.is_dir()


def test_ranges_fit_around_what_is_read() -> None:
    read = [Reading(3, 4, "object")]
    assert left(read, 7, most=10) == [(1, 2), (5, 7)]
    assert not covered(read, 4)
    assert covered([*read, Reading(1, 2, "object")], 4)
    assert left([], 0, most=10) == [(1, 0)]
    assert not covered([], 0)
    assert covered([Reading(1, 0, "object")], 0)
