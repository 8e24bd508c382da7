"""Facts: what happened to a dossier, a registration or a person, on which legal date.

A fact never changes. A wrong one is replaced by another that `corrects` it, or withdrawn by one that is
`annulled`. When it arrived plays no part: the same set of facts gives the same answer in every order. Only
where two corrections replace the same fact, the one that was stated last counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from retention.errors import BadDate, BadFact, NeedsTwo

_NAMESPACE = UUID("0193a000-5c1c-7000-8000-62657769a73c")
EARLIEST = date(1900, 1, 1)  # before any register that the BIG-register took over
AHEAD = timedelta(days=366)  # a striking-off may be announced; nothing is decided further ahead
MOST_REASON = 200  # characters
_LONGEST_NUMBER = 7  # digits in a row: a longer one may be a BSN or register number


class EventType(StrEnum):
    """What can happen. The stored string, and the last part of the type of a CloudEvent."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted-in-part"
    REFUSED = "refused"
    NOT_PROCESSED = "not-processed"
    WITHDRAWN = "withdrawn"
    OBJECTION_FILED = "objection-filed"
    OBJECTION_DECIDED = "objection-decided"
    APPEAL_FILED = "appeal-filed"
    APPEAL_DECIDED = "appeal-decided"
    PAYMENT_PENDING = "payment-pending"
    PAYMENT_SETTLED = "payment-settled"
    PRIVACY_REQUEST_DUE = "privacy-request-due"
    PRIVACY_REQUEST_COMPLETED = "privacy-request-completed"
    ENTERED = "entered"
    REMOVED = "removed"
    RE_ENTERED = "re-entered"
    RESTRICTION_IMPOSED = "restriction-imposed"
    RESTRICTION_LIFTED = "restriction-lifted"
    RESTRICTION_NARROWED = "restriction-narrowed"
    DEREGISTERED = "deregistered"
    HOLD_PLACED = "hold-placed"
    HOLD_LIFTED = "hold-lifted"
    ANNULLED = "annulled"


_T = EventType
POSITIVE = frozenset({_T.GRANTED, _T.GRANTED_IN_PART})
OUTCOMES = POSITIVE | {_T.REFUSED, _T.NOT_PROCESSED, _T.WITHDRAWN}
REVIEWED = frozenset({_T.OBJECTION_DECIDED, _T.APPEAL_DECIDED})
# What is pending, and what ends it: a hold while it lasts (domain, section 5).
PENDING: Mapping[EventType, EventType] = {
    _T.OBJECTION_FILED: _T.OBJECTION_DECIDED,
    _T.APPEAL_FILED: _T.APPEAL_DECIDED,
    _T.PAYMENT_PENDING: _T.PAYMENT_SETTLED,
}
_OF_DOSSIER = OUTCOMES | {*PENDING, *PENDING.values(), _T.PRIVACY_REQUEST_DUE, _T.PRIVACY_REQUEST_COMPLETED}
_OF_REGISTRATION = frozenset({_T.REMOVED, _T.RE_ENTERED, _T.RESTRICTION_IMPOSED, _T.RESTRICTION_LIFTED})
_OF_BOTH = frozenset({_T.ENTERED, _T.RESTRICTION_NARROWED})

