"""Invented documents that are cheap to read, and the state in which each must end."""

from __future__ import annotations

import hashlib
import io
import random
from dataclasses import dataclass
from enum import StrEnum

import pikepdf
import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from storage.states import DocumentState
from tests.corpus.numbers import bsn
from tests.servers.clamd import PATTERN

LONG_PAGES = 5  # of a document that is shared out, where more than 4 pages are long
_LARGE = 10 * 2**20  # bytes; above the 8 MiB from which objects are stored in parts
_LINES = (
    "Verklaring van de werkgever, invented for a test.",
    "Hierbij verklaren wij dat de werknemer bij ons werkt",
    "als verpleegkundige op de afdeling {ward}.",
    "Het dienstverband begon op {day} maart {year}",
    "voor {hours} uur per week, en duurt nog voort.",
    "Kenmerk {number}.",
)


class Make(StrEnum):
    """What a document is."""

    TEXT = "text"  # one born-digital page
    SCAN = "scan"  # one small page as a picture
    LONG = "long"  # shared out over several workers
    LARGE = "large"  # stored in parts
    LOCKED = "locked"  # asks for a password
    INFECTED = "infected"
    NUMBERED = "numbered"  # a BSN can be read


_OFTEN = {
    Make.TEXT: 60, Make.SCAN: 14, Make.LONG: 6, Make.LARGE: 4, Make.LOCKED: 5, Make.INFECTED: 6,
    Make.NUMBERED: 5,
}  # fmt: skip
_ENDS = {
    Make.LOCKED: DocumentState.UNREADABLE,
    Make.INFECTED: DocumentState.INFECTED,
    Make.NUMBERED: DocumentState.HELD_BACK,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to send. `kind` is what its applicant calls it, None to find out."""

    make: Make
    name: str
    data: bytes
    kind: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def end(self) -> DocumentState:
        """The state in which it ends where its applicant leaves it."""
        return _ENDS.get(self.make, DocumentState.CHECKED)


def paper(rng: random.Random, number: int, make: Make | None = None) -> Paper:
    """One of the makes, or a given one; `number` makes its text unlike that of any other."""
    made = make or rng.choices([*_OFTEN], weights=[*_OFTEN.values()])[0]
    match made:
        case Make.SCAN:
            return Paper(made, f"scan-{number}.jpg", _picture(_pages(rng, number)))
        case Make.LONG:
            data = _pages(rng, number, pages=LONG_PAGES)
        case Make.LARGE:
            data = _padded(_pages(rng, number), rng.randbytes(_LARGE))
        case Make.LOCKED:
            data = _locked(_pages(rng, number))
        case Make.INFECTED:
            data = _pages(rng, number) + b"\n%" + PATTERN + b"\n"
        case Make.NUMBERED:
            line = f"Burgerservicenummer (BSN): {bsn(rng)}"
            return Paper(made, f"paspoort-{number}.pdf", _pages(rng, number, more=line), "identity")
        case _:
            data = _pages(rng, number)
    return Paper(made, f"verklaring-{number}.pdf", data, "employment-statement")


def _pages(rng: random.Random, number: int, *, pages: int = 1, more: str = "") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A5, invariant=1)
    for page in range(pages):
        told = {
            "ward": rng.choice(("cardiologie", "interne geneeskunde", "chirurgie")),
            "day": rng.randrange(1, 29),
            "year": rng.randrange(2016, 2025),
            "hours": rng.choice((24, 28, 32, 36)),
            "number": f"{number}-{page + 1}",
        }
        canvas.setFont("Helvetica", 12)
        for place, line in enumerate([*_LINES, *([more] if more else [])]):
            canvas.drawString(40, A5[1] - 60 - 22 * place, line.format(**told))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _picture(pdf: bytes) -> bytes:
    """The first page as a scanner with 200 dots per inch saw it."""
    out = io.BytesIO()
    with pdfium.PdfDocument(pdf) as document:
        picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    picture.save(out, "JPEG", quality=70, dpi=(200, 200))
    return out.getvalue()


def _padded(pdf: bytes, padding: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.Root.PieceInfo = document.make_indirect(pikepdf.Dictionary())
        document.Root.PieceInfo.Padding = document.make_stream(padding)
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _locked(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="an owner", user="a user"))
    return out.getvalue()
