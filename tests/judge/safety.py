"""Files that cannot or should not be opened, and a few sound ones."""

from __future__ import annotations

import io
import random
from functools import partial

import pikepdf
from pikepdf import Dictionary, Name, String

from . import ordinary, pack
from .canvas import pdf, raster
from .model import Bundle, Doc
from .paper import edited
from .registry import Leaf


def _paper(rng: random.Random) -> bytes:
    return pdf(ordinary.build(rng, "statement", ordinary.other_number(rng), born_digital=True))


def _broken(rng: random.Random, way: str) -> tuple[str, bytes, list[str]]:
    data = _paper(rng)
    if way == "encrypted":
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as doc:
            doc.save(
                out, encryption=pikepdf.Encryption(owner="eigenaar", user="geheim", R=rng.choice((4, 6)))
            )
        return "beveiligd.pdf", out.getvalue(), ["safety.encrypted"]
    if way == "empty":
        return rng.choice(("leeg.pdf", "diploma.jpg")), b"", ["safety.empty"]
    if way == "malformed":
        if rng.random() < 0.5:
            return "kapot.pdf", b"%PDF-1.7\n" + rng.randbytes(900), ["safety.malformed"]
        picture = pack.jpeg(
            raster(ordinary.build(rng, "letter", ("Kenmerk", "77"), born_digital=True)[0], 100), 70
        )
        return "kapot.jpg", picture[:300], ["safety.malformed"]
    if way == "type-mismatch":
        picture = pack.jpeg(
            raster(ordinary.build(rng, "letter", ("Kenmerk", "77"), born_digital=True)[0], 150), 70
        )
        return (
            ("verklaring.pdf", picture, ["safety.type-mismatch"])
            if rng.random() < 0.5
            else ("foto.jpg", data, ["safety.type-mismatch"])
        )
    if way == "unsupported":
        return rng.choice(
            (
                ("programma.exe", b"MZ" + bytes(64) + rng.randbytes(800)),
                ("geluid.wav", b"RIFF\x24\x08\0\0WAVEfmt " + bytes(400)),
            )
        ) + (["safety.unsupported"],)
    if way == "active":
        with edited(data) as (doc, result):
            action = rng.choice(
                (
                    Dictionary(S=Name.JavaScript, JS=String("app.alert('hallo');")),
                    Dictionary(S=Name.Launch, F=String("start.bat")),
                )
            )
            doc.Root.OpenAction = action
        return "interactief.pdf", result[0], ["safety.active-content"]
    return "gewoon.pdf", data, []


def make(rng: random.Random, _index: int, *, way: str) -> Bundle:
    """Make one file."""
    name, data, codes = _broken(rng, way)
    return Bundle([Doc(name, data, "other", safety=codes, born_digital=True)])


def leaves() -> list[Leaf]:
    """Return the strata of this module."""
    ways = ("encrypted", "empty", "malformed", "type-mismatch", "unsupported", "active", "sound")
    return [Leaf(f"safety/{way}", 4, partial(make, way=way)) for way in ways]