# The kinds that an event may, or must, have.
REMOVAL_KINDS = frozenset({"request", "expiry", "death", "measure"})
RESTRICTION_KINDS = frozenset({"partial", "temporary", "permanent"})
HOLD_KINDS = frozenset({"litigation", "inspection", "objection", "appeal", "payment", "other"})
NON_REGISTRATION = "non-registration"
_KINDS: Mapping[EventType, frozenset[str]] = {
    _T.REMOVED: REMOVAL_KINDS,
    _T.RESTRICTION_IMPOSED: RESTRICTION_KINDS,
    _T.HOLD_PLACED: HOLD_KINDS,
    _T.GRANTED: frozenset({NON_REGISTRATION}),  # a certificate that somebody is not in the register
}
_KIND_NEEDED = frozenset({_T.REMOVED, _T.HOLD_PLACED})


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened `on` a legal date.

    `stated_at` is when its source says that it was recorded. `registration` also stands on a decision about
    an existing registration. `corrects` is the fact that this one replaces, `concerns` the hold that it
    lifts. `approved_by` is the second person where two are needed; both are pseudonymous ids. `reason` names
    nobody.
    """

    id: UUID
    type: EventType
    on: date
    stated_at: datetime
    by: str
    dossier: UUID | None = None
    registration: UUID | None = None
    subject: UUID | None = None
    document: UUID | None = None
    kind: str | None = None
    corrects: UUID | None = None
    concerns: UUID | None = None
    approved_by: str | None = None
    review_on: date | None = None
    reason: str | None = None
    profession: str | None = None


def fact_id(source: str, number: str) -> UUID:
    """The id of a fact, of what its source calls it: a repeat has the same.

    >>> fact_id("urn:nld:a", "1") == fact_id("urn:nld:a", "1") != fact_id("urn:nld:b", "1")
    True
    """
    return uuid5(_NAMESPACE, f"{source}\n{number}")


def check(fact: Fact, *, today: date) -> None:
    """BadFact, BadDate or NeedsTwo for a fact that makes no sense by itself, whatever else is known."""
    _check_targets(fact)
    if not EARLIEST <= fact.on <= today + AHEAD:
        raise BadDate("the date is before 1900 or more than a year ahead", field="on")
    if fact.review_on is not None and not EARLIEST <= fact.review_on <= today + 10 * AHEAD:
        raise BadDate("the date of review is too far away", field="review_on")
    allowed = _KINDS.get(fact.type, frozenset())
    if (fact.kind is not None or fact.type in _KIND_NEEDED) and fact.kind not in allowed:
        raise BadFact("of a kind that this event does not have", field="kind")
    _check_reason(fact)
    if fact.corrects == fact.id or (fact.type is _T.ANNULLED) > (fact.corrects is not None):
        raise BadFact("it must say which other event it replaces", field="corrects")
    if fact.type is _T.HOLD_LIFTED and fact.concerns is None:
        raise BadFact("it must say which hold it lifts", field="concerns")
    if fact.type is _T.RESTRICTION_NARROWED and fact.approved_by in (None, "", fact.by):
        raise NeedsTwo("narrowing a restriction needs a second person")


def _check_targets(fact: Fact) -> None:
    kind = fact.type
    if kind in _OF_DOSSIER | _OF_BOTH and fact.dossier is None:
        raise BadFact("it must say which dossier", field="dossier")
    if kind in _OF_REGISTRATION | _OF_BOTH and fact.registration is None:
        raise BadFact("it must say which registration", field="registration")
    targets = [one for one in (fact.dossier, fact.registration, fact.subject, fact.document) if one]
    if kind is _T.DEREGISTERED and not targets:
        raise BadFact("it must say which person, or a registration or dossier of theirs", field="subject")
    if kind is _T.HOLD_PLACED and len(targets) != 1:
        raise BadFact("a hold is on one dossier, registration, person or document", field="dossier")


def _check_reason(fact: Fact) -> None:
    needed = fact.type in (_T.HOLD_PLACED, _T.RESTRICTION_NARROWED)
    if not reason_fits(fact.reason or "", needed=needed):
        raise BadFact("a short reason without numbers of people", field="reason")


def reason_fits(text: str, *, needed: bool) -> bool:
    """Whether a person's reason may be kept: short, without a number that may be somebody's.

    >>> reason_fits("court case", needed=True), reason_fits("about 123456789", needed=True)
    (True, False)
    """
    digits = max((len(part) for part in "".join(c if c.isdigit() else " " for c in text).split()), default=0)
    return (bool(text.strip()) or not needed) and len(text) <= MOST_REASON and digits <= _LONGEST_NUMBER


def active(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that count, in the order of what they tell: by date, then id.

    A fact, its corrections and the corrections of those are one chain: of it, only the correction stated last
    counts, or none where that one is `annulled`.
    """
    known = {fact.id: fact for fact in facts}
    last: dict[UUID, Fact] = {}
    for fact in known.values():
        chain = _root(fact, known)
        before = last.get(chain)
        if before is None or _weight(before) < _weight(fact):
            last[chain] = fact
    counted = (fact for fact in last.values() if fact.type is not EventType.ANNULLED)
    return tuple(sorted(counted, key=lambda fact: (fact.on, fact.id)))


def same_chain(facts: Iterable[Fact]) -> Mapping[UUID, UUID]:
    """The first fact of the chain of each: what concerns one concerns its corrections."""
    known = {fact.id: fact for fact in facts}
    return {fact.id: _root(fact, known) for fact in known.values()}


def _weight(fact: Fact) -> tuple[bool, datetime, UUID]:
    """A correction weighs more than what it corrects, whatever the clocks of their sources said."""
    return fact.corrects is not None, fact.stated_at, fact.id


def _root(fact: Fact, known: Mapping[UUID, Fact]) -> UUID:
    """The first fact of a chain, which may not have arrived yet. Where facts correct each other in a ring,
    the least of them."""
    seen: list[UUID] = [fact.id]
    step = fact.corrects
    while step is not None:
        if step in seen:
            return min(seen[seen.index(step) :])
        seen.append(step)
        step = known[step].corrects if step in known else None
    return seen[-1]
