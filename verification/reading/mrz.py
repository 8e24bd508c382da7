"""Finds and reads the machine-readable zones of a page (ICAO Doc 9303): from the words already read where
they fit, else from the strips themselves, read again larger and with only the characters that a zone can
hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.bsn_layout import Row, union
from verification.identity_look import badly_read
from verification.model import Box, Mrz
from verification.reading.geometry import turn_box
from verification.reading.ground import darkest, level
from verification.reading.lines_off import without_lines
from verification.reading.mrz_cells import TALL, look_at_bsn, plain
from verification.reading.mrz_fields import clean, looks_like_zone
from verification.reading.mrz_parse import Zone, parse
from verification.reading.mrz_strips import Strip, find_strips
from verification.reading.strips import MRZ_CHARACTERS, pad, read_block
from verification.reading.view import PageView

Grey = NDArray[np.uint8]

_MOST_GROUPS = 3
"""Groups of lines read again per page: a page has one zone, or two (a copied passport and card)."""
_OPTIONAL = {"TD3": (1, 28 / 44, 42 / 44), "TD1": (0, 15 / 30, 1.0)}
"""Line, start and end of the optional-data field, in shares of the line's length."""


def find_mrz(view: PageView) -> tuple[Mrz, ...]:
    """The zones of a page, the surest first; a zone that is there and cannot be parsed has format `unknown`.

    Raises OutsideProgramError if Tesseract fails on a strip.
    """
    zones = list(_from_words(view))
    if zones and all(_settled(z) for z in zones):
        return tuple(zones)
    zones = _read_picture(view, zones)
    if all(z.format == "unknown" for z in zones) and badly_read(view.words) and not view.born_digital:
        zones = _lying(view) or zones
    return tuple(sorted(zones, key=lambda z: (z.format == "unknown", not z.valid)))


def _read_picture(view: PageView, zones: list[Mrz]) -> list[Mrz]:
    """The zones that the words gave, with those that the picture gives."""
    grey = view.grey
    groups = _candidates(view, grey)
    groups = [g for g in _word_strips(view) if not any(_beside(g, other) for other in groups)] + groups
    for group in groups[:_MOST_GROUPS]:
        mrz = _read_group(grey, group)
        if mrz is not None:
            zones = _merged(zones, mrz)
    return zones


def _lying(view: PageView) -> list[Mrz]:
    """Zones on the picture turned every other way; boxes on the picture as it is."""
    for turns in (2, 1, 3):
        turned = PageView(np.ascontiguousarray(np.rot90(view.rgb, turns)), view.dpi, (), view.number)
        zones = [z for z in _read_picture(turned, []) if z.format != "unknown" and z.valid]
        if zones:
            return [_turned(z, 90 * turns) for z in zones]
    return []


def _turned(mrz: Mrz, degrees: int) -> Mrz:
    """A zone of a picture that is now turned clockwise."""
    field = mrz.optional_box and turn_box(mrz.optional_box, degrees)
    return replace(mrz, box=turn_box(mrz.box, degrees), optional_box=field)


def _settled(mrz: Mrz) -> bool:
    """Whether nothing can be gained by reading the zone again."""
    return mrz.valid and not mrz.masked and "?" not in mrz.optional and mrz.format != "unknown"


# ---- from the words -------------------------


def _from_words(view: PageView) -> Iterable[Mrz]:
    for block in _blocks(view.rows):
        zone = parse([_raw(row) for row in block])
        if zone is not None and zone.agree >= 2:
            yield _mrz(zone, [_row_box(row) for row in block], masked=False)


def _word_strips(view: PageView) -> list[tuple[Strip, ...]]:
    """The rows that look like a zone's lines as strips, all as wide as the widest."""
    groups = []
    for block in _blocks(view.rows):
        boxes = [_row_box(row) for row in block][:3]
        if len(boxes) >= 2:
            left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
            tall = min(row.height for row in block[:3])
            middles = [(b[1] + b[3]) / 2 for b in boxes]
            groups.append(tuple(Strip((left, m - tall / 2, right, m + tall / 2), 0.0) for m in middles))
    return groups


