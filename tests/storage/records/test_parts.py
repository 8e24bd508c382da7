"""Files of a document in another order, or fewer; remarks; references; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from storage.errors import NotFound, Refused
from storage.objects import Bucket, Ref
from storage.records import documents, handing_in, outbox, parts, references, remarks
from storage.records.remarks import RemarkKind
from storage.states import DocumentState
from tests.storage.records.conftest import ACT, Case


def three(case: Case) -> tuple[UUID, list[UUID]]:
    number = case.send("aa")
    for sha256 in ("bb", "cc"):
        case.send(sha256, page_of=number)
    return number, [one.id for one in documents.files_of(case.connection, number)]


def order(case: Case, number: UUID) -> list[UUID]:
    return [one.id for one in documents.files_of(case.connection, number)]


def test_another_order_is_another_content_and_read_anew(case: Case) -> None:
    number, files = three(case)
    before = documents.get(case.connection, number).content
    parts.reorder(case.connection, number, files[::-1], act=ACT)
    now = documents.get(case.connection, number)
    assert order(case, number) == files[::-1]
    assert (now.content == before, now.state) == (False, DocumentState.RECEIVED)
    parts.reorder(case.connection, number, files, act=ACT)
    assert documents.get(case.connection, number).content == before


def test_the_same_order_changes_nothing(case: Case) -> None:
    number, files = three(case)
    before = documents.get(case.connection, number)
    parts.reorder(case.connection, number, files, act=ACT)
    assert documents.get(case.connection, number) == before


def test_an_order_names_exactly_the_files(case: Case) -> None:
    number, files = three(case)
    for wrong in (files[:2], [*files, uuid4()], [files[0]] * 3):
        with pytest.raises(Refused):
            parts.reorder(case.connection, number, wrong, act=ACT)


def test_what_is_taken_out_is_discarded(case: Case) -> None:
    number, files = three(case)
    parts.take_out(case.connection, number, files[0], act=ACT)
    assert order(case, number) == files[1:]
    discards = [one for one in outbox.waiting(case.connection, 100) if one.name == outbox.Work.DISCARD]
    (holder,) = [UUID(str(one.body["document"])) for one in discards]
    assert order(case, holder) == [files[0]]
    assert documents.get(case.connection, holder).state is DocumentState.REMOVED
    with pytest.raises(NotFound):
        parts.take_out(case.connection, number, files[0], act=ACT)
    parts.take_out(case.connection, number, files[1], act=ACT)
    with pytest.raises(Refused):
        parts.take_out(case.connection, number, files[2], act=ACT)


def test_what_was_handed_in_stays(case: Case) -> None:
    number, files = three(case)
    documents.placed(case.connection, files[1], Ref(Bucket.EVIDENCE, "ab/" + "0" * 30, "v9"))
    with pytest.raises(Refused):
        parts.reorder(case.connection, number, files[::-1], act=ACT)
    with pytest.raises(Refused):
        parts.take_out(case.connection, number, files[0], act=ACT)


def test_remarks_stay_in_order(case: Case) -> None:
    number, code = case.send(), "identity.bsn-visible"
    later = replace(ACT, at=ACT.at + timedelta(seconds=1))
    remarks.add(case.connection, number, RemarkKind.MISTAKEN, code=code, words=b"x", act=ACT)
    remarks.add(case.connection, number, RemarkKind.HELP, code=None, words=None, act=later)
    told = remarks.of_document(case.connection, number)
    assert [(one.kind, one.code, one.answer) for one in told] == [
        ("mistaken", "identity.bsn-visible", None),
        ("help", None, None),
    ]


def test_a_reference_is_made_once_at_handing_in(case: Case) -> None:
    number = case.send()
    assert references.of_documents(case.connection, [number]) == {}
    handing_in.submit(case.connection, case.dossier, act=ACT)
    first = references.of_documents(case.connection, [number])
    references.make(case.connection, [number])
    assert references.of_documents(case.connection, [number]) == first
    assert len(first[number]) == 32
