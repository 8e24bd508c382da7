"""Documents are checked again when checks or rules changed, and only then."""

from __future__ import annotations

import pytest

from storage.states import DocumentState
from tests.workers.desk import Desk
from tests.workers.papers import CONTRACT, paper
from workers import checking, rechecking

S = DocumentState


def test_what_is_up_to_date_is_left_alone(desk: Desk) -> None:
    desk.send(paper(CONTRACT))
    desk.work()
    assert rechecking.recheck(desk.room) == 0


def test_a_new_version_of_the_checks_makes_a_new_report_beside_the_old(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, waits = desk.send(paper(CONTRACT)), None
    desk.work()
    waits = desk.send(b"not checked yet")
    for module in (rechecking, checking):
        monkeypatch.setattr(module, "REPORT", "newer")
    assert rechecking.recheck(desk.room) == 1
    assert desk.document(number).state is S.CHECKING
    assert desk.document(waits).state is S.RECEIVED
    assert rechecking.recheck(desk.room) == 0
    desk.work()
    assert desk.document(number).state is S.CHECKED
    assert [one.key.check_version == "newer" for one in desk.reports(number)] == [True, False]
