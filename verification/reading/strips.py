"""Small strips of a page made ready for text recognition: level ground, dark on light, upscaled; and read."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.errors import OutsideProgramError
from verification.model import Box, Word, WordSource

Grey = NDArray[np.uint8]

MRZ_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
DIGITS = "0123456789"
_SECONDS = 20.0
"""Time limit of one strip; a strip takes 0.1 to 0.4 s."""


def crop(grey: Grey, box: Box, *, margin: tuple[float, float] = (0.0, 0.0)) -> tuple[Grey, Box]:
    """The part of a picture in a box of fractions, widened by `margin` (x, y) times its height in pixels.

    Returns the pixels and the box that they really cover. Never empty: at least one pixel.
    """
    high, wide = grey.shape[:2]
    tall = (box[3] - box[1]) * high
    x0 = int(max(0, box[0] * wide - margin[0] * tall))
    y0 = int(max(0, box[1] * high - margin[1] * tall))
    x1 = int(min(wide, box[2] * wide + margin[0] * tall + 1))
    y1 = int(min(high, box[3] * high + margin[1] * tall + 1))
    x1, y1 = max(x1, x0 + 1), max(y1, y0 + 1)
    return grey[y0:y1, x0:x1], (x0 / wide, y0 / high, x1 / wide, y1 / high)


def level(grey: Grey, *, kernel: int) -> Grey:
    """The picture with its ground made white; the ground is what closing by `kernel` pixels leaves."""
    size = max(3, kernel | 1)
    ground = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (size, size)))
    ground = cv2.GaussianBlur(ground, (size, size), 0)
    flat = cv2.divide(grey, np.maximum(ground, 1), scale=255)
    low = float(np.percentile(flat, 1))
    stretched = (flat.astype(np.float32) - low) * (255.0 / max(1.0, 255.0 - low))
    return np.asarray(np.clip(stretched, 0, 255), dtype=np.uint8)


def darkest(flat: Grey) -> Grey:
    """A levelled strip with only its darkest strokes left: a watermark or pattern across them turns white."""
    low = float(np.percentile(flat, 2))
    stretched = (flat.astype(np.float32) - low) * (255.0 / max(1.0, 0.5 * (255.0 - low)))
    return np.asarray(np.clip(stretched, 0, 255), dtype=np.uint8)


def upscale(grey: Grey, factor: float) -> Grey:
    """The picture resized by a factor, cubic when it grows."""
    if abs(factor - 1) < 0.05:
        return grey
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how), dtype=np.uint8)


def pad(grey: Grey, pixels: int, *, white: int = 255) -> Grey:
    """The picture with a light border, which Tesseract needs around a line."""
    return np.asarray(
        cv2.copyMakeBorder(grey, pixels, pixels, pixels, pixels, cv2.BORDER_CONSTANT, value=(white,)),
        dtype=np.uint8,
    )


def read_block(grey: Grey, *, charset: str, psm: int) -> list[str]:
    """The lines that Tesseract reads in a strip, with only the characters allowed ('' : all).

    Raises OutsideProgramError if Tesseract fails or runs over its time.
    """
    text = _tesseract(grey, charset=charset, psm=psm, output="txt")
    return [line for line in text.splitlines() if line.strip()]


def read_words(grey: Grey, *, charset: str, psm: int) -> tuple[Word, ...]:
    """The words that Tesseract reads in a strip; boxes in fractions of the strip."""
    high, wide = grey.shape[:2]
    words = []
    rows = csv.DictReader(
        io.StringIO(_tesseract(grey, charset=charset, psm=psm, output="tsv")),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    for row in rows:
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text:
            continue
        x, y, w, h = (int(row[key]) for key in ("left", "top", "width", "height"))
        line = int(row["block_num"]) * 1000 + int(row["par_num"]) * 100 + int(row["line_num"])
        box = (x / wide, y / high, (x + w) / wide, (y + h) / high)
        words.append(
            Word(text, box, max(0.0, float(row["conf"])) / 100, WordSource.OCR, line, int(row["par_num"]))
        )
    return tuple(words)


def _tesseract(grey: Grey, *, charset: str, psm: int, output: str) -> str:
    with tempfile.TemporaryDirectory(prefix="strip-") as folder:
        path = Path(folder) / "strip.pgm"
        high, wide = grey.shape[:2]
        path.write_bytes(b"P5 %d %d 255\n" % (wide, high) + np.ascontiguousarray(grey).tobytes())
        command = ["tesseract", str(path), "stdout", "-l", "eng", "--psm", str(psm), "--dpi", "300"]
        if charset:
            command += ["-c", f"tessedit_char_whitelist={charset}"]
        command += ["-c", "load_system_dawg=0", "-c", "load_freq_dawg=0", output]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                timeout=_SECONDS,
                check=True,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except (subprocess.SubprocessError, OSError) as exc:
            raise OutsideProgramError("tesseract on a strip") from exc
    return done.stdout.decode("utf-8", "replace")
