"""The page of a bundle, and what is asked by it while it is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from intake.api.tus import TheDesk
from intake.api.who import Visitor
from intake.errors import NotFoundHere
from intake.pages.forms import Form
from intake.pages.pictures import jpeg, variant_of
from intake.pages.rendering import Words, words_of
from intake.pages.said import said_of
from intake.pages.signed_in import own_page
from intake.receiving.desk import Desk
from intake.review.bundle import Bundle, Part, bundle_of, names_of
from intake.review.findings import ORDER
from intake.review.staff import Reviewer, called, note_look
from intake.review.texts import looked_for
from intake.review.viewer import TURNS, ZOOMS, View, beside, page_of, shown
from storage.database.engine import reading, transaction
from storage.records import pictures, visits
from storage.states import JUDGED_IN, DocumentVerdict, FindingVerdict, PaperState
from verification.model import Severity
from verification.rulebook.loader import procedure_name

router = APIRouter()

_KEPT_SECONDS = 600
_MOST_WORDS = 100  # characters that are looked for
_MOST_DIGITS = 4
Place = Annotated[int, Query(ge=1, le=1000)]
KEYS = (
    ("j", "next-finding"),
    ("k", "previous-finding"),
    ("b", "confirm"),
    ("o", "overrule"),
    ("c", "confirm-clear"),
    ("y", "accept"),
    ("x", "refuse"),
    ("w", "paper"),
    ("n", "next-page"),
    ("p", "previous-page"),
    ("1-9", "document"),
    ("r", "turn"),
    ("+ -", "zoom"),
    ("s", "beside"),
    ("/", "search"),
    ("a", "supplement"),
    ("d", "decide"),
    ("q", "queue"),
    ("?", "keys"),
)


def view_of(
    document: Place = 1,
    page: Annotated[int | None, Query(ge=1, le=100_000)] = None,
    zoom: int = ZOOMS[0],
    turn: int = 0,
    finding: Annotated[str, Query(max_length=16)] = "",
    beside: Annotated[int, Query(ge=0, le=1000)] = 0,
    spot: Annotated[str, Query(max_length=12)] = "",
) -> View:
    """What the address says is looked at; what makes no sense is the first."""
    return View(
        document,
        page,
        zoom if zoom in ZOOMS else ZOOMS[0],
        turn if turn in TURNS else 0,
        finding,
        beside,
        spot,
    )


TheView = Annotated[View, Depends(view_of)]


@router.get("/review/dossiers/{number}")
def show(number: UUID, request: Request, me: Reviewer, desk: TheDesk, view: TheView) -> Response:
    return bundle_page(request, desk, me, number, view)


@router.get("/review/dossiers/{number}/parts")
def parts(number: UUID, request: Request, me: Reviewer, desk: TheDesk, view: TheView) -> Response:
    """The same, asked by the page itself: who else is there, and pictures that were still to come."""
    return bundle_page(request, desk, me, number, view, quiet=True)


@router.get("/review/dossiers/{number}/documents/{document}/pictures/{page}")
def picture(
    number: UUID, document: UUID, page: int, request: Request, me: Reviewer, desk: TheDesk
) -> Response:
    """A page as drawn: covered where the rules say so. NotFoundHere for what may not be shown."""
    bundle = bundle_of(desk, number, words_of(request), act=me.act)
    part = bundle.part(document)
    if not 1 <= page <= part.pages:
        raise NotFoundHere
    variant = variant_of(desk, bundle.dossier)
    with reading(desk.engine) as connection:
        drawn = pictures.of_pages(connection, document, part.one.content, variant, [page]).get(page)
    if drawn is None or drawn.object is None:
        raise NotFoundHere
    note_look(desk, me, bundle.dossier, document)
    return jpeg(desk, drawn, seconds=_KEPT_SECONDS)


@router.post("/review/dossiers/{number}/search")
def search(number: UUID, request: Request, me: Reviewer, desk: TheDesk, form: Form) -> Response:
    """Where words stand in the documents. By a form, so that they stand in no address."""
    for_words = form.get("words", "").strip()[:_MOST_WORDS]
    given = form.get("document", "")
    place = int(given) if given.isdecimal() and len(given) < _MOST_DIGITS else 1
    return bundle_page(request, desk, me, number, View(max(place, 1)), looking_for=for_words)


def bundle_page(
    request: Request,
    desk: Desk,
    me: Visitor,
    number: UUID,
    view: View,
    *,
    status: int = 200,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
    looking_for: str = "",
    quiet: bool = False,
) -> Response:
    """A bundle with one of its documents open. `problem` is a code of what could not be done, `typed` what
    was written then, so that nothing is lost."""
    words = words_of(request)
    with transaction(desk.engine) as connection:
        visit = visits.enter(connection, number, act=me.act)
        others = visits.others(connection, number, me.key, at=me.act.at)
    bundle = bundle_of(desk, number, words, act=me.act, before=visit.before)
    part = next((one for one in bundle.shown if one.place == view.document), None)
    part = part or next(iter(bundle.shown), None)
    if not quiet:
        note_look(desk, me, bundle.dossier, None)
        if part is not None:
            note_look(desk, me, bundle.dossier, part.id)
    return own_page(
        request,
        "review-bundle.html",
        status=status,
        bundle=bundle,
        dossier=bundle.dossier,
        procedure=procedure_name(bundle.dossier.procedure)[words.lang],
        others=[called(one, words) for one in others],
        me=me.key,
        names=names_of(bundle, words, me=me.key),
        problem=problem,
        typed=defaultdict(str, typed or {}),
        keys=KEYS,
        looking_for=looking_for,
        hits=looked_for(desk, bundle.shown, looking_for) if looking_for else None,
        open=desk.sealer.open,
        judging=bundle.dossier.state in JUDGED_IN,
        verdicts=list(DocumentVerdict),
        finding_verdicts=FindingVerdict,
        paper_states=PaperState,
        today=me.act.day,
        **_document(desk, bundle, part, view, words),
    )


def _document(desk: Desk, bundle: Bundle, part: Part | None, view: View, words: Words) -> dict[str, Any]:
    """What is shown of the open document; `part` None where nothing of the dossier may be shown."""
    if part is None:
        return {"part": None, "view": view, "sheet": None, "beside": None}
    view = replace(view, document=part.place, page=page_of(part, view))
    looked_at = shown(desk, bundle, part, view)
    pair = None if looked_at.sheet is None else beside(desk, bundle, part, looked_at.sheet, view)
    current = next((one for one in part.findings if one.key == view.finding), None)
    current = current or next(iter(part.open), None) or next(iter(part.findings), None)
    at = None if current is None else part.findings.index(current)
    return {
        "part": part,
        "view": view,
        "sheet": looked_at.sheet if pair is None else pair[0],
        "beside": None if pair is None else pair[1],
        "partner": _partner(bundle, part),
        "thumbnails": looked_at.thumbnails,
        "current": current,
        "before": part.findings[at - 1] if at else None,
        "after": part.findings[at + 1] if at is not None and at + 1 < len(part.findings) else None,
        "checks": [
            (check, mine) for check in ORDER if (mine := [one for one in part.findings if one.check is check])
        ],
        "clear": [one for one in part.open if one.severity is Severity.INFO],
        "zooms": ZOOMS,
        "remarks": said_of(desk, part.id),
    }


def _partner(bundle: Bundle, part: Part) -> int:
    """The document to lay beside this one: for a translation the source before it, else a translation; 0
    for none."""
    translations = [one.place for one in bundle.shown if one.is_translation and one.pages]
    if part.is_translation:
        sources = [one.place for one in bundle.shown if not one.is_translation and one.pages]
        return next((one for one in sources if bundle.wants_translation(one)), sources[0] if sources else 0)
    return translations[0] if translations else 0
