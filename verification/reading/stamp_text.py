"""What stands in a stamp: along the rim (unrolled to a strip) and straight across the middle.

The ink of the stamp is first set apart from the print beneath it. Each strip is read at most twice, with the
heads of the letters outward and inward; the inside is turned upright by its own lines of text.
"""

from __future__ import annotations

import re
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.limits import Limits
from verification.reading.ink import Ink
from verification.reading.ocr import read_line
from verification.reading.outlines import Outline
from verification.reading.view import PageView

Grey = NDArray[np.uint8]

_READ_PX_PER_MM = 11.0  # resolution that stamps are read at: letters of 2 mm become 22 pixels
_RIM = (0.52, 0.97)  # part of the radius in which text along the rim stands
_MIDDLE = 0.8  # of the radius: where the middle of a line along the rim runs
_ROUND = 0.05  # an oval whose radii differ by less is round
_STRIP_HEIGHT = 44  # pixels of the strip that hold one line of rim text with its margins
_GAP_DEGREES = 14.0  # paper between two texts along one rim
_LETTER_GAP_DEGREES, _NARROW_GAP_DEGREES = 2.2, 4.5  # wider than between letters; narrowest between two texts
_WORD_GAP = 1.35  # a gap between texts by the median of all gaps
_MOST_PIECES = 4  # of one rim
_LEAST_BLANK = 0.08  # share of empty columns in a band of letters; a ring has none
_INK_CHROMA = 30  # of 255, of ink that surely is coloured
_DARKER = 0.6  # print by the coloured ink it crosses, which may be navy or wine
_PRINT = 0.36  # lightest channel by that of the paper: below it ink is black, above it coloured
_POOR = 0.25  # likeness by letter: a text upside down stays below it
_UPRIGHT = 0.45  # likeness by letter from which on a text surely stands upright
_LINE_SHARE = 0.82  # share of directions from which on a circle of the rim is a line and not text
# The 150 pairs that make up four fifths of the letter pairs in names of offices, institutions and places.
_FREQUENT_PAIRS_WORDS = """
aa ac ad ag ai ak al am an ar as at au ba be bl bo br bu ca ce ch ci co da de di do du ec ed ee eg ei ek
el em en er es et eu ga ge gi go gr ha he hi ho ht hu ia ic id ie ij il in io ir is it iv jk ka ke ko la
ld le li ll lo ls lt lu ma me mi mo na nc nd ne ng ni no ns nt oe ol om on oo or os ot ou ov pa pe po pr
pu ra rd re rg ri rl rm rn ro rs rt ru sa sc se si sl ss st ta te th ti to tr ts tu ub ui ul um un ur us
ut va ve vi vo wa we wi za ze
"""
_FREQUENT_PAIRS = frozenset(_FREQUENT_PAIRS_WORDS.split())


def read_outline(view: PageView, ink: Ink, outline: Outline, *, colour: str) -> str:
    """The text of a stamp with an outline: rim first, then the inside, one text a line."""
    if outline.shape == "oblong":
        return _joined(_read_inside(_cut(view, ink, outline, colour=colour, shrink=0.94)))
    disc = _cut(view, ink, outline, colour=colour, shrink=1.0)
    rim, inner_radius = _read_rim(disc)
    read = [*rim, *_read_inside(_masked_middle(disc, inner_radius))]
    if outline.shape == "oval" or not _good(rim):  # straight lines may fill all of it
        read = max(
            read, _read_inside(_masked_middle(disc, 1.0)), key=lambda texts: _likeness(" ".join(texts))
        )
    return _joined(read)


def _good(texts: list[str]) -> bool:
    text = " ".join(texts)
    return _likeness(text) >= _POOR * max(1, len(text))


def read_region(view: PageView, ink: Ink, bounds: tuple[float, float, float, float], *, colour: str) -> str:
    """The text of a stamp without an outline; `bounds` are x, y, w, h of the working picture."""
    x, y, w, h = bounds
    frame = Outline("oblong", x + w / 2, y + h / 2, w, h, 0.0, 1.0)
    return _joined(_read_inside(_cut(view, ink, frame, colour=colour, shrink=1.06)))