def _beside(group: Sequence[Strip], other: Sequence[Strip]) -> bool:
    """Whether two groups of lines are in the same place."""
    a, b = union(s.box for s in group), union(s.box for s in other)
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _blocks(rows: Sequence[Row]) -> Iterable[list[Row]]:
    """Runs of rows that look like a zone's lines."""
    block: list[Row] = []
    for row in rows:
        if looks_like_zone(_raw(row)):
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _raw(row: Row) -> str:
    return " ".join(p.text for p in row.pieces)


def _row_box(row: Row) -> Box:
    return union(p.box for p in row.pieces)


# ---- from the picture -----------------------


def _candidates(view: PageView, grey: Grey) -> list[tuple[Strip, ...]]:
    """Groups of lines worth reading: found on the picture and not plain running text."""
    return [group for group in find_strips(grey) if not _running_text(view, group)]


def _running_text(view: PageView, group: tuple[Strip, ...]) -> bool:
    """Whether the words inside are surely read and mostly in small letters, as no zone is."""
    box = union(s.box for s in group)
    inside = [
        w
        for w in view.words
        if box[0] <= (w.box[0] + w.box[2]) / 2 <= box[2] and box[1] <= (w.box[1] + w.box[3]) / 2 <= box[3]
    ]
    text = "".join(w.text for w in inside if w.confidence > 0.6)
    letters = [c for c in text if c.isalpha()]
    return (
        len(text) > 25 and "<" not in text and sum(c.islower() for c in letters) > 0.5 * max(1, len(letters))
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    zone: Zone | None
    lines: tuple[str, ...]


def _read_group(grey: Grey, group: tuple[Strip, ...]) -> Mrz | None:
    """Reads a group in up to four ways until its check digits agree."""
    strips = [_cut(grey, strip) for strip in group]
    best = _Reading(None, ())
    for way in (plain, _dark, _sharp, _bare):
        ready = [way(strip) for strip in strips]
        if way is _bare and all(bare is strip for bare, strip in zip(ready, strips, strict=True)):
            break  # no lines to take off
        lines = _read_strips(ready)
        zone = parse(lines)
        if zone is not None and (best.zone is None or zone.agree > best.zone.agree):
            best = _Reading(zone, lines)
        elif best.zone is None and len("".join(lines)) > len("".join(best.lines)):
            best = _Reading(None, lines)
        if zone is not None and zone.valid and zone.asked >= 3:
            break
    if best.zone is None:
        return _unknown(group, best.lines)
    found = best.zone
    if found.format == "TD1" and not found.document_number and len(group) == 2:
        group = (_line_above(group), *group)
        strips = [_cut(grey, group[0]), *strips]
        head = _read_strips([plain(strips[0])])
        whole = parse([*head[:1], *best.lines])
        found = whole or found
    zone, masked = look_at_bsn(found, strips)
    return _mrz(zone, [s.box for s in group], masked=masked)


def _line_above(group: Sequence[Strip]) -> Strip:
    """Where the first line of a TD1 zone stands when only the other two were found (a mask broke it up)."""
    first, second = group[0].box, group[1].box
    pitch = (second[1] + second[3] - first[1] - first[3]) / 2
    top = max(0.0, first[1] - pitch)
    return Strip((first[0], top, first[2], max(top + 1e-3, first[3] - pitch)), group[0].slope)


def _cut(grey: Grey, strip: Strip) -> Grey:
    """The line cut out straight, its ground level, its characters `TALL` pixels high."""
    high, wide = grey.shape[:2]
    x0, y0, x1, y1 = (strip.box[0] * wide, strip.box[1] * high, strip.box[2] * wide, strip.box[3] * high)
    tall = max(4.0, y1 - y0)
    scale = TALL / tall
    width, height = round((x1 - x0 + 2 * tall) * scale), round(tall * 1.7 * scale)
    slope = strip.slope
    middle = (y0 + y1) / 2
    # From cut-out pixels (u, v) to the page: x = x0 - tall + u / scale; y follows the slope about the middle.
    matrix = np.array(
        [
            [1 / scale, 0.0, x0 - tall],
            [slope / scale, 1 / scale, middle - tall * 0.85 + slope * (-tall - (x1 - x0) / 2)],
        ]
    )
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    cut = cv2.warpAffine(
        grey, matrix, (max(8, width), max(8, height)), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cut, dtype=np.uint8)


def _sharp(cut: Grey) -> Grey:
    flat = level(cut, kernel=TALL)
    soft = cv2.GaussianBlur(flat, (0, 0), 2.2)
    return np.asarray(cv2.addWeighted(flat, 2.0, soft, -1.0, 0), dtype=np.uint8)


def _bare(cut: Grey) -> Grey:
    """A strip with thin lines taken off; the strip itself if there are none."""
    bare = without_lines(plain(cut), TALL)
    return cut if bare is None else bare


def _dark(cut: Grey) -> Grey:
    return darkest(plain(cut))


def _read_strips(strips: Sequence[Grey]) -> tuple[str, ...]:
    """All lines of a zone in one call, one above the other."""
    wide = max(s.shape[1] for s in strips)
    white = [
        cv2.copyMakeBorder(s, 4, 10, 0, wide - s.shape[1], cv2.BORDER_CONSTANT, value=(255,)) for s in strips
    ]
    return tuple(read_block(pad(np.vstack(white).astype(np.uint8), 16), charset=MRZ_CHARACTERS, psm=6))


def _unknown(group: tuple[Strip, ...], lines: tuple[str, ...]) -> Mrz | None:
    """A zone that is there but cannot be parsed; None if the strips hold something else."""
    cleaned = [clean(line) for line in lines]
    fillers = sum(line.count("<") for line in cleaned)
    long = [line for line in cleaned if 26 <= len(line) <= 50]
    if len(long) < 2 or fillers < 6 or not any("<<" in line for line in cleaned):
        return None
    return Mrz(
        union(s.box for s in group),
        "unknown",
        tuple(cleaned),
        "",
        "",
        "",
        "",
        None,
        valid=False,
        masked=False,
    )


def _mrz(zone: Zone, boxes: Sequence[Box], *, masked: bool) -> Mrz:
    optional_box = None
    if zone.format in _OPTIONAL:
        line, start, end = _OPTIONAL[zone.format]
        box = boxes[-1] if line else boxes[0]
        width = box[2] - box[0]
        optional_box = (box[0] + start * width, box[1], box[0] + end * width, box[3])
    return Mrz(
        box=union(boxes), format=zone.format, lines=zone.lines, document_code=zone.document_code,
        issuer=zone.issuer, document_number=zone.document_number, optional=zone.optional,
        optional_box=optional_box, valid=zone.valid,
        masked=masked,
    )  # fmt: skip


def _merged(zones: list[Mrz], mrz: Mrz) -> list[Mrz]:
    """The zones with this one added, or in place of a worse reading of the same place."""
    for index, other in enumerate(zones):
        if other.box[1] < mrz.box[3] and mrz.box[1] < other.box[3]:
            better = _completeness(mrz) > _completeness(other)
            return [*zones[:index], mrz, *zones[index + 1 :]] if better else zones
    return [*zones, mrz]


def _completeness(mrz: Mrz) -> tuple[bool, bool, int, bool]:
    """How good a reading of a zone is: parsed, its check digits agreeing, its optional field read."""
    return mrz.format != "unknown", mrz.valid, -mrz.optional.count("?"), mrz.masked
