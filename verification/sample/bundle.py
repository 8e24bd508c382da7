"""Draws the invented documents with typst and makes scans and a photograph of them.

What they are meant to show: a passport whose BSN is struck but still stands in its machine-readable zone, a
diploma with a notary's certification, a Polish statement without a translation, and a pay slip with a black
box that hides nothing. People and institutions are invented; the BSN is a public test number.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path

import cv2
import numpy as np
import typst
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

TEST_BSN = "999990019"  # on the public list of test numbers
_SCAN_DPI = 200
_MRZ_WEIGHTS = (7, 3, 1)


def write_sample(folder: Path) -> list[Path]:
    """Write the bundle into `folder` (made if missing) and return its files."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(2026)
    line1, line2 = _passport_lines(TEST_BSN)
    passport = _picture("passport.typ", 300, {"bsn": TEST_BSN, "line1": line1, "line2": line2})
    paths = [folder / name for name in ("paspoort.jpg", "diploma.pdf", "werkgever.pdf", "loonstrook.pdf")]
    Image.fromarray(_photograph(passport, random)).save(paths[0], quality=88)
    _save_scan(_scan(_picture("diploma.typ", _SCAN_DPI, {}), random, degrees=-0.8), paths[1])
    _save_scan(_scan(_picture("statement.typ", _SCAN_DPI, {}), random, degrees=0.5), paths[2])
    paths[3].write_bytes(_compile("payslip.typ", {"bsn": TEST_BSN}))
    return paths


def _compile(name: str, inputs: Mapping[str, str], *, ppi: float | None = None) -> bytes:
    """A template as PDF, or as PNG at `ppi` pixels per inch."""
    with as_file(files("verification.sample")) as folder:
        made: bytes = typst.compile(
            str(folder / name),
            root=str(folder),
            ignore_system_fonts=True,
            sys_inputs=dict(inputs),
            format="pdf" if ppi is None else "png",
            ppi=ppi,
        )
    return made


def _picture(name: str, ppi: float, inputs: Mapping[str, str]) -> Pixels:
    with Image.open(io.BytesIO(_compile(name, inputs, ppi=ppi))) as image:
        return np.asarray(image.convert("RGB"))


def _scan(page: Pixels, random: np.random.Generator, *, degrees: float) -> Pixels:
    """A page as a flatbed scanner gives it: a little askew, a little soft, a little noise."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(page, turn, (width, height), borderValue=(250, 250, 248))
    soft = cv2.GaussianBlur(turned, (0, 0), 0.6)
    return _noisy(np.asarray(soft, np.uint8), random, sigma=4.0)


def _photograph(card: Pixels, random: np.random.Generator) -> Pixels:
    """The passport page photographed on a wooden table, from a slight angle, with light from the left."""
    height, width = 1500, 2000
    grain = cv2.GaussianBlur(
        random.normal(0, 26, (height, width)).astype(np.float32), (0, 0), sigmaX=40, sigmaY=1.5
    )
    table = np.clip(np.array([122, 84, 52]) + grain[..., None] * 4, 0, 255).astype(np.uint8)
    card_height, card_width = card.shape[:2]
    corners = np.array([[0, 0], [card_width, 0], [card_width, card_height], [0, card_height]], np.float32)
    lies = np.array([[232, 190], [1790, 245], [1745, 1330], [205, 1288]], np.float32)
    warp = cv2.getPerspectiveTransform(corners, lies)
    laid = cv2.warpPerspective(card, warp, (width, height), flags=cv2.INTER_AREA)
    where = cv2.warpPerspective(np.full(card.shape[:2], 255, np.uint8), warp, (width, height)) > 127
    table[where] = laid[where]
    light = np.linspace(1.05, 0.86, width, dtype=np.float32)[None, :, None]
    lit = np.clip(table * light, 0, 255).astype(np.uint8)
    return _noisy(np.asarray(cv2.GaussianBlur(lit, (0, 0), 0.7), np.uint8), random, sigma=3.0)


def _noisy(picture: Pixels, random: np.random.Generator, *, sigma: float) -> Pixels:
    return np.clip(picture + random.normal(0, sigma, picture.shape), 0, 255).astype(np.uint8)


def _save_scan(page: Pixels, path: Path) -> None:
    Image.fromarray(page).save(path, "PDF", resolution=_SCAN_DPI, quality=85)


def _passport_lines(bsn: str) -> tuple[str, str]:
    """Both lines of a passport's machine-readable zone with its check digits (ICAO Doc 9303 part 4)."""
    number, birth, expiry, optional = "SPECI2014", "850310", "340309", bsn.ljust(14, "<")
    name = "P<NLDDIJKSTRA<VOORBEELD<<FEMKE<ANNA".ljust(44, "<")
    fields = [f"{field}{_check_digit(field)}" for field in (number, birth, expiry, optional)]
    composite = _check_digit("".join(fields))
    return name, f"{fields[0]}NLD{fields[1]}F{fields[2]}{fields[3]}{composite}"


def _check_digit(field: str) -> int:
    values = [0 if c == "<" else int(c, 36) for c in field]
    return sum(value * _MRZ_WEIGHTS[i % 3] for i, value in enumerate(values)) % 10
