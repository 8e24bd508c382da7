"""Earlier revisions that still stand in the file: what they showed and the last one covers or leaves out.

Source: domain, section 4, row "Previous revision in the file": cut at each %%EOF, or where it should stand,
reopen, compare. A linearised file has one after its first-page section too (its startxref is 0): that is no
revision. Pages
are compared by a fingerprint of their objects first, so that an added signature on a long scan costs little.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
from numpy.typing import NDArray

from verification.errors import OutsideProgramError
from verification.model import Hidden, Where
from verification.reading.hidden import marks, see
from verification.reading.hidden.covers import merged, one_tone_where, written
from verification.reading.hidden.sheet import Rect, Sheet, open_forms
from verification.reading.hidden.text import MIN_RUN, TextLook, shown_in
from verification.reading.hidden.unread import unread

MAX_REVISIONS = 40  # more are no document that a person made; looking through them must end
MAX_PAGES = 24  # changed pages compared by picture
MAX_READ = 6  # places per page read from a picture
MAX_DEPTH = 60
_EOF = b"%%EOF"
_END = re.compile(rb"startxref\s+(\d+)(?:\s+%%EOF[ \t]*(?:\r\n|\r|\n)?)?")
_NOT_SHOWN = {
    "/Parent",
    "/P",
    "/Popup",
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/StructParents",
    "/StructParent",
    "/Thumb",
    "/M",
    "/NM",
    "/Tabs",
    "/IRT",
    "/B",
}


def cuts(data: bytes) -> list[int]:
    """Where the earlier revisions end, in bytes; the present one is left out."""
    ends = [m.end() for m in _END.finditer(data) if m.group(1) != b"0"]
    found = [end for end in ends[:-1] if end > 200]
    if len(found) > MAX_REVISIONS:
        raise OutsideProgramError("more earlier versions than can be looked through")
    return found


def earlier(data: bytes, places: list[int]) -> Iterator[Hidden]:
    """What earlier revisions, which end at `places` of the file, showed and the present one does not."""
    if not places:
        return
    with pikepdf.open(io.BytesIO(data)) as now, pdfium.PdfDocument(data) as shown_now:
        open_forms(shown_now)
        present = Revision(now)
        said: set[str] = set()
        for end in places:
            for hidden in _one(_ended(data[:end]), present, shown_now):
                if hidden.unread or see.letters(hidden.text) not in said:
                    said.add(see.letters(hidden.text))
                    yield hidden


def _ended(data: bytes) -> bytes:
    """A revision with its end mark: the next one may have been written over it."""
    return data if data.rstrip().endswith(_EOF) else data + b"\n" + _EOF + b"\n"


class Revision:
    """The pages of one state of the file, by fingerprint and by object number."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        memo: dict[tuple[int, int], bytes] = {}
        self.prints = [_fingerprint(page.obj, memo, 0) for page in pdf.pages]
        self.numbers = [page.obj.objgen for page in pdf.pages]


def _fingerprint(node: Any, memo: dict[tuple[int, int], bytes], depth: int) -> bytes:
    """A digest of an object and all that it draws with; cycles and great depth end it."""
    if not isinstance(node, pikepdf.Object):
        return repr(node).encode()
    key = node.objgen if node.is_indirect else None
    if key in memo:
        return memo[key]
    if depth > MAX_DEPTH:
        return b"deep"
    if key is not None:
        memo[key] = b"cycle"
    digest = hashlib.blake2b(digest_size=16)
    if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
        for name in sorted(str(key) for key, _ in node.items()):
            if name not in _NOT_SHOWN:
                digest.update(name.encode() + b"=" + _fingerprint(node.get(name), memo, depth + 1))
        if isinstance(node, pikepdf.Stream):
            digest.update(node.read_raw_bytes())
    elif isinstance(node, pikepdf.Array):
        for item in node:
            digest.update(b"," + _fingerprint(item, memo, depth + 1))
    else:
        digest.update(node.unparse())
    out = digest.digest()
    if key is not None:
        memo[key] = out
    return out


def _one(data: bytes, present: Revision, shown_now: pdfium.PdfDocument) -> Iterator[Hidden]:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            past = Revision(pdf)
        document = pdfium.PdfDocument(data)
    except (pikepdf.PdfError, pdfium.PdfiumError):
        return  # not a file by itself: nobody can open this revision either
    try:
        open_forms(document)
        budget = MAX_PAGES
        for index, mark in enumerate(past.prints[: len(document)]):
            if mark in present.prints:
                continue
            budget -= 1
            if budget < 0:
                yield unread(Where.REVISION)
                return
            old = Sheet(document, index)
            try:
                if past.numbers[index] in present.numbers:
                    now = Sheet(shown_now, present.numbers.index(past.numbers[index]))
                    try:
                        yield from _compared(old, now)
                    finally:
                        now.close()
                else:
                    yield from _removed_page(old)
            finally:
                old.close()
    finally:
        document.close()


def _removed_page(old: Sheet) -> Iterator[Hidden]:
    look = TextLook(old, old.render())
    text = (
        look.sheet.chars.text(np.flatnonzero(~look.hidden))
        if old.texts
        else see.read(old.render(dpi=200.0), page=True)
    )
    if text:
        yield Hidden(Where.REVISION, None, None, text, 0.9, covered=False)


def _compared(old: Sheet, now: Sheet) -> Iterator[Hidden]:
    """Places of a page that had writing and have one tone now, or other writing."""
    before, after = old.render(annotations=True), now.render(annotations=True)
    if before.shape != after.shape:
        return
    visible = _visible(TextLook(now, now.render()))
    look = TextLook(old, old.render())
    budget = MAX_READ
    change = marks.difference(before, after) > 40
    for rect in _changes(change):
        if not written(before, rect):
            continue
        gone = one_tone_where(after, rect, change)
        text = shown_in(look, rect)
        if not text and budget > 0:
            budget -= 1
            text = see.read(old.render(region=rect, dpi=see.READ_DPI, annotations=True))
        lost = see.letters(text)
        if len(lost) < MIN_RUN or lost in visible:
            continue
        yield Hidden(Where.REVISION, now.number, now.fraction(rect, after.shape), text, 0.9, covered=gone)


def _visible(look: TextLook) -> str:
    if not look.sheet.texts:
        return ""
    shown = look.printable & ~look.hidden & ~look.outside
    return see.letters(look.sheet.chars.text(np.flatnonzero(shown)))


def _changes(change: NDArray[np.bool_]) -> list[Rect]:
    closed = cv2.morphologyEx(change.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 13), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    rects = [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:count] if w > 8 and h > 4]
    return merged(rects)[:200]
