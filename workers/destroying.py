"""The daily work of destruction: what is due comes on lists, and what was let go is destroyed with proof.

Both look what there is, and may run at any time, twice, or be killed. They run each hour, so that a process
that is started anew every day does not put them off for ever.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from retention.destruction import declaring, executing, sweeping
from retention.destruction.errors import ClockSetBack
from retention.destruction.executing import Means
from retention.destruction.settings import DestructionSettings
from storage.database.engine import transaction
from workers.room import Room

log = logging.getLogger(__name__)

_LASTS = timedelta(minutes=10)  # of one round: well below the time limit of a task


def sweep(room: Room) -> int:
    """Propose lists of what is due, and erase sheets of people whose period is over; how many documents.

    Key: (document).
    """
    try:
        swept = sweeping.sweep(room.engine, _settings(), act=room.act)
    except ClockSetBack as exc:
        log.error("nothing is listed: %s", exc)
        return 0
    with transaction(room.engine) as connection:
        declaring.forget_people(connection, act=room.act())
    return swept.listed


def destroy(room: Room) -> int:
    """Execute what was approved and has waited; how many documents are gone. Key: (item)."""
    means = Means(
        engine=room.engine,
        destroyer=room.destroyer_store,
        keeper=room.lock_keeper_store,
        worker=room.store,
        settings=_settings(),
        act=room.act,
    )
    try:
        done = executing.execute(means, until=room.clock() + _LASTS)
    except ClockSetBack as exc:
        log.error("nothing is destroyed: %s", exc)
        return 0
    return sum(one.destroyed for one in done)


def _settings() -> DestructionSettings:
    return DestructionSettings.model_validate({})
