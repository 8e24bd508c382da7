"""Reckoning again how long a person's documents are kept, where what decides came while nobody looked."""

from __future__ import annotations

from uuid import UUID

from retention import clock
from storage.database.engine import transaction
from workers.room import Room


def reckon(room: Room, subject: str | None = None, event: str | None = None) -> int:
    """Make the answers of a person's documents anew, or of whomever an event is about; how many changed.

    Key: (subject). What comes out is made of all facts: done twice it is done once.
    """
    with transaction(room.engine) as connection:
        if subject is not None:
            return len(clock.reckon(connection, UUID(subject), act=room.act()))
        assert event is not None
        return len(clock.reckon_event(connection, UUID(event), act=room.act()))
