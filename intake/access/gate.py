"""The gate: the one place where the table of who may do what is enforced, before any route is entered."""

from __future__ import annotations

from uuid import UUID

from fastapi import Request
from sqlalchemy import Connection

from intake.access.rules import Limit, Reach, Rule, Thing, rule_of
from intake.access.table import TABLE
from intake.api.who import Visitor, desk_of, rates_of, refuse_other_sites, visitor
from intake.errors import BadRequest, NoReason, NotFoundHere, WrongRole
from intake.receiving.desk import Desk
from storage.database.engine import reading
from storage.errors import NotFound
from storage.records import documents, dossiers, uploads
from storage.records.documents import Document
from storage.states import GONE, DocumentState

REASON = "Reason"  # header of a request: why somebody looks
_MOST_REASON = 500  # characters
_HIDDEN = (*GONE, DocumentState.HELD_BACK, DocumentState.INFECTED)


def gate(request: Request) -> None:
    """Let a request pass that the table allows. WrongRole also for a route that has no line in it."""
    found = rule_of(TABLE, request.method, request.scope["path"])
    if found is None:
        raise WrongRole
    rule = found[1]
    refuse_other_sites(request, by_programs=rule.public)
    if rule.public:
        _limit(request, rule.limit, request.client.host if request.client else "")
        return
    who = visitor(request, quiet=rule.quiet)
    request.state.visitor = who
    if who.role not in rule.may:
        raise WrongRole
    if who.role in rule.why:
        request.state.reason = _reason(request)
    _limit(request, rule.limit, who.key)
    if rule.thing is not None:
        _refuse_out_of_reach(desk_of(request), who, rule, _number(request))


def _limit(request: Request, limit: Limit | None, key: str) -> None:
    if limit is not None:
        rates_of(request)[limit].take(key)


def _reason(request: Request) -> str:
    """Why somebody looks, in their words. It is kept in the ledger and stands in no address."""
    given = request.headers.get(REASON, "").strip()
    if not given:
        raise NoReason
    return given[:_MOST_REASON]


def _number(request: Request) -> UUID:
    try:
        return UUID(request.path_params["number"])
    except ValueError as exc:
        raise BadRequest(field="path.number") from exc


def _refuse_out_of_reach(desk: Desk, who: Visitor, rule: Rule, number: UUID) -> None:
    """NotFoundHere for what is not there and for what is out of reach: nobody learns which."""
    reach = rule.may[who.role]
    try:
        with reading(desk.engine) as connection:
            there = _REACHES[rule.thing](connection, reach, who, number) if rule.thing else False
    except NotFound as exc:
        raise NotFoundHere from exc
    if not there:
        raise NotFoundHere


def _dossier(connection: Connection, reach: Reach, who: Visitor, number: UUID) -> bool:
    found = dossiers.get(connection, number)
    if reach is Reach.OWN:
        return who.subject is not None and found.subject_id == who.subject
    return reach is Reach.ALL or found.submitted_at is not None


def _document(connection: Connection, reach: Reach, who: Visitor, number: UUID) -> bool:
    found = documents.get(connection, number)
    if reach is Reach.OWN:
        return who.subject is not None and found.subject_id == who.subject
    return reach is Reach.ALL or handed_in(connection, found)


def handed_in(connection: Connection, found: Document) -> bool:
    """Whether staff may see a document: submitted with a dossier, and not held back, infected or gone."""
    return found.state not in _HIDDEN and dossiers.handed_in_with(connection, found.id)


def _upload(connection: Connection, reach: Reach, who: Visitor, number: UUID) -> bool:
    return reach is Reach.OWN and uploads.get(connection, number).subject_id == who.subject


_REACHES = {Thing.DOSSIER: _dossier, Thing.DOCUMENT: _document, Thing.UPLOAD: _upload}
