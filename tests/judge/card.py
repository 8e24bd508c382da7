"""A side of an identity document, measured in millimetres."""

from __future__ import annotations

import io
import random

import numpy as np
import segno
from PIL import Image

from . import marks
from .canvas import MM, Colour, Page

LABEL: Colour = (70, 80, 120)


def _ground(rng: random.Random, wide: float, high: float, tint: Colour) -> Image.Image:
    """Return a pale security print of interfering waves."""
    w, h = int(wide * MM * 2), int(high * MM * 2)
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    wave = np.sin(yy / rng.uniform(2.2, 4) + 6 * np.sin(xx / rng.uniform(28, 60)))
    wave += np.sin(xx / rng.uniform(3, 5) + 5 * np.sin(yy / rng.uniform(22, 50)))
    blend = 1 - 0.034 * (wave + 2)
    base = np.array(tint, np.float32)[None, None, :] * blend[:, :, None]
    return Image.fromarray(np.clip(base, 0, 255).astype(np.uint8))


class Card(Page):
    """A side of a card, measured in millimetres."""

    def __init__(self, rng: random.Random, wide: float, high: float, tint: Colour) -> None:
        super().__init__(wide * MM, high * MM, tint)
        self.image((0, 0, self.width, self.height), _ground(rng, wide, high, tint))

    def put(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 8,
        family: str = "nimbus",
        style: str = "",
        *,
        fill: Colour = (15, 15, 25),
        name: str = "",
        angle: float = 0,
    ) -> None:
        """Set text at a place in millimetres."""
        self.text(x * MM, y * MM, text, family, size, style=style, fill=fill, name=name, angle=angle)

    def field(
        self, x: float, y: float, label: str, value: str, *, size: float = 8, name: str = "", style: str = ""
    ) -> None:
        """Set a label with its value beneath."""
        self.put(x, y, label, 4.6, "narrow", fill=LABEL)
        self.put(x, y + 3.7, value, size, "nimbus", style, name=name)

    def mrz(self, lines: tuple[str, ...], x: float, y: float, *, at: tuple[int, int, int] | None) -> None:
        """Set machine-readable lines; `at` is line, start and end of the BSN in them."""
        pitch = 2.54
        for index, line in enumerate(lines):
            base = y + index * 5.6
            for place, char in enumerate(line):
                if char != " ":
                    self.put(x + place * pitch, base, char, 12.0, "ocrb", fill=(10, 10, 12))
            if at and at[0] == index:
                self.regions["mrz"] = (
                    (x + at[1] * pitch - 0.3) * MM,
                    (base - 3.4) * MM,
                    (x + at[2] * pitch + 0.3) * MM,
                    (base + 0.9) * MM,
                )
        self.regions["mrzlines"] = (
            x * MM,
            (y - 3.6) * MM,
            (x + len(lines[0]) * pitch) * MM,
            (y + (len(lines) - 1) * 5.6 + 1.2) * MM,
        )

    def face(
        self, rng: random.Random, x: float, y: float, wide: float, high: float, *, grey: bool = False
    ) -> None:
        """Place a portrait."""
        picture = marks.portrait(rng, 220, int(220 * high / wide))
        if grey:
            picture = picture.convert("L").convert("RGB")
        self.image((x * MM, y * MM, (x + wide) * MM, (y + high) * MM), picture)

    def qr(self, text: str, x: float, y: float, size: float) -> None:
        """Place a QR code with its quiet zone."""
        out = io.BytesIO()
        segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=3)
        box = (x * MM, y * MM, (x + size) * MM, (y + size) * MM)
        self.image(box, Image.open(out).convert("RGB"))
        self.regions["qr"] = box
