"""A born-digital paper with a number to hide, and structural edits of PDF files."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

from . import model, ordinary
from .canvas import Box, pdf

KINDS = ("letter", "form", "statement", "annual-statement", "pay-slip")


class Paper:
    """A born-digital paper with a number on its first page; `hidden` lacks that number."""

    def __init__(self, rng: random.Random, *, raster_font: bool = False) -> None:
        self.rng = rng
        self.kind = rng.choice(KINDS)
        self.digits = model.bsn(rng)
        self.written = model.spaced(rng, self.digits)
        self.label = rng.choice(ordinary.LABELS)
        while True:
            pages = ordinary.build(
                rng, self.kind, ("*" + self.label, self.written), born_digital=not raster_font
            )
            if "bsn" in pages[0].regions:
                break
        self.pages = pages
        self.page = pages[0]
        self.box: Box = self.page.regions["bsn"]
        self.op = next(op for op in self.page.ops if op.kind == "text" and op.what == self.written)

    def without(self) -> None:
        """Take the number out of the page for good."""
        self.page.ops.remove(self.op)

    def bar(self, *, alpha: float = 1.0) -> None:
        """Lay a bar over the place of the number."""
        fill = self.rng.choice(((0, 0, 0), (0, 0, 0), (30, 30, 70), (255, 255, 255), (128, 128, 128)))
        if alpha < 1:
            fill = self.rng.choice(((0, 0, 0), (20, 20, 60), (60, 0, 0)))
        pad = self.rng.uniform(1, 4)
        box = (self.box[0] - pad, self.box[1] - pad / 2, self.box[2] + pad, self.box[3] + pad / 2)
        self.page.rect(box, fill=fill, alpha=alpha)

    def clean(self) -> None:
        """Mask the number for good: text gone, bar in its place (or a row of dots)."""
        self.without()
        if self.rng.random() < 0.8:
            self.bar()
        else:
            self.page.text(self.op.at[0], self.op.at[1], "• • • • • • •", self.op.font[0], self.op.font[2])

    def low_box(self) -> Box:
        """Return the box of the number in PDF coordinates."""
        high = self.page.height
        return self.box[0] - 2, high - self.box[3] - 1, self.box[2] + 2, high - self.box[1] + 1

    def pdf(self) -> bytes:
        """Return the PDF file."""
        return pdf(
            self.pages, title=self.kind, producer=self.rng.choice(("Writer", "Formuliermaker 4", "Scan&Sign"))
        )


@contextmanager
def edited(data: bytes) -> Iterator[tuple[pikepdf.Pdf, list[bytes]]]:
    """Open a PDF for structural changes; the result is appended to the list."""
    result: list[bytes] = []
    with pikepdf.open(io.BytesIO(data)) as doc:
        yield doc, result
        out = io.BytesIO()
        doc.save(out)
        result.append(out.getvalue())


def append_revision(data: bytes, changes: dict[int, bytes]) -> bytes:
    """Append an incremental update with these objects (number to body)."""
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    trailer = data[data.rindex(b"trailer") + 7 : data.rindex(b"startxref")].strip()
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    table = b""
    for number, body in sorted(changes.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    at = len(out)
    inner = trailer[2:-2]
    out += (
        b"xref\n" + table + b"trailer\n<<" + inner + b" /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (start, at)
    )
    return bytes(out)


def plain_save(data: bytes) -> bytes:
    """Save with a classic cross-reference table."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as doc:
        doc.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def attachment(doc: pikepdf.Pdf, name: str, body: bytes) -> pikepdf.AttachedFileSpec:
    """Return an attachment."""
    return pikepdf.AttachedFileSpec(
        doc, body, description="", filename=name, mime_type="", creation_date="", mod_date=""
    )
