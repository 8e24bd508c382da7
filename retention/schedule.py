"""The retention schedule: which class of records is kept how long, from which event, on which ground.

It is data with versions by the dates on which they are in force; the starting date of a record chooses the
version, so that a new version leaves alone what had its date before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retention.periods import Period


class Mark(StrEnum):
    """How sure a line is: stated by a source, concluded by archivists, or verified by nobody."""

    STATED = "stated"
    CONCLUDED = "A"
    OPEN = "?"


class Start(StrEnum):
    """The event from which a period counts."""

    REMOVAL = "removal"  # of the registration from the register
    DECISION = "decision"  # the positive decision
    LAST_DECISION = "last-decision"  # objection and appeal included
    WITHDRAWAL = "withdrawal"  # of the application
    DEREGISTRATION = "deregistration"  # of the professional, or the issue where that is later
    COMPLETION = "completion"  # of a privacy request
    NONE = "none"  # no event starts it: for what has no row yet


class ClassId(StrEnum):
    """The classes that the rules in this room know."""

    UNDECIDED = "undecided"
    REGISTER = "register"
    REGISTER_RESTRICTED = "register-restricted"
    RECOGNITION = "recognition-unregistered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DECLARATION = "declaration"
    DECLARATION_OTHER = "declaration-other"
    TEMPORARY_SERVICE = "temporary-service"
    PRIVACY_REQUEST = "privacy-request-id"
    NO_ROW = "no-row"


Words = Mapping[str, str]  # by language: "nl", "en"


@dataclass(frozen=True, slots=True)
class Source:
    """A text that lines rest on, under the letter and number that pages show (`S1`)."""

    id: str
    title: Words
    where: str


@dataclass(frozen=True, slots=True)
class RecordClass:
    """One line. `period` is None where nothing starts it. `category` is that of the established selection
    list; without it, or while a mark is open, the class gets no destruction list (Archiefwet)."""

    id: ClassId
    name: Words
    period: Period | None
    start: Start
    sources: tuple[str, ...]
    ground: str
    category: str
    period_mark: Mark
    start_mark: Mark

    @property
    def open_marks(self) -> bool:
        return Mark.OPEN in (self.period_mark, self.start_mark)

    @property
    def destroyable(self) -> bool:
        """Whether it gets destruction lists."""
        return bool(self.category) and not self.open_marks and self.period is not None


@dataclass(frozen=True, slots=True)
class Version:
    """What is in force from one day through another, or until further notice."""

    since: date
    until: date | None
    selection_list: str
    sources: Mapping[str, Source]
    classes: Mapping[ClassId, RecordClass]


@dataclass(frozen=True, slots=True)
class Schedule:
    """All versions, oldest first. `from_january`: periods count from the first of January after the start."""

    edition: str
    versions: tuple[Version, ...]
    fingerprint: str
    from_january: bool = False
    text: str = field(default="", repr=False)  # as it was written; kept with what was adopted

    def on(self, day: date | None) -> Version:
        """The version for a starting date; the newest where none is known, the oldest for earlier ones."""
        if day is None:
            return self.versions[-1]
        for version in reversed(self.versions):
            if version.since <= day:
                return version
        return self.versions[0]

    def line(self, which: ClassId, start: date | None) -> RecordClass:
        return self.on(start).classes[which]
