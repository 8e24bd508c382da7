"""Pictures of a page are covered by what its stored reading keeps, though that shows no digit any more."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from verification.limits import Limits
from verification.masked import masked
from verification.model import Page
from verification.reading.codec import decode, encode
from verification.reading.engine import read_document
from verification.reading.executors import Inline
from verification.report.pictures import covers_of, draw
from verification.trust import TrustStore

LABELLED, BARE = "999990019", "111222333"
LINES = (
    "Werkgeversverklaring van Ziekenhuis De Voorbeeld",
    f"Burgerservicenummer {LABELLED}",
    "Werkneemster is verpleegkundige sinds maart 2024",
    f"Ons kenmerk {BARE} te Utrecht",
)


def photograph(path: Path) -> Path:
    """A typed page as a picture: 150 dpi, A4."""
    picture = Image.new("RGB", (1240, 1754), "white")
    drawing = ImageDraw.Draw(picture)
    font = ImageFont.truetype("DejaVuSans.ttf", 34)
    for row, text in enumerate(LINES):
        drawing.text((110, 200 + 140 * row), text, fill="black", font=font)
    picture.save(path, dpi=(150, 150))
    return path


def read(path: Path) -> Page:
    found = read_document(path, executor=Inline(), limits=Limits(), trust=TrustStore.default())
    return found.pages[0]


def test_no_digit_shows_on_a_picture_drawn_from_the_stored_reading(tmp_path: Path) -> None:
    path = photograph(tmp_path / "page.png")
    found = read_document(path, executor=Inline(), limits=Limits(), trust=TrustStore.default())
    (seen,) = found.pages
    assert {LABELLED, BARE} <= {word.text for word in seen.words}
    (kept,) = decode(encode(masked(found))).reading.pages
    assert not re.search(r"\d{5}", " ".join(word.text for word in kept.words))
    covers = covers_of(kept, [])
    assert covers is not None
    shown = draw(path, "image/png", 1, 0, covers)
    pixels = np.asarray(Image.open(io.BytesIO(shown.jpeg)).convert("L"))
    for word in seen.words:
        x0, y0, x1, y1 = word.box
        part = pixels[
            round(y0 * shown.height) : round(y1 * shown.height),
            round(x0 * shown.width) : round(x1 * shown.width),
        ]
        assert (part.max() < 60) == (word.text in (LABELLED, BARE)), word.text
    (tmp_path / "shown.jpg").write_bytes(shown.jpeg)
    assert not re.search(r"\d{5}", read(tmp_path / "shown.jpg").text)


def test_without_what_it_keeps_nothing_would_be_covered(tmp_path: Path) -> None:
    """The words of a stored reading are masked: they no longer tell."""
    found = read_document(
        photograph(tmp_path / "page.png"), executor=Inline(), limits=Limits(), trust=TrustStore.default()
    )
    (kept,) = masked(found).reading.pages
    assert covers_of(replace(kept, covers=()), []) == ()
