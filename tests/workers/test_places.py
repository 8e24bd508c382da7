"""A place is held for as long as its holder works, however long that is, and by nobody else."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from storage.database.engine import transaction
from storage.errors import Unavailable
from storage.objects import Bucket
from storage.records import leases
from tests.workers.desk import Desk
from tests.workers.test_keeping import checked
from workers import keeping
from workers.keeping import keep
from workers.places import holding
from workers.room import Room

SHORT = timedelta(seconds=3)  # a machine under load stands still for one


def real_time(desk: Desk) -> Room:
    return replace(desk.room, clock=lambda: datetime.now(UTC))


def taken(room: Room, name: str) -> bool:
    """Whether another gets the place now."""
    with transaction(room.engine) as connection:
        return leases.take(connection, name, uuid4(), at=room.clock(), lasts=SHORT)


def test_a_place_is_prolonged_while_its_holder_works(desk: Desk) -> None:
    room = real_time(desk)
    with holding(room, "work", lasts=SHORT) as held:
        assert held is not None
        until = time.monotonic() + 2 * SHORT.total_seconds()
        while time.monotonic() < until:
            assert not taken(room, "work")
            time.sleep(0.3)
    assert taken(room, "work")


def test_many_large_files_are_kept_under_one_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copying takes longer than the place lasts, and no second process copies beside it."""
    number = checked(desk)
    desk.submit()
    room, tries = real_time(desk), []
    copy = desk.store.copy

    def slow(*given: Any) -> Any:
        until = time.monotonic() + 2 * SHORT.total_seconds()
        while time.monotonic() < until:
            tries.append(taken(room, f"keep:{number}"))
            time.sleep(0.3)
        return copy(*given)

    monkeypatch.setattr(desk.store, "copy", slow)
    monkeypatch.setattr(keeping, "_LEASE", SHORT)
    assert keep(room, desk.dossier) == 1
    assert tries
    assert not any(tries)
    assert desk.versions(Bucket.EVIDENCE) == 1


def test_who_lost_its_place_writes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stood still for so long that another took over."""
    number = checked(desk)
    desk.submit()
    copy = desk.store.copy

    def overtaken(*given: Any) -> Any:
        desk.clock.now += timedelta(minutes=5)
        assert taken(desk.room, f"keep:{number}")
        return copy(*given)

    monkeypatch.setattr(desk.store, "copy", overtaken)
    with pytest.raises(Unavailable):
        keep(desk.room, desk.dossier)
    (one,) = desk.files(number)
    assert one.ref is not None
    assert one.ref.bucket is Bucket.DRAFT
