"""From upload to accepted document: once, whatever is repeated or comes in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.errors import Closed, NotFound, Refused
from storage.objects import Bucket
from storage.records import documents, dossiers, handing_in, outbox, uploads
from storage.states import DocumentState
from tests.storage.records.conftest import ACT, NOON, Case


def asked(case: Case) -> list[str]:
    return [one.name for one in outbox.waiting(case.connection, 100)]


def test_an_accepted_upload_is_a_document_that_waits_for_its_scan(case: Case) -> None:
    number = case.send("aa", kind="diploma")
    found = documents.get(case.connection, number)
    (file,) = documents.files_of(case.connection, number)
    assert (found.state, found.kind, found.subject_id) == (DocumentState.RECEIVED, "diploma", case.subject)
    assert (file.sha256, file.size, file.name) == ("aa", 10, b"sealed")
    assert file.ref is not None
    assert (file.ref.bucket, file.ref.version) == (Bucket.QUARANTINE, "v1")
    assert sorted(asked(case)) == ["event.evidence-received", "task.scan"]


def test_accepting_twice_is_accepting_once(case: Case) -> None:
    upload = case.begin()
    uploads.complete(case.connection, upload.id, "aa")
    first = uploads.accept(case.connection, upload.id, "v1", act=ACT)
    assert uploads.accept(case.connection, upload.id, "v2", act=ACT) == first
    assert dossiers.documents_of(case.connection, case.dossier) == [first]
    assert len(asked(case)) == 2


def test_an_incomplete_upload_is_not_accepted(case: Case) -> None:
    with pytest.raises(Refused):
        uploads.accept(case.connection, case.begin().id, "v1", act=ACT)


def test_the_same_file_again_is_told_and_not_stored(case: Case) -> None:
    older = case.send("aa")
    again = case.begin()
    uploads.complete(case.connection, again.id, "aa")
    assert uploads.accept_duplicate(case.connection, again.id, act=ACT) == older
    told = uploads.get(case.connection, again.id)
    assert (told.document_id, told.duplicate) == (older, True)
    assert uploads.files_in(case.connection, case.dossier) == 1


def test_a_removed_file_may_be_sent_again(case: Case) -> None:
    older = case.send("aa")
    documents.move(case.connection, older, DocumentState.REMOVED, act=ACT)
    again = case.begin()
    uploads.complete(case.connection, again.id, "aa")
    assert uploads.accept_duplicate(case.connection, again.id, act=ACT) is None


def test_photographs_are_the_pages_of_one_document(case: Case) -> None:
    number = case.send("aa")
    one_page = documents.get(case.connection, number)
    documents.move(case.connection, number, DocumentState.CHECKING, act=ACT)
    assert case.send("bb", page_of=number) == number
    found = documents.get(case.connection, number)
    assert [file.sha256 for file in documents.files_of(case.connection, number)] == ["aa", "bb"]
    assert found.state is DocumentState.RECEIVED
    assert found.content != one_page.content
    assert dossiers.documents_of(case.connection, case.dossier) == [number]


def test_a_replacement_stands_where_the_old_one_stood(case: Case) -> None:
    first, second = case.send("aa"), case.send("bb")
    third = case.send("cc", replaces=first)
    assert dossiers.documents_of(case.connection, case.dossier) == [third, second]
    assert documents.get(case.connection, first).state is DocumentState.REPLACED
    assert documents.get(case.connection, third).replaces_id == first
    assert "task.discard" in asked(case)


def test_what_it_belongs_to_must_be_in_the_dossier(case: Case) -> None:
    other = dossiers.create(case.connection, case.subject, "registration", act=ACT)
    stranger = Case(case.connection, case.subject, other.id).send("aa")
    for wish in ({"page_of": stranger}, {"replaces": stranger}):
        with pytest.raises(Refused):
            case.begin(**wish)


def test_a_dossier_closed_in_the_meantime_takes_no_file(case: Case) -> None:
    case.send("aa")
    late = case.begin()
    uploads.complete(case.connection, late.id, "bb")
    handing_in.submit(case.connection, case.dossier, act=ACT)
    with pytest.raises(Closed):
        uploads.accept(case.connection, late.id, "v1", act=ACT)
    with pytest.raises(Closed):
        case.begin()


def test_what_is_found_for_the_reconciler_and_the_limits(case: Case) -> None:
    upload = case.begin()
    later, day = NOON + timedelta(days=2), timedelta(days=1)
    assert uploads.unaccepted(case.connection, at=later, after=day) == []
    uploads.complete(case.connection, upload.id, "aa")
    assert [one.id for one in uploads.unaccepted(case.connection, at=later, after=day)] == [upload.id]
    assert [one.id for one in uploads.expired(case.connection, at=later)] == [upload.id]
    uploads.remove(case.connection, upload.id)
    with pytest.raises(NotFound):
        uploads.get(case.connection, upload.id)


def test_the_same_file_from_two_windows_at_once_is_one_document(case: Case) -> None:
    """Both found no older one before their bytes were stored."""
    one, other = case.begin(), case.begin()
    for each in (one, other):
        uploads.complete(case.connection, each.id, "aa")
        assert uploads.accept_duplicate(case.connection, each.id, act=ACT) is None
    first = uploads.accept(case.connection, one.id, "v1", act=ACT)
    assert uploads.accept(case.connection, other.id, "v2", act=ACT) == first
    assert uploads.get(case.connection, other.id).duplicate
    assert len(documents.files_of(case.connection, first)) == 1
