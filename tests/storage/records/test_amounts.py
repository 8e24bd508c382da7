"""What a person sent counts for a day, whatever became of it."""

from __future__ import annotations

from datetime import timedelta

from storage.records import amounts, uploads
from tests.storage.records.conftest import NOON, Case


def test_what_was_sent_is_counted_for_a_day(case: Case) -> None:
    for at, size in ((NOON, 10), (NOON + timedelta(minutes=59), 20), (NOON + timedelta(hours=2), 40)):
        amounts.add(case.connection, case.subject, size, at=at)

    def then(**later: int) -> int:
        return amounts.lately(case.connection, case.subject, at=NOON + timedelta(**later))

    assert then(hours=2) == 70
    assert then(hours=24, minutes=58) == 70  # the hour of the first is not a day past yet
    assert then(hours=25) == 40
    assert amounts.sweep(case.connection, at=NOON + timedelta(hours=25)) == 1
    assert then(hours=25) == 40


def test_what_is_under_way_is_counted_by_what_is_missing(case: Case) -> None:
    def missing(**later: int) -> int:
        return amounts.announced(case.connection, case.subject, at=NOON + timedelta(**later))

    upload = case.begin()
    assert missing() == upload.wish.length
    assert uploads.arrived(case.connection, upload.id, 4) == 4
    assert uploads.arrived(case.connection, upload.id, 6) == 2
    assert missing() == upload.wish.length - 6
    assert missing(days=2) == 0
    uploads.remove(case.connection, upload.id)
    assert missing() == 0
    assert uploads.arrived(case.connection, upload.id, 9) == 0
