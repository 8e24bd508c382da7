"""The service of each kind of work, called with what its message names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from retention import locks
from storage.records.outbox import Work
from workers import bundles, checking, clock, discarding, drawing, keeping, reading, scanning
from workers.room import Room

Service = Callable[..., object]


def services(room: Room) -> Mapping[Work, Service]:
    """One per kind of work; ids come as text, as messages carry them."""
    return {
        Work.SCAN: lambda document: scanning.scan(room, UUID(document)),
        Work.READ: lambda document: reading.read(room, UUID(document)),
        Work.READ_PAGES: lambda document, first, last: reading.read_pages(
            room, UUID(document), int(first), int(last)
        ),
        Work.JOIN: lambda document: checking.check(room, UUID(document)),
        Work.DRAW: lambda document, variant, first, last: drawing.draw_pages(
            room, UUID(document), variant, int(first), int(last)
        ),
        Work.CHECK_BUNDLE: lambda dossier: bundles.check_bundle(room, UUID(dossier)),
        Work.KEEP: lambda dossier: keeping.keep(room, UUID(dossier)),
        Work.HOLD: lambda document: keeping.hold(room, UUID(document)),
        Work.DISCARD: lambda document: discarding.discard(room, UUID(document)),
        Work.RECKON: lambda **what: clock.reckon(room, **what),
        Work.LOCK: lambda document: locks.follow(
            room.engine, room.lock_keeper_store, UUID(document), act=room.act
        ),
    }
