"""A place that one process at a time may hold; that of a dead process falls free."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database.cases import lease


def take(connection: Connection, name: str, holder: UUID, *, at: datetime, lasts: timedelta) -> bool:
    """Take or prolong the place; False while another holds it. One that is held for longer than anybody could
    have asked was taken before the clock was set back, and falls free."""
    row = connection.execute(select(lease).where(lease.c.name == name).with_for_update()).one_or_none()
    values = {"holder": holder, "until": at + lasts}
    if row is None:
        try:
            with connection.begin_nested():
                connection.execute(insert(lease).values(name=name, **values))
        except IntegrityError:
            return False  # another was first
        return True
    if row.holder != holder and at < row.until <= at + 2 * lasts:  # clocks of machines differ a little
        return False
    connection.execute(update(lease).where(lease.c.name == name).values(**values))
    return True


def leave(connection: Connection, name: str, holder: UUID) -> None:
    """Give the place free."""
    connection.execute(delete(lease).where(lease.c.name == name, lease.c.holder == holder))


def sweep(connection: Connection, *, at: datetime) -> int:
    """Remove places that fell free; how many."""
    return connection.execute(delete(lease).where(lease.c.until <= at)).rowcount