def _cut(view: PageView, ink: Ink, outline: Outline, *, colour: str, shrink: float) -> Grey:
    """The stamp upright by its outline, an oval stretched to a circle, dark ink on white."""
    scale = ink.scale
    zoom = _READ_PX_PER_MM / (ink.px_per_mm / scale)
    width, height = outline.width / scale * shrink, outline.height / scale * shrink
    wide, high = int(width * zoom), int(height * zoom)
    stretch_x = stretch_y = zoom
    angle = outline.angle if outline.shape != "round" else 0.0
    if outline.shape == "oblong":
        angle = angle - 180 if angle > 90 else angle
    if outline.shape == "oval":
        angle = angle - 180 if angle > 90 else angle
    turn = np.radians(angle)
    c, s = np.cos(turn), np.sin(turn)
    cx, cy = outline.cx / scale, outline.cy / scale
    matrix = np.array([[c * stretch_x, s * stretch_x, 0.0], [-s * stretch_y, c * stretch_y, 0.0]])
    matrix[:, 2] = np.array([wide / 2, high / 2]) - matrix[:, :2] @ (cx, cy)
    rgb = cv2.warpAffine(
        view.rgb, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return _ink_only(np.asarray(rgb, dtype=np.uint8), colour)


def _ink_only(rgb: Grey, colour: str) -> Grey:
    """Dark on white in the channel that the ink absorbs; black print taken from under coloured ink."""
    channels = [np.asarray(part, dtype=np.uint8) for part in cv2.split(rgb)]
    if colour == "black":
        grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        return _stretched(grey)
    absorbed = {"red": 1, "orange": 2, "yellow": 2, "green": 0, "blue": 0, "violet": 1}[colour]
    grey = _stretched(channels[absorbed])
    lightest = np.asarray(cv2.max(cv2.max(channels[0], channels[1]), channels[2]), dtype=np.uint8)
    chroma = cv2.subtract(lightest, cv2.min(cv2.min(channels[0], channels[1]), channels[2]))
    hued = lightest[(chroma > _INK_CHROMA) & (grey < 128)]
    paper = float(np.percentile(lightest, 80))
    print_ = lightest < min(_PRINT * paper, _DARKER * float(np.median(hued)) if hued.size else paper)
    near = cv2.dilate(print_.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.asarray(np.where(near, 255, grey), dtype=np.uint8)


def _stretched(grey: Grey) -> Grey:
    low, high = np.percentile(grey, (2, 80))
    if high - low < 12:
        return np.full_like(grey, 255)
    return np.asarray(
        np.clip((grey.astype(np.float32) - low) * (255.0 / (high - low)), 0, 255), dtype=np.uint8
    )


def _read_rim(disc: Grey) -> tuple[list[str], float]:
    """Texts along the rim, and the radius (share of the whole) within which the middle begins."""
    radius = min(disc.shape) / 2
    strip = _unrolled(disc)
    # rows: outside of the stamp on top; columns: clockwise from the right-hand side
    bands = _text_bands(strip, radius)
    texts: list[str] = []
    inner = _RIM[0] if bands else 1.0
    for top, bottom in bands[:2]:
        inner = min(inner if inner < 1.0 else 1.0, 1 - bottom / radius)
        band = strip[top:bottom]
        if ((band < 150).sum(axis=0) <= 1).mean() < _LEAST_BLANK:
            continue
        for piece in _pieces(band):
            texts += _both_ways(piece)
    return texts, inner


def _unrolled(disc: Grey) -> Grey:
    """The ring of the ellipse that fills a picture, laid out level, its outer edge on top.

    The lines within an oval run either at one distance from its edge or at one share of its radius; the way
    that lays them out straighter is taken. Letters keep their shape, which squeezing to a circle spoils.
    """
    b, a = disc.shape[0] / 2, disc.shape[1] / 2
    turns = np.linspace(0, 2 * np.pi, 4097)
    x, y = a * np.cos(turns), b * np.sin(turns)
    run = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    steps = np.interp(np.linspace(0, run[-1], int(_MIDDLE * run[-1]), endpoint=False), run, turns)
    edge = np.stack([a * np.cos(steps), b * np.sin(steps)])
    across = np.stack([np.cos(steps) / a, np.sin(steps) / b])
    radius = min(a, b)
    ways = [across / np.hypot(*across)]
    if abs(a - b) > _ROUND * radius:
        ways.append(edge / radius)
    depth = np.arange(int(radius), dtype=np.float64).reshape(-1, 1)
    strips = [_laid_out(disc, edge, way, depth) for way in ways]
    return max(strips, key=lambda strip: float(np.square(np.diff(strip.mean(axis=1))).sum()))


def _laid_out(
    disc: Grey, edge: NDArray[np.float64], inward: NDArray[np.float64], depth: NDArray[np.float64]
) -> Grey:
    """The picture along `edge` (x and y from its middle) and `depth` steps inward of it."""
    middle = disc.shape[1] / 2, disc.shape[0] / 2
    xs, ys = (
        np.asarray(middle[axis] + edge[axis] - inward[axis] * depth, dtype=np.float32) for axis in (0, 1)
    )
    strip = cv2.remap(disc, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,))
    return np.asarray(strip, dtype=np.uint8)


def _text_bands(strip: Grey, radius: float) -> list[tuple[int, int]]:
    """Rows (top, bottom) of the strip that hold text: ink in some directions, between the rim's lines."""
    dark = strip < 150
    share = dark.mean(axis=1)
    first, last = int((1 - _RIM[1]) * radius), int((1 - _RIM[0]) * radius)
    text = (share > 0.03) & (share < _LINE_SHARE * 0.8)
    text[:first] = False
    text[last:] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[0], text.astype(np.int8), [0]])))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    least = 0.045 * radius
    return [(max(0, a - 3), b + 3) for a, b in runs if b - a >= least]


