"""Reading a schedule from TOML, with a clear error for everything that would make it wrong in force."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, TypeVar

from retention.errors import BadSchedule
from retention.periods import Period
from retention.schedule import ClassId, Mark, RecordClass, Schedule, Source, Start, Version, Words

LANGUAGES = ("nl", "en")
_TOP = {"edition", "version"}
_OF_VERSION = {"from", "until", "selection_list", "source", "class"}
_OF_CLASS = {
    *("id", "name", "period", "start", "sources", "ground", "category"),
    *("period_mark", "start_mark"),
}

One = TypeVar("One", bound=StrEnum)


@cache
def shipped(*, from_january: bool = False) -> Schedule:
    """The schedule that comes with the product."""
    text = (files("retention") / "schedule.toml").read_text(encoding="utf-8")
    return parse(text, from_january=from_january)


def parse(text: str, *, from_january: bool = False) -> Schedule:
    """A schedule; BadSchedule with the place of the first thing that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise BadSchedule("it is not TOML", where="file") from exc
    _known(data, _TOP, "file")
    edition = _text(data, "edition", "file")
    written = data.get("version")
    if not isinstance(written, list) or not written:
        raise BadSchedule("it has no version", where="file")
    versions = tuple(_version(one) for one in written)
    _check_in_force(versions)
    canonical = json.dumps([data, from_january], sort_keys=True, default=str, ensure_ascii=False)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return Schedule(edition, versions, digest, from_january, text)


def _version(data: Any) -> Version:
    where = "version"
    if not isinstance(data, dict):
        raise BadSchedule("a version must be a table", where=where)
    since = _day(data, "from", where)
    where = f"version {since}"
    _known(data, _OF_VERSION, where)
    until = _day(data, "until", where) if "until" in data else None
    if until is not None and until < since:
        raise BadSchedule("it ends before it begins", where=where)
    sources = {one.id: one for one in (_source(item, where) for item in _tables(data, "source", where))}
    classes: dict[ClassId, RecordClass] = {}
    for item in _tables(data, "class", where):
        made = _class(item, sources, where)
        if made.id in classes:
            raise BadSchedule("a class stands there twice", where=f"{where}, {made.id}")
        classes[made.id] = made
    missing = sorted(set(ClassId) - set(classes))
    if missing:
        raise BadSchedule("a class is missing", where=f"{where}, {missing[0]}")
    return Version(since, until, _text(data, "selection_list", where, empty=True), sources, classes)


def _source(data: Any, where: str) -> Source:
    where = f"{where}, source"
    _known(data, {"id", "title", "where"}, where)
    return Source(_text(data, "id", where), _words(data, "title", where), _text(data, "where", where))


def _class(data: Any, sources: Mapping[str, Source], where: str) -> RecordClass:
    which = _one_of(data, "id", ClassId, where)
    where = f"{where}, {which}"
    _known(data, _OF_CLASS, where)
    named = data.get("sources")
    if not isinstance(named, list) or not named or not set(named) <= set(sources):
        raise BadSchedule("it names no source, or one that is not listed", where=where)
    start = _one_of(data, "start", Start, where)
    period = _period(data, where) if "period" in data else None
    if (period is None) is not (start is Start.NONE):
        raise BadSchedule("a period needs a starting event, and the other way round", where=where)
    return RecordClass(
        id=which,
        name=_words(data, "name", where),
        period=period,
        start=start,
        sources=tuple(named),
        ground=_text(data, "ground", where),
        category=_text(data, "category", where, empty=True),
        period_mark=_one_of(data, "period_mark", Mark, where),
        start_mark=_one_of(data, "start_mark", Mark, where),
    )


def _check_in_force(versions: Sequence[Version]) -> None:
    """No day without a version, none with two, and the last until further notice."""
    for before, after in pairwise(versions):
        where = f"version {after.since}"
        if before.until is None or before.until >= after.since:
            raise BadSchedule("two versions overlap", where=where)
        if before.until + timedelta(days=1) < after.since:
            raise BadSchedule("there is a gap before it", where=where)
    if versions[-1].until is not None:
        raise BadSchedule("nothing is in force after it", where=f"version {versions[-1].since}")


def _known(data: Any, allowed: set[str], where: str) -> None:
    if not isinstance(data, dict):
        raise BadSchedule("a table is needed", where=where)
    strange = sorted(set(data) - allowed)
    if strange:
        raise BadSchedule("an unknown field", where=f"{where}, {strange[0][:40]}")


def _tables(data: Mapping[str, Any], name: str, where: str) -> list[Any]:
    found = data.get(name)
    if not isinstance(found, list) or not found:
        raise BadSchedule("there is none", where=f"{where}, {name}")
    return found


def _text(data: Mapping[str, Any], name: str, where: str, *, empty: bool = False) -> str:
    found = data.get(name)
    if not isinstance(found, str) or not (found.strip() or empty):
        raise BadSchedule("a text is needed", where=f"{where}, {name}")
    return found


def _words(data: Mapping[str, Any], name: str, where: str) -> Words:
    found = data.get(name)
    if not isinstance(found, dict) or set(found) != set(LANGUAGES) or not all(found.values()):
        raise BadSchedule("it must be said in nl and en", where=f"{where}, {name}")
    return found


def _day(data: Mapping[str, Any], name: str, where: str) -> date:
    found = data.get(name)
    if not isinstance(found, date) or isinstance(found, datetime):
        raise BadSchedule("a date is needed", where=f"{where}, {name}")
    return found


def _period(data: Mapping[str, Any], where: str) -> Period:
    try:
        return Period.parse(_text(data, "period", where))
    except ValueError as exc:
        raise BadSchedule("the period is no ISO 8601 duration", where=where) from exc


def _one_of(data: Any, name: str, kind: type[One], where: str) -> One:
    try:
        return kind(data.get(name))
    except (ValueError, AttributeError) as exc:
        raise BadSchedule("a value that is not known", where=f"{where}, {name}") from exc
