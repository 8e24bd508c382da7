"""What the applicant does while a document is judged counts: replaced is replaced, submitted is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from storage.objects import Bucket
from storage.states import DocumentState
from tests.workers.desk import Desk, open_desk
from tests.workers.papers import CONTRACT, PAY_SLIP, paper
from workers import checking

S = DocumentState


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def once_judged(monkeypatch: pytest.MonkeyPatch, number: UUID, do: Callable[[], Any]) -> None:
    """Do something after the first judgement over this document is made, before it is written."""
    decide, done = checking._decide, []

    def meanwhile(room: Any, case: Any, *rest: Any) -> None:
        if case.document.id == number and not done:
            done.append(do())
        decide(room, case, *rest)

    monkeypatch.setattr(checking, "_decide", meanwhile)


def test_a_document_replaced_while_its_check_runs_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = desk.send(paper(CONTRACT))
    new: list[UUID] = []
    once_judged(monkeypatch, old, lambda: new.append(desk.send(paper(PAY_SLIP), replaces=old)))
    desk.work()
    assert desk.document(old).state is S.DESTROYED
    assert desk.reports(old) == []
    assert desk.document(new[0]).state in (S.CHECKED, S.HELD_BACK)
    assert len(desk.names(Bucket.DRAFT)) == 1
    assert desk.names(Bucket.QUARANTINE) == []
    assert desk.actions().count("document.replaced") == 1


def test_a_dossier_submitted_while_a_check_runs_keeps_the_document_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.send(paper(CONTRACT))
    once_judged(monkeypatch, number, desk.submit)
    desk.work()
    assert desk.document(number).state is S.CHECKED
    (file,) = desk.files(number)
    assert file.ref is not None
    assert (file.ref.bucket, file.held) == (Bucket.EVIDENCE, True)
    assert desk.versions(Bucket.EVIDENCE) == 1
    assert desk.names(Bucket.DRAFT) == []
    assert len(desk.reports(number)) == 1
