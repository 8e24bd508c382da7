"""Which classes are destroyed together, and on which ground.

Restricted cases stand among the ordinary ones (design, Privacy): a list, tombstone or declaration of their
own would tell of everybody on it that their authority was restricted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from retention.schedule import ClassId, RecordClass, Schedule

_FAMILY: Mapping[ClassId, ClassId] = {ClassId.REGISTER_RESTRICTED: ClassId.REGISTER}


def family_of(line: str) -> ClassId:
    """The class under which a document is listed.

    >>> family_of("register-restricted").value
    'register'
    """
    found = ClassId(line)
    return _FAMILY.get(found, found)


def members(family: ClassId) -> tuple[ClassId, ...]:
    """All classes that are listed under this one."""
    return tuple(one for one in ClassId if family_of(one) is family)


def category_of(family: ClassId, schedule: Schedule, start: date | None) -> str:
    """The categories of the selection list of all members together, so that they tell no member."""
    lines = [schedule.line(one, start) for one in members(family)]
    return " / ".join(dict.fromkeys(one.category for one in lines if one.category))


def ground_of(family: ClassId, schedule: Schedule, start: date | None) -> str:
    """The legal grounds of all members."""
    lines = [schedule.line(one, start) for one in members(family)]
    return " / ".join(dict.fromkeys(one.ground for one in lines))


def by_short_rule(line: RecordClass) -> bool:
    """Whether it goes on the starting day itself, without a list that people make (domain, section 5)."""
    return line.period is not None and line.period.at_once


def may_be_destroyed(line: RecordClass) -> bool:
    """An established category and no open mark; a class without a period goes by its own rule."""
    return line.destroyable or by_short_rule(line)
