"""Who may do what: the one table, enforced by `gate` for every route. A route without a line is refused.

Applicants see their own things and nothing else; reviewers what was handed in and is not held back; records
managers no contents without a reason that is kept; administrators no contents at all.
"""

from __future__ import annotations

from collections.abc import Mapping

from intake.access.roles import Role
from intake.access.rules import Limit, Reach, Rule, Thing

_EVERYBODY = Rule()
_SIGNED_IN = Rule(dict.fromkeys(Role, Reach.ALL))
_APPLICANT = Rule({Role.APPLICANT: Reach.OWN})
_OWN_DOSSIER = Rule({Role.APPLICANT: Reach.OWN}, Thing.DOSSIER)
_OWN_DOCUMENT = Rule({Role.APPLICANT: Reach.OWN}, Thing.DOCUMENT)
_OWN_UPLOAD = Rule({Role.APPLICANT: Reach.OWN}, Thing.UPLOAD)
_SENDING = Rule({Role.APPLICANT: Reach.OWN}, Thing.DOSSIER, limit=Limit.UPLOAD)
_WATCHED_DOSSIER = Rule({Role.APPLICANT: Reach.OWN}, Thing.DOSSIER, quiet=True)
_REVIEWER = Rule({Role.REVIEWER: Reach.HANDED_IN})
_REVIEWED = Rule({Role.REVIEWER: Reach.HANDED_IN}, Thing.DOSSIER)
_WATCHED_REVIEW = Rule({Role.REVIEWER: Reach.HANDED_IN}, Thing.DOSSIER, quiet=True)
_WATCHED_DOCUMENT = Rule({Role.APPLICANT: Reach.OWN}, Thing.DOCUMENT, quiet=True)
_LOOKING = {Role.REVIEWER: Reach.HANDED_IN, Role.RECORDS_MANAGER: Reach.HANDED_IN}
_WHY = frozenset({Role.RECORDS_MANAGER})
_LOOK_AT_DOSSIER = Rule(_LOOKING, Thing.DOSSIER, why=_WHY)
_LOOK_AT_DOCUMENT = Rule(_LOOKING, Thing.DOCUMENT, why=_WHY)

