"""The receipt: what was sent and when, with the references for the later proof of destruction (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

import typst
from fastapi import APIRouter, Request
from starlette.responses import Response

from intake.api.tus import Me, TheDesk
from intake.errors import NotFoundHere
from intake.pages.handing_in import keeping
from intake.pages.rendering import Words, words_of
from intake.pages.views import DossierView, Row, dossier_view
from storage.database.engine import reading
from storage.records import references
from verification.rulebook.loader import procedure_name

router = APIRouter()


@router.get("/dossiers/{number}/receipt.pdf")
def receipt(number: UUID, request: Request, me: Me, desk: TheDesk) -> Response:
    """NotFoundHere before the application was submitted."""
    words = words_of(request)
    view = dossier_view(desk, me, number, words)
    if view.dossier.submitted_at is None:
        raise NotFoundHere
    with reading(desk.engine) as connection:
        known = references.of_documents(connection, [row.id for row in view.rows])
    data = _data(view, known, words, now=desk.clock())
    name = f"{words.t('receipt').lower()}-{view.dossier.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": words.lang.value}
    return Response(_drawn(data), media_type="application/pdf", headers=headers)


def _drawn(data: dict[str, Any]) -> bytes:
    source = (files("intake.pages") / "receipt.typ").read_bytes()
    made: bytes = typst.compile(
        source,
        sys_inputs={"data": json.dumps(data)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return made


def _data(view: DossierView, known: Mapping[UUID, str], words: Words, *, now: datetime) -> dict[str, Any]:
    dossier = view.dossier
    assert dossier.submitted_at is not None
    return {
        "lang": words.lang.value,
        "desk": words.t("receipt-desk"),
        "title": words.t("receipt"),
        "note": words.t("receipt-not"),
        "facts": [
            (words.t("receipt-procedure"), procedure_name(dossier.procedure)[words.lang]),
            (words.t("receipt-number"), dossier.number),
            (words.t("receipt-submitted"), _moment(dossier.submitted_at, words)),
            (words.t("receipt-state"), words.said("dossier", dossier.state.value)),
        ],
        "what": words.t("receipt-what"),
        "documents": [_document(row, known.get(row.id), words) for row in view.rows],
        "hint": words.t("receipt-reference-hint"),
        "kept": [words.t(keeping(dossier)), words.t("kept-erasure")],
        "made": words.t("receipt-made", day=words.day(now), time=words.clock(now)),
    }


def _document(row: Row, reference: str | None, words: Words) -> dict[str, Any]:
    names = [f"{one.name or '–'} ({words.size(one.size)})" for one in row.one.files]
    facts = [
        (words.t("receipt-files"), ", ".join(names)),
        (words.t("receipt-received"), _moment(row.one.created_at, words)),
        (words.t("submit-state"), row.state),
    ]
    if reference is not None:
        facts.append((words.t("receipt-reference"), reference))
    return {"name": f"{row.place}. {row.name}", "facts": facts}


def _moment(when: datetime, words: Words) -> str:
    return words.t("receipt-moment", day=words.day(when), time=words.clock(when))
