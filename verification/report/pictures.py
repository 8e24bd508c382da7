"""Page pictures for the reports: upright, small, and with everything covered that could be a BSN.

Covered are the places of identity findings and every word, code and zone that `masking` would mask; of a
stored reading, where these are masked, the places that it keeps. Where a finding says that a BSN can be read
but not where, or that nobody could tell, the picture is left out: fail closed.
"""

from __future__ import annotations

import base64
import io
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verification.covering import places_to_cover
from verification.model import Box, Check, Finding, Page
from verification.recipe import CHECKS_OF_STEP
from verification.report.words import TEXTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verification.reading.executors import Executor
    from verification.report.view import DocumentView

WIDTH_PX = 1000  # sharp on a desk, about 100 kB a page
JPEG_QUALITY = 72
# Pages without a finding that a report still shows; more would only make the file heavy.
MOST_PLAIN_PAGES = 12
DRAW_SECONDS = 20.0
# A cover reaches this much past the place, in fractions of the page: boxes are drawn tight.
MARGIN = 0.006

_SHOWS_A_BSN = ("identity.bsn-visible", "identity.bsn-allowed", "identity.redaction-ineffective")
_COULD_NOT_TELL = ("identity.undetermined", "identity.not-run")


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as shown. `data` is base64 JPEG, or empty with the `reason` why there is none."""

    number: int
    data: str
    width: int
    height: int
    covered: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn page: JPEG bytes and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def pictures_of(document: DocumentView, lang: str, *, executor: Executor) -> tuple[list[Picture], str]:
    """The pictures of a document, and the numbers of the pages left out (`"13-40"`, or nothing)."""
    from verification.reading.worker import Task

    pages = document.source.document.reading.pages
    findings = [finding for _, finding in document.source.findings()]
    shown = _shown(pages, findings)
    covers = {page.number: covers_of(page, findings) for page in shown}
    tasks = deque(
        Task(
            str(page.number),
            "verification.report.pictures:draw",
            (document.path, document.source.document.reading.media_type, page.number, page.rotation, cover),
            DRAW_SECONDS,
        )
        for page in shown
        if (cover := covers[page.number]) is not None
    )
    drawn = {int(outcome.task.label): outcome.value for outcome in executor.run(tasks)}
    pictures = [_picture(page.number, covers[page.number], drawn.get(page.number), lang) for page in shown]
    return pictures, _left_out(pages, shown)


def covers_of(page: Page, findings: list[Finding]) -> tuple[Box, ...] | None:
    """The places to cover on a page, or None where the page may not be shown at all."""
    here = [finding for finding in findings if finding.page in (page.number, None)]
    if _lost(page) or any(finding.code in _COULD_NOT_TELL for finding in here):
        return None
    telling = [finding for finding in here if finding.code in _SHOWS_A_BSN and finding.page is not None]
    places = [finding.box for finding in telling]
    if None in places:
        return None
    return tuple(box for box in [*places, *places_to_cover(page), *page.covers] if box is not None)


def _lost(page: Page) -> bool:
    """Whether a step of reading that looks for a BSN did not run on this page."""
    return any(Check.IDENTITY in CHECKS_OF_STEP.get(step, tuple(Check)) for step in page.problems)


def draw(
    path: Path, media_type: str, number: int, rotation: int, covers: tuple[Box, ...], width_px: int = WIDTH_PX
) -> Drawn:
    """Draw one page upright with black over `covers`, at most so wide. Runs in a reading process: the file
    may be hostile."""
    import numpy as np
    from PIL import Image

    picture = _render(path, media_type, number, width_px)
    upright = np.ascontiguousarray(np.rot90(picture, k=-(rotation // 90) % 4))
    height, width = upright.shape[:2]
    for x0, y0, x1, y1 in covers:
        rows = slice(_pixel(y0 - MARGIN, height), _pixel(y1 + MARGIN, height))
        upright[rows, _pixel(x0 - MARGIN, width) : _pixel(x1 + MARGIN, width)] = 0
    image = Image.fromarray(upright)
    image.thumbnail((width_px, width_px * 3))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY)
    return Drawn(out.getvalue(), image.width, image.height)


def _render(path: Path, media_type: str, number: int, width_px: int) -> NDArray[np.uint8]:
    """The page as it is displayed, before it is turned upright: RGB."""
    from verification.limits import Limits

    if media_type != "application/pdf":
        from verification.reading.pictures import load

        return load(path, number - 1, Limits()).rgb.copy()
    import numpy as np
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number - 1]
        # 1.5: a page that lies on its side is turned, and keeps its width.
        return np.array(page.render(scale=1.5 * width_px / page.get_width()).to_pil().convert("RGB"))


def _pixel(fraction: float, size: int) -> int:
    return max(0, min(size, round(fraction * size)))


def _shown(pages: tuple[Page, ...], findings: list[Finding]) -> list[Page]:
    pointed = {finding.page for finding in findings if finding.box is not None}
    plain = [page.number for page in pages if page.number not in pointed][:MOST_PLAIN_PAGES]
    return [page for page in pages if page.number in pointed or page.number in plain]


def _picture(number: int, cover: tuple[Box, ...] | None, drawn: Drawn | None, lang: str) -> Picture:
    if cover is None:
        return Picture(number, "", 0, 0, False, TEXTS["no_picture"][lang])
    if drawn is None:
        return Picture(number, "", 0, 0, False, TEXTS["not_drawn"][lang])
    data = base64.b64encode(drawn.jpeg).decode("ascii")
    return Picture(number, data, drawn.width, drawn.height, bool(cover), "")


def _left_out(pages: tuple[Page, ...], shown: list[Page]) -> str:
    numbers = sorted({page.number for page in pages} - {page.number for page in shown})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
