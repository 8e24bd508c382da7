"""Places that one process at a time may hold, kept for as long as it works and not longer.

A place falls free some time after its holder died (`storage.records.leases`); a holder that lives prolongs it
in good time, however long its work takes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread
from uuid import UUID, uuid4

from sqlalchemy import Connection

from storage.database.engine import transaction
from storage.errors import StorageError, Unavailable
from storage.records import leases
from workers.room import Room

log = logging.getLogger(__name__)

_RENEWALS = 3  # in the time that a place lasts


@dataclass(frozen=True, slots=True)
class Held:
    """A place that is held."""

    name: str
    lasts: timedelta
    holder: UUID = field(default_factory=uuid4)

    def still(self, connection: Connection, room: Room) -> None:
        """Prolong it within the transaction that writes what was done there. Unavailable where another has it
        by now, because this process stood still for too long: nothing may be written then."""
        if not leases.take(connection, self.name, self.holder, at=room.clock(), lasts=self.lasts):
            raise Unavailable("another process took the place")


@contextmanager
def holding(room: Room, name: str, *, lasts: timedelta) -> Iterator[Held | None]:
    """Hold the place, prolonged beside the work, and give it free at the end; None where another holds it."""
    held = Held(name, lasts)
    with transaction(room.engine) as connection:
        mine = leases.take(connection, name, held.holder, at=room.clock(), lasts=lasts)
    if not mine:
        yield None
        return
    stop = Event()
    renewing = Thread(target=_renew, args=(room, held, stop), daemon=True)
    renewing.start()
    try:
        yield held
    finally:
        stop.set()
        renewing.join()
        with transaction(room.engine) as connection:
            leases.leave(connection, name, held.holder)


def _renew(room: Room, held: Held, stop: Event) -> None:
    while not stop.wait(held.lasts.total_seconds() / _RENEWALS):
        try:
            with transaction(room.engine) as connection:
                held.still(connection, room)
        except StorageError as exc:
            log.warning("a place could not be prolonged: %s", exc.code)