def _pieces(band: Grey) -> list[Grey]:
    """The band cut where the rim is empty, so that no word is torn and each text is read by itself.

    Two texts that nearly meet (one reads outward, the other inward) are cut at the widest gaps that are
    clearly wider than those between the words.
    """
    inked = (band < 150).sum(axis=0) > 1
    n = len(inked)
    gaps = _gaps(inked)
    if not gaps:
        return [band]
    widths = [end - start for start, end in gaps]
    sure = [gap for gap, width in zip(gaps, widths, strict=True) if width >= n * _GAP_DEGREES / 360]
    if len(sure) < 2:
        least = max(_WORD_GAP * float(np.median(widths)), n * _NARROW_GAP_DEGREES / 360)
        wide = sorted(gaps, key=lambda gap: gap[0] - gap[1])[:_MOST_PIECES]
        sure = [gap for gap in wide if gap in sure or gap[1] - gap[0] >= least] or wide[:1]
    cuts = sorted(sure)
    out = []
    for (_, start), (end, _) in zip(cuts, [*cuts[1:], (cuts[0][0] + n, 0)], strict=True):
        piece = np.take(band, range(start - 4, end + 4), axis=1, mode="wrap")
        if end - start > band.shape[0] * 1.2:
            out.append(np.asarray(piece, dtype=np.uint8))
    return out[:_MOST_PIECES]


