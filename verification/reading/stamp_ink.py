"""A stamp cut out of its page: level by its outline, its ink apart from print and pens, dark on white."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ink import Ink
from verification.reading.outlines import Outline
from verification.reading.view import PageView

Grey = NDArray[np.uint8]

READ_PX_PER_MM = 11.0  # resolution that stamps are read at: letters of 2 mm become 22 pixels
_INK_CHROMA = 30  # of 255, of ink that surely is coloured
_DARKER = 0.6  # print by the coloured ink it crosses, which may be navy or wine
_PRINT = 0.36  # lightest channel by that of the paper: below it ink is black, above it coloured
_FEWEST_INKED = 50  # pixels by which the tone of an ink is known
_APART = 0.03  # squared sine of the angle between a coloured ink and black, from which on they are told apart
_HEAL_PX = 3.0  # around what is healed
_LEAST_RANGE = 12  # of 255, between ink and paper
_EVEN_MM = 5.0  # over which ink is as dark as it gets somewhere: more than a letter
_FAINTEST = 0.28  # of the darkest ink; fainter ink is not lifted further, or paper would turn into ink
_GRAIN = 0.12  # of full ink: what is fainter after lifting is paper
_STROKE_MM, _STROKE_FILL = 6.5, 0.22  # longest side of what is no letter; share of its rectangle that is ink
_LEAST_RULE = 50  # pixels: longer than any stroke of a letter
_RULE_SHARE = 0.2  # of the width or height of the cut, from which on a straight run is a line and no letter


def cut(view: PageView, ink: Ink, outline: Outline, *, colour: str, shrink: float) -> Grey:
    """The stamp in ink of `colour`, level by its outline; `shrink` scales what is cut out.

    `READ_PX_PER_MM` pixels a millimetre.
    """
    scale = ink.scale
    zoom = READ_PX_PER_MM / (ink.px_per_mm / scale)
    wide = int(outline.width / scale * shrink * zoom)
    high = int(outline.height / scale * shrink * zoom)
    angle = outline.angle if outline.shape != "round" else 0.0
    turn = np.radians(angle - 180 if angle > 90 else angle)
    c, s = np.cos(turn), np.sin(turn)
    matrix = np.array([[c * zoom, s * zoom, 0.0], [-s * zoom, c * zoom, 0.0]])
    matrix[:, 2] = np.array([wide / 2, high / 2]) - matrix[:, :2] @ (outline.cx / scale, outline.cy / scale)
    rgb = cv2.warpAffine(
        view.rgb, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return _ink_only(np.asarray(rgb, dtype=np.uint8), colour)


def evened(grey: Grey) -> Grey:
    """The same with faint parts of the print of a stamp as dark as the others."""
    depth = np.asarray(255 - grey, dtype=np.float32)
    size = int(_EVEN_MM * READ_PX_PER_MM) | 1
    small = cv2.resize(depth, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    around = cv2.dilate(small, np.ones((size // 4, size // 4), np.uint8))
    around = cv2.resize(cv2.blur(around, (size // 4, size // 4)), (grey.shape[1], grey.shape[0]))
    top = max(1.0, float(np.percentile(depth, 98)))
    lifted = depth / np.maximum(around, _FAINTEST * top)
    share = np.clip((lifted - _GRAIN) / (0.9 - _GRAIN), 0, 1)
    return np.asarray(255 - 255 * share, dtype=np.uint8)


def without_rules(grey: Grey) -> Grey:
    """The picture without straight lines along its sides: frames, ruling, forms."""
    dark = np.asarray((grey < 150) * 255, dtype=np.uint8)
    out = grey.copy()
    for axis, length in ((0, grey.shape[0]), (1, grey.shape[1])):
        run = max(_LEAST_RULE, int(_RULE_SHARE * length))
        kernel = np.ones((run, 1) if axis == 0 else (1, run), np.uint8)
        lines = cv2.dilate(cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel), np.ones((3, 3), np.uint8))
        out[lines > 0] = 255
    return out


def without_strokes(grey: Grey) -> Grey:
    """The picture without what is larger and thinner than letters: pens, rings, emblems drawn in lines."""
    dark = np.asarray((grey < 150) * 255, dtype=np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    sides = np.maximum(width, height)
    fill = stats[:, cv2.CC_STAT_AREA] / np.maximum(1, width * height)
    gone = (sides > _STROKE_MM * READ_PX_PER_MM) & (fill < _STROKE_FILL)
    gone[0] = False
    if not gone.any():
        return grey
    near = cv2.dilate(np.asarray(gone[labels], dtype=np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray(np.where(near > 0, 255, grey), dtype=np.uint8)


def _ink_only(rgb: Grey, colour: str) -> Grey:
    """Dark on white by how much of the coloured ink lies there, healed where print or a pen crosses it."""
    if colour == "black":
        return _stretched(np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8))
    channels = [np.asarray(part, dtype=np.uint8) for part in cv2.split(rgb)]
    absorbed = {"red": 1, "orange": 2, "yellow": 2, "green": 0, "blue": 0, "violet": 1}[colour]
    grey = _stretched(channels[absorbed])
    lightest = np.asarray(cv2.max(cv2.max(channels[0], channels[1]), channels[2]), dtype=np.uint8)
    chroma = cv2.subtract(lightest, cv2.min(cv2.min(channels[0], channels[1]), channels[2]))
    hued = np.asarray((chroma > _INK_CHROMA) & (grey < 128), dtype=np.bool_)
    paper = float(np.percentile(lightest, 80))
    darkest = _DARKER * float(np.median(lightest[hued])) if hued.any() else paper
    near = cv2.dilate((lightest < min(_PRINT * paper, darkest)).astype(np.uint8), np.ones((5, 5), np.uint8))
    if not near.any():
        return grey
    apart = _unmixed(rgb, hued)
    return np.asarray(
        cv2.inpaint(grey if apart is None else apart, near, _HEAL_PX, cv2.INPAINT_TELEA), dtype=np.uint8
    )


def _unmixed(rgb: Grey, hued: NDArray[np.bool_]) -> Grey | None:
    """The amount of coloured ink where black ink lies on it too; None where the ink is nearly black itself.

    Light that passes two inks is weakened by both, so densities add up: each pixel's is split in two.
    """
    paper = np.percentile(rgb.reshape(-1, 3), 80, axis=0)
    density = -np.log(np.clip(rgb.astype(np.float32) / np.maximum(paper, 1), 1 / 255, 1))
    if hued.sum() < _FEWEST_INKED:
        return None
    tone = np.median(density[hued], axis=0)
    tone /= max(1e-6, float(np.linalg.norm(tone)))
    black = np.full(3, 3**-0.5)
    shared = float(tone @ black)
    if 1 - shared**2 < _APART:
        return None
    amount = (density @ tone - shared * (density @ black)) / (1 - shared**2)
    full = max(1e-3, float(np.median(amount[hued])))
    return np.asarray(255 - np.clip(255 * amount / full, 0, 255), dtype=np.uint8)


def _stretched(grey: Grey) -> Grey:
    low, high = np.percentile(grey, (2, 80))
    if high - low < _LEAST_RANGE:
        return np.full_like(grey, 255)
    return np.asarray(
        np.clip((grey.astype(np.float32) - low) * (255.0 / (high - low)), 0, 255), dtype=np.uint8
    )
