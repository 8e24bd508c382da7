"""The page of a document that is looked at: its picture, turned and enlarged, with the findings drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from intake.pages.pictures import variant_of
from intake.receiving.desk import Desk
from intake.review.bundle import Bundle, Part
from intake.review.findings import Box, Seen
from intake.review.texts import Place, Trace, compared, pages_of, spots, traces
from storage.database.engine import reading, transaction
from storage.records import pictures
from storage.records.dossiers import Dossier
from storage.records.pictures import Picture, PictureState

ZOOMS = (100, 150, 200, 300)  # per cent of the width there is
TURNS = (0, 90, 180, 270)  # degrees, clockwise
_RADIUS = 26  # of a number, pixels of the picture
_AROUND = 8  # pages that are drawn together


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: document and page by their places from 1, zoom, turn, finding by its key, the
    document beside it, and words that were found (`texts`). All of it stands in the address, so that a reload
    shows the same."""

    document: int = 1
    page: int | None = None
    zoom: int = 100
    turn: int = 0
    finding: str = ""
    beside: int = 0
    spot: str = ""

    def address(self, **changes: Any) -> str:
        """The query of this view with changes."""
        one = replace(self, **changes)
        fields = {
            "document": one.document,
            "page": one.page,
            "zoom": one.zoom if one.zoom != ZOOMS[0] else None,
            "turn": one.turn or None,
            "finding": one.finding or None,
            "beside": one.beside or None,
            "spot": one.spot or None,
        }
        return "?" + urlencode({key: value for key, value in fields.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on the picture, in pixels of it."""

    finding: Seen
    x: float
    y: float
    width: float
    height: float

    @property
    def at(self) -> tuple[float, float]:
        """Where its number stands: beside its upper left corner, so that it hides nothing of the place."""
        return max(self.x - _RADIUS, _RADIUS), max(self.y - _RADIUS, _RADIUS)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something else that was seen there, in pixels too."""

    trace: Trace
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as shown. `picture` may still be drawn, or never be. `size` is of the turned picture."""

    page: int
    picture: Picture | None
    turn: int
    marks: tuple[Mark, ...]
    places: tuple[Drawn, ...] = ()

    @property
    def drawn(self) -> bool:
        return self.picture is not None and self.picture.state is PictureState.DRAWN

    @property
    def coming(self) -> bool:
        return self.picture is not None and self.picture.state is PictureState.ASKED

    @property
    def size(self) -> tuple[int, int]:
        assert self.picture is not None
        width, height = self.picture.width or 1, self.picture.height or 1
        return (height, width) if self.turn in (90, 270) else (width, height)

    @property
    def transform(self) -> str:
        """How the picture and its marks are turned, as SVG says it."""
        assert self.picture is not None
        width, height = self.picture.width or 1, self.picture.height or 1
        return {
            0: "",
            90: f"translate({height} 0) rotate(90)",
            180: f"translate({width} {height}) rotate(180)",
            270: f"translate(0 {width}) rotate(270)",
        }[self.turn]


@dataclass(frozen=True, slots=True)
class Shown:
    """The page that is looked at and the thumbnails around it."""

    sheet: Sheet | None
    thumbnails: tuple[Sheet, ...]


def shown(desk: Desk, bundle: Bundle, part: Part, view: View) -> Shown:
    """The page, and those around it; what was never drawn is asked for."""
    page = page_of(part, view)
    if page is None:
        return Shown(None, ())
    start = (page - 1) // _AROUND * _AROUND + 1
    wanted = range(start, min(start + _AROUND, part.pages + 1))
    known = pictures_of(desk, bundle.dossier, part, wanted)
    sheets = tuple(
        Sheet(
            one, known.get(one), view.turn if one == page else 0, _marks(known.get(one), part.findings, one)
        )
        for one in wanted
    )
    return Shown(_with_places(desk, part, next(one for one in sheets if one.page == page), view), sheets)


@dataclass(frozen=True, slots=True)
class Beside:
    """Another document beside the one that is looked at."""

    part: Part
    sheet: Sheet


def beside(desk: Desk, bundle: Bundle, part: Part, here: Sheet, view: View) -> tuple[Sheet, Beside] | None:
    """Source and translation side by side, page by page, with what matches and what misses marked on both;
    None where there is no such document."""
    other = next((one for one in bundle.shown if one.place == view.beside and one.pages), None)
    if other is None or other is part:
        return None
    page = min(here.page, other.pages)
    mine, theirs = pages_of(desk, part), pages_of(desk, other)
    known = pictures_of(desk, bundle.dossier, other, [page])
    there = Sheet(page, known.get(page), 0, ())
    return (
        replace(here, places=_drawn(here, compared(mine, theirs, here.page))),
        Beside(other, replace(there, places=_drawn(there, compared(theirs, mine, page)))),
    )


def _with_places(desk: Desk, part: Part, sheet: Sheet, view: View) -> Sheet:
    """With stamps, signatures, covered places, and the words that were found."""
    if not sheet.drawn:
        return sheet
    found = [
        place
        for one in pages_of(desk, part, [sheet.page])
        for place in (*traces(one), *spots(one, view.spot))
    ]
    return replace(sheet, places=_drawn(sheet, found))


def _drawn(sheet: Sheet, places: Sequence[Place]) -> tuple[Drawn, ...]:
    if sheet.picture is None or not sheet.drawn:
        return ()
    width, height = sheet.picture.width or 1, sheet.picture.height or 1
    return tuple(
        Drawn(
            one.trace,
            round(one.box[0] * width, 1),
            round(one.box[1] * height, 1),
            round((one.box[2] - one.box[0]) * width, 1),
            round((one.box[3] - one.box[1]) * height, 1),
        )
        for one in places
    )


def page_of(part: Part, view: View) -> int | None:
    """The page that is looked at: as asked, else of the finding, else the first. None where there is none."""
    if not part.pages:
        return None
    finding = next((one for one in part.findings if one.key == view.finding), None)
    asked = view.page or (finding.page if finding is not None else None) or 1
    return min(max(asked, 1), part.pages)


def pictures_of(desk: Desk, dossier: Dossier, part: Part, wanted: Sequence[int]) -> dict[int, Picture]:
    """The pictures of some pages; they are asked for where nobody did."""
    variant = variant_of(desk, dossier)
    known = _known(desk, part, variant, wanted)
    if pictures.due(known, wanted, at=desk.clock()):
        with transaction(desk.engine) as connection:
            pictures.want(connection, part.id, variant, wanted, at=desk.clock())
        known = _known(desk, part, variant, wanted)
    return known


def _known(desk: Desk, part: Part, variant: str, wanted: Sequence[int]) -> dict[int, Picture]:
    with reading(desk.engine) as connection:
        return dict(pictures.of_pages(connection, part.id, part.one.content, variant, wanted))


def _marks(found: Picture | None, findings: Sequence[Seen], page: int) -> tuple[Mark, ...]:
    if found is None or found.width is None or found.height is None:
        return ()
    return tuple(
        _mark(one, one.box, found.width, found.height)
        for one in findings
        if one.page == page and one.box is not None
    )


def _mark(one: Seen, box: Box, width: int, height: int) -> Mark:
    x0, y0, x1, y1 = (box[0] * width, box[1] * height, box[2] * width, box[3] * height)
    return Mark(one, round(x0, 1), round(y0, 1), round(x1 - x0, 1), round(y1 - y0, 1))