def _gaps(inked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The empty runs (start, end) around the rim that are wider than the space between letters."""
    n = len(inked)
    if inked.all() or not inked.any():
        return []
    first = int(np.flatnonzero(inked)[0])
    turned = np.roll(inked, -first)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (~turned).astype(np.int8), [0]])))
    least = n * _LETTER_GAP_DEGREES / 360
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]
    return [((a + first) % n, (a + first) % n + b - a) for a, b in runs]


def _both_ways(piece: Grey) -> list[str]:
    """The readings of a strip with heads outward and inward, the likelier first, without a hopeless one."""
    zoom = _STRIP_HEIGHT / piece.shape[0]
    sized = cv2.resize(piece, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_CUBIC)
    line = np.asarray(
        cv2.copyMakeBorder(sized, 10, 10, 16, 16, cv2.BORDER_CONSTANT, value=(255,)), dtype=np.uint8
    )
    outward = _line(line)
    inward = _line(np.asarray(cv2.rotate(line, cv2.ROTATE_180), dtype=np.uint8))
    best, other = sorted((outward, inward), key=_likeness, reverse=True)
    if _wordiness(best) < 3:
        return []
    doubtful = _wordiness(other) >= 4 and _likeness(other) > 0.3 * _likeness(best)
    return [best, other] if doubtful else [best]


def _masked_middle(disc: Grey, inner: float) -> Grey:
    """The inside of the stamp alone, cut out and the rest made paper."""
    height, width = disc.shape
    share = min(inner if inner < 1.0 else 0.86, 0.9)
    half_w, half_h = max(3, int(width / 2 * share)), max(3, int(height / 2 * share))
    area = np.zeros_like(disc)
    cv2.ellipse(area, (width // 2, height // 2), (half_w - 2, half_h - 2), 0, 0, 360, (255,), -1)
    rows = slice(height // 2 - half_h, height // 2 + half_h)
    columns = slice(width // 2 - half_w, width // 2 + half_w)
    return np.asarray(np.where(area > 0, disc, 255)[rows, columns], dtype=np.uint8)


def _read_inside(part: Grey) -> list[str]:
    """The straight lines of text within a stamp, turned upright."""
    if min(part.shape) < 20 or (part < 150).mean() < 0.015:
        return []
    turned = _upright(part)
    text = read_line(turned, psm=6, limits=Limits())
    if _likeness(text) < _UPRIGHT * len(text):
        other = read_line(
            np.asarray(cv2.rotate(turned, cv2.ROTATE_180), dtype=np.uint8), psm=6, limits=Limits()
        )
        text = max(text, other, key=_likeness)
    return [line.strip() for line in text.splitlines() if _wordiness(line) >= 3]


def _upright(part: Grey) -> Grey:
    """The part turned so that its lines of text lie level (within 40 degrees either way)."""
    h, w = part.shape
    side = int(np.hypot(h, w)) + 4
    top, left = (side - h) // 2, (side - w) // 2
    canvas = np.asarray(
        cv2.copyMakeBorder(
            part, top, side - h - top, left, side - w - left, cv2.BORDER_CONSTANT, value=(255,)
        ),
        dtype=np.uint8,
    )
    small = cv2.resize(255 - canvas, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    middle = (small.shape[1] / 2, small.shape[0] / 2)
    scores = []
    for angle in np.arange(-40, 41, 2.0):
        turn = cv2.getRotationMatrix2D(middle, float(angle), 1.0)
        rows = cv2.warpAffine(small, turn, (small.shape[1], small.shape[0])).sum(axis=1, dtype=np.float64)
        scores.append(
            (float(np.square(np.diff(rows)).sum()) * (1.06 if abs(angle) < 1 else 1.0), float(angle))
        )
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), max(scores)[1], 1.0)
    return np.asarray(
        cv2.warpAffine(canvas, turn, (side, side), flags=cv2.INTER_CUBIC, borderValue=(255,)), dtype=np.uint8
    )


def _line(grey: Grey) -> str:
    return read_line(grey, psm=7, limits=Limits()).strip()


def _wordiness(text: str) -> int:
    """Letters in runs of three and more, less the changes of case and stray signs that misreadings bring."""
    runs: list[str] = re.findall(r"[^\W\d_]{3,}", text)
    letters = sum(len(run) for run in runs)
    flips = sum(a.islower() and b.isupper() for run in runs for a, b in pairwise(run))
    stray = len(re.findall(r"[^\w\s.,&'’\-/()•*+:]", text))
    return letters - 2 * flips - stray


def _likeness(text: str) -> float:
    """How much a text is like words: pairs of letters that are frequent in names, less the others."""
    runs: list[str] = re.findall(r"[^\W\d_]{2,}", text)
    pairs = [a + b for run in runs for a, b in pairwise(run.lower())]
    flips = sum(a.islower() and b.isupper() for run in runs for a, b in pairwise(run))
    usual = sum(pair in _FREQUENT_PAIRS or not pair.isascii() for pair in pairs)
    return usual - 1.5 * (len(pairs) - usual) - 2 * flips


def _joined(texts: list[str]) -> str:
    return "\n".join(text for text in texts if text)