TABLE: Mapping[str, Rule] = {
    # Whoever comes.
    "GET /health/live": _EVERYBODY,
    "GET /health/ready": _EVERYBODY,
    "GET /v1/openapi.json": _EVERYBODY,
    "GET /v1/procedures": _EVERYBODY,
    "OPTIONS /v1/uploads": _EVERYBODY,
    "GET /": _EVERYBODY,
    "GET /applications": _EVERYBODY,
    "GET /applications/{procedure}": _EVERYBODY,
    "GET /static/{name}": _EVERYBODY,
    # Coming in and going out.
    "POST /v1/sessions": Rule(limit=Limit.SIGN_IN),
    "DELETE /v1/sessions/current": _EVERYBODY,
    "DELETE /v1/sessions": _SIGNED_IN,
    "DELETE /v1/people/{key}/sessions": Rule({Role.ADMINISTRATOR: Reach.ALL}),
    "POST /sign-in": Rule(limit=Limit.SIGN_IN),
    "GET /sign-in/{way}": Rule(limit=Limit.SIGN_IN),
    "GET /sign-in/{way}/answer": Rule(limit=Limit.SIGN_IN),
    "POST /sign-out": _EVERYBODY,
    "GET /session": _SIGNED_IN,
    # An applicant's own things, by program.
    "POST /v1/dossiers": _APPLICANT,
    "GET /v1/dossiers": _APPLICANT,
    "GET /v1/dossiers/{number}": _OWN_DOSSIER,
    "GET /v1/dossiers/{number}/bundle": _OWN_DOSSIER,
    "GET /v1/dossiers/{number}/events": _WATCHED_DOSSIER,
    "POST /v1/dossiers/{number}/submission": _OWN_DOSSIER,
    "POST /v1/dossiers/{number}/withdrawal": _OWN_DOSSIER,
    "POST /v1/dossiers/{number}/documents": _SENDING,
    "GET /v1/documents/{number}": _OWN_DOCUMENT,
    "DELETE /v1/documents/{number}": _OWN_DOCUMENT,
    "PUT /v1/documents/{number}/kind": _OWN_DOCUMENT,
    "GET /v1/documents/{number}/report": _OWN_DOCUMENT,
    "POST /v1/uploads": Rule({Role.APPLICANT: Reach.OWN}, limit=Limit.UPLOAD),
    "HEAD /v1/uploads/{number}": _OWN_UPLOAD,
    "PATCH /v1/uploads/{number}": _OWN_UPLOAD,
    "DELETE /v1/uploads/{number}": _OWN_UPLOAD,
    # What the register tells.
    "POST /v1/register-events": Rule({Role.RECORDS_MANAGER: Reach.ALL}),
    # What staff read of what was handed in; every look is kept in the ledger.
    "GET /v1/review/dossiers": Rule({Role.REVIEWER: Reach.HANDED_IN}),
    "GET /v1/review/dossiers/{number}/bundle": _LOOK_AT_DOSSIER,
    "GET /v1/review/documents/{number}/report": _LOOK_AT_DOCUMENT,
    # Files as they were sent, from a path of their own.
    "GET /v1/originals/{number}/{position}": Rule(
        {Role.APPLICANT: Reach.OWN, **_LOOKING}, Thing.DOCUMENT, why=_WHY
    ),
    # The same by pages.
    "POST /dossiers": _APPLICANT,
    "GET /dossiers/{number}": _OWN_DOSSIER,
    "GET /dossiers/{number}/parts": _WATCHED_DOSSIER,
    "POST /dossiers/{number}/documents": _SENDING,
    "GET /dossiers/{number}/submission": _OWN_DOSSIER,
    "POST /dossiers/{number}/submission": _OWN_DOSSIER,
    "GET /dossiers/{number}/withdrawal": _OWN_DOSSIER,
    "POST /dossiers/{number}/withdrawal": _OWN_DOSSIER,
    "GET /documents/{number}": _OWN_DOCUMENT,
    "GET /documents/{number}/parts": _WATCHED_DOCUMENT,
    "GET /dossiers/{number}/receipt.pdf": _OWN_DOSSIER,
    "GET /documents/{number}/pictures/{page}": _OWN_DOCUMENT,
    "POST /documents/{number}/help": _OWN_DOCUMENT,
    "POST /documents/{number}/objection": _OWN_DOCUMENT,
    "POST /documents/{number}/parts/order": _OWN_DOCUMENT,
    "POST /documents/{number}/parts/removal": _OWN_DOCUMENT,
    "POST /documents/{number}/parts/{part}/again": Rule(
        {Role.APPLICANT: Reach.OWN}, Thing.DOCUMENT, limit=Limit.UPLOAD
    ),
    "POST /documents/{number}/kind": _OWN_DOCUMENT,
    "POST /documents/{number}/removal": _OWN_DOCUMENT,
    # Reviewers: what was handed in. Which documents of it may be shown is looked at for each (`bundle.part`).
    "GET /review": _REVIEWER,
    "GET /review/dossiers/{number}": _REVIEWED,
    "GET /review/dossiers/{number}/parts": _WATCHED_REVIEW,
    "GET /review/dossiers/{number}/documents/{document}/pictures/{page}": _REVIEWED,
    "POST /review/dossiers/{number}/search": _REVIEWED,
    "POST /review/dossiers/{number}/assignment": _REVIEWED,
    "POST /review/dossiers/{number}/documents/{document}/findings": _REVIEWED,
    "POST /review/dossiers/{number}/documents/{document}/judgement": _REVIEWED,
    "POST /review/dossiers/{number}/documents/{document}/paper": _REVIEWED,
    "GET /review/dossiers/{number}/supplement": _REVIEWED,
    "POST /review/dossiers/{number}/supplement": _REVIEWED,
    "GET /review/dossiers/{number}/decision": _REVIEWED,
    "POST /review/dossiers/{number}/decision": _REVIEWED,
    "POST /review/dossiers/{number}/objection": _REVIEWED,
    "POST /review/dossiers/{number}/objection/settlement": _REVIEWED,
}
