"""Applications in every state, made up and put straight into the records, for looking at each page."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from intake.api.sessions import demo_key
from intake.pages.pictures import variant_of
from intake.receiving.desk import Desk, Offer
from storage.database.engine import transaction
from storage.names import new_name
from storage.objects import Bucket
from storage.records import documents, dossiers, handing_in, people, pictures, reports, underway
from storage.records.acts import Act
from storage.records.reports import Key
from storage.states import DocumentState, DossierState
from verification.model import Kind
from verification.rulebook.messages import texts

_S = DocumentState
_RULE = {"source": "Besluit periodieke registratie Wet BIG, art. 5 lid 5"}
# What is said: code, which of its sentences, severity, and the place on page 1.
_ADVICE: Mapping[str, tuple[str, str, str, list[float] | None]] = {
    "bsn": ("identity.bsn-visible", "mrz", "fail", [0.33, 0.72, 0.78, 0.77]),
    "translation": ("translation.required", "default", "fail", None),
    "party": ("certification.undetermined", "default", "attention", [0.55, 0.8, 0.85, 0.93]),
    "fine": ("language.accepted", "default", "info", None),
}
_WORDS = {
    "nl": {"of_page": "pagina 1", "language": "Pools", "accepted_or": "Nederlands, Engels, Frans of Duits"},
    "en": {"of_page": "page 1", "language": "Polish", "accepted_or": "Dutch, English, French or German"},
}


@dataclass(frozen=True)
class Piece:
    """One document: its file, kind, state, what is said of it, and pages."""

    name: str
    kind: Kind | None
    state: DocumentState
    advice: tuple[str, ...] = ()
    pages: int = 1
    reason: str | None = None


_EVERYTHING = (
    Piece("diploma.pdf", Kind.DIPLOMA, _S.CHECKED, ("fine",), 2),
    Piece("IMG_20261103_084512.jpg", Kind.IDENTITY, _S.HELD_BACK, ("bsn", "fine")),
    Piece("zaświadczenie.pdf", Kind.EMPLOYMENT_STATEMENT, _S.CHECKED, ("translation", "party", "fine"), 3),
    Piece("contract-en-alle-bijlagen-van-het-ziekenhuis.pdf", Kind.CONTRACT, _S.CHECKED, ("party",), 20),
    Piece("scan.pdf", None, _S.CHECKING, (), 12),
    Piece("cv.pdf", None, _S.RECEIVED),
    Piece("loonstrook.pdf", Kind.PAY_SLIP, _S.UNREADABLE, (), 1, "safety.encrypted"),
    Piece("bijlage.pdf", Kind.OTHER, _S.INFECTED, (), 1, "safety.infected"),
    Piece("groot.tif", Kind.OTHER, _S.CHECK_FAILED, (), 1, "task.lost"),
)
_GOOD = (
    Piece("diploma.pdf", Kind.DIPLOMA, _S.CHECKED, ("fine",), 2),
    Piece("paspoort.jpg", Kind.IDENTITY, _S.CHECKED, ("fine",)),
)


@dataclass(frozen=True)
class Gallery:
    """Ids of the applications by what they show, and of the documents of `everything` by file name."""

    dossiers: Mapping[str, UUID]
    documents: Mapping[str, UUID]


def fill(desk: Desk, user: str = "anna") -> Gallery:
    """Make the applications of one demo user."""
    with transaction(desk.engine) as connection:
        subject = people.subject_of(connection, demo_key(user), at=desk.clock())
    act = Act(desk.clock(), "portal", str(subject))
    made: dict[str, UUID] = {}
    shown: dict[str, UUID] = {}
    for name, procedure, pieces in (
        ("empty", "registration", ()),
        ("everything", "periodic-registration", _EVERYTHING),
        ("good", "privacy-request", _GOOD[1:]),
        ("submitted", "eu-recognition", _GOOD),
        ("in-review", "registration", _GOOD),
        ("supplement-asked", "registration", _GOOD[:1]),
        ("decided", "temporary-service", _GOOD),
        ("withdrawn", "registration", _GOOD[:1]),
    ):
        with transaction(desk.engine) as connection:
            made[name] = dossiers.create(connection, subject, procedure, act=act).id
        for piece in pieces:
            number = _send(desk, subject, made[name], procedure, piece, act)
            if name == "everything":
                shown[piece.name] = number
        _move(desk, made[name], name, act)
    return Gallery(made, shown)


def _move(desk: Desk, number: UUID, name: str, act: Act) -> None:
    """The dossier into the state that its name says."""
    way = {
        "submitted": (),
        "in-review": (DossierState.IN_REVIEW,),
        "supplement-asked": (DossierState.IN_REVIEW, DossierState.SUPPLEMENT_ASKED),
        "decided": (DossierState.IN_REVIEW, DossierState.DECIDED),
    }
    with transaction(desk.engine) as connection:
        if name == "withdrawn":
            handing_in.withdraw(connection, number, act=act)
        elif name in way:
            handing_in.submit(connection, number, act=act)
            for state in way[name]:
                dossiers.change(connection, dossiers.get(connection, number, lock=True), state, act=act)


def _send(desk: Desk, subject: UUID, dossier: UUID, procedure: str, piece: Piece, act: Act) -> UUID:
    data = f"{piece.name} {dossier}".encode()
    offer = Offer(dossier, len(data), piece.name, kind=None if piece.kind is None else piece.kind.value)
    upload = desk.begin(subject, offer, act=act)
    desk.take_over(upload, io.BytesIO(data))
    number = desk.finish(upload, act=act).document_id
    if piece.state is not _S.RECEIVED:
        _judge(desk, number, procedure, piece, act)
    return number


def _judge(desk: Desk, number: UUID, procedure: str, piece: Piece, act: Act) -> None:
    name = new_name()
    body = json.dumps({"documents": [{"checks": [{"check": "x", "findings": _findings(piece)}]}]}).encode()
    desk.store.put(Bucket.DERIVED, name, [body], media_type="application/json")
    outcome = _outcome(piece)
    with transaction(desk.engine) as connection:
        if piece.state is _S.INFECTED:
            documents.move(connection, number, piece.state, act=act, reason=piece.reason)
            return
        documents.move(connection, number, _S.CHECKING, act=act)
        underway.progress(connection, number, pages=piece.pages, done=piece.pages * 7 // 12, at=act.at)
        if piece.state is _S.CHECKING:
            return
        content = documents.get(connection, number).content
        if piece.advice:
            kind = "" if piece.kind is None else piece.kind.value
            key = Key(content, kind, procedure, "1", "2022-12-01")
            reports.save(connection, number, key, outcome=outcome, stored_as=name, findings=[], act=act)
        documents.move(connection, number, piece.state, act=act, outcome=outcome, reason=piece.reason)
    if piece.state in (_S.CHECKED, _S.HELD_BACK):
        _draw(desk, number, content, piece, act)


def _draw(desk: Desk, number: UUID, content: str, piece: Piece, act: Act) -> None:
    pages = range(1, min(piece.pages, 8) + 1)
    stored = new_name()
    picture = _sheet(card=piece.kind is Kind.IDENTITY)
    desk.store.put(Bucket.DERIVED, stored, [picture[0]], media_type="image/jpeg")
    with transaction(desk.engine) as connection:
        variant = variant_of(desk, dossiers.dossiers_with(connection, number)[0])
        pictures.want(connection, number, variant, pages, at=act.at + timedelta(hours=1))
        for page in pages:
            covered = "bsn" in piece.advice
            pictures.drawn(
                connection,
                number,
                content,
                variant,
                page,
                stored_as=stored,
                size=picture[1],
                covered=covered,
            )


def _sheet(*, card: bool) -> tuple[bytes, tuple[int, int]]:
    """A page with lines in place of words; a card with a strip at the bottom."""
    size = (1400, 980) if card else (1400, 1980)
    image = Image.new("RGB", size, "#f4f1ea" if card else "white")
    pen = ImageDraw.Draw(image)
    for line in range(12 if card else 34):
        top = 120 + line * 50
        pen.rectangle((140 + (360 if card else 0), top, 1100 - (line * 137) % 300, top + 16), fill="#8a8a8a")
    if card:
        pen.rectangle((140, 140, 440, 520), fill="#c9d3df")
        pen.rectangle((455, 700, 1100, 760), fill="black")
    else:
        pen.ellipse((800, 1600, 1150, 1840), outline="#3048a0", width=10)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue(), size


def _findings(piece: Piece) -> list[dict[str, Any]]:
    found = []
    for name in piece.advice:
        code, variant, severity, box = _ADVICE[name]
        message = {lang: texts()[code][variant][lang].format_map(_WORDS[lang]) for lang in _WORDS}
        found.append(
            {"code": code, "severity": severity, "page": 1, "box": box, "message": message, "rule": _RULE}
        )
    return found


def _outcome(piece: Piece) -> str:
    severities = {_ADVICE[name][2] for name in piece.advice}
    if "fail" in severities:
        return "return"
    return "review" if "attention" in severities else "clear"
