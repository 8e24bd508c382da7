"""Pictures of a document's pages, with the places that the advice speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from intake.api.documents import own_document
from intake.api.tus import Me, TheDesk
from intake.errors import NotFoundHere
from intake.pages.told import Advice
from intake.pages.views import Row
from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.errors import NotFound
from storage.objects import Bucket, Ref
from storage.records import documents, dossiers, pictures
from storage.records.acts import LEGAL_ZONE
from storage.records.dossiers import Dossier
from storage.records.pictures import Picture, PictureState
from storage.states import DocumentState
from verification.rulebook.loader import load_rules
from verification.rulebook.rules import MaskingLevel
from verification.settings import Policy
from verification.versions import picture_variant

router = APIRouter()

PAGES_AT_ONCE = 8
_SHOWN_IN = (DocumentState.CHECKED, DocumentState.HELD_BACK)
_GLASS = 0.45  # share of the page's width that the magnifier shows at least
_GLASS_SHAPE = 0.36  # its height as a share of its width
# A browser may keep a picture for its own person; what is shown anew has another address.
_KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered place, in pixels of its picture; `glass` is the part around it to enlarge."""

    number: int
    severity: str
    x: float
    y: float
    width: float
    height: float
    glass: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """One page: its picture, which may still be drawn, and the marks on it."""

    page: int
    picture: Picture | None
    marks: tuple[Mark, ...]

    @property
    def coming(self) -> bool:
        return self.picture is not None and self.picture.state is PictureState.ASKED

    @property
    def address(self) -> str | None:
        """Of the picture, below the document's own; None while there is none."""
        if self.picture is None or self.picture.object is None:
            return None
        return f"pictures/{self.page}"


@router.get("/documents/{number}/pictures/{page}")
def picture(number: UUID, page: int, me: Me, desk: TheDesk) -> Response:
    """A page as drawn, for its owner. NotFoundHere where it is another's, or not drawn (any more)."""
    with reading(desk.engine) as connection:
        found = own_document(connection, me, number)
        homes = dossiers.dossiers_with(connection, number)
        if found.state not in _SHOWN_IN or not homes:
            raise NotFoundHere
        variant = variant_of(desk, homes[-1])
        drawn = pictures.of_pages(connection, number, found.content, variant, [page]).get(page)
    return jpeg(desk, drawn, seconds=_KEPT_SECONDS)


def jpeg(desk: Desk, drawn: Picture | None, *, seconds: int) -> Response:
    """A page as drawn, which the browser may keep for so long; NotFoundHere where it is not there (yet)."""
    if drawn is None or drawn.object is None:
        raise NotFoundHere
    try:
        with desk.store.open(Ref(Bucket.DERIVED, drawn.object)) as chunks:
            data = b"".join(chunks)
    except NotFound as exc:
        raise NotFoundHere from exc
    headers = {"Cache-Control": f"private, max-age={seconds}", "Content-Disposition": "inline"}
    return Response(data, media_type="image/jpeg", headers=headers)


def variant_of(desk: Desk, home: Dossier) -> str:
    """Whether the rules of a dossier let a BSN be seen on its pictures."""
    today = desk.clock().astimezone(LEGAL_ZONE).date()
    rules = load_rules(home.procedure, home.reference_date or today, levels=Policy().bsn_levels)
    return picture_variant(covered=rules.bsn is not MaskingLevel.MAY)


def shown_pages(desk: Desk, home: Dossier, row: Row, asked: int | None) -> list[Shown]:
    """Some pages around the one that is asked for, else around the first with advice; drawn on need."""
    if row.one.state not in _SHOWN_IN or not row.one.pages:
        return []
    wanted = block_of(row, asked)
    variant = variant_of(desk, home)
    known = _known(desk, row, variant, wanted)
    if pictures.due(known, wanted, at=desk.clock()):
        with transaction(desk.engine) as connection:
            pictures.want(connection, row.id, variant, wanted, at=desk.clock())
        known = _known(desk, row, variant, wanted)
    return [Shown(page, known.get(page), _marks(known.get(page), page, row.told)) for page in wanted]


def block_of(row: Row, asked: int | None) -> range:
    """The pages that are shown together with this one."""
    pages = row.one.pages or 0
    first_told = next((one.page for one in row.told if one.number and one.page), None)
    page = min(max(asked or first_told or 1, 1), max(pages, 1))
    start = (page - 1) // PAGES_AT_ONCE * PAGES_AT_ONCE + 1
    return range(start, min(start + PAGES_AT_ONCE, pages + 1))


def blocks_of(row: Row) -> list[range]:
    """All blocks of a document, for the way to its other pages; none where one shows all."""
    pages = row.one.pages or 0
    starts = range(1, pages + 1, PAGES_AT_ONCE)
    blocks = [range(start, min(start + PAGES_AT_ONCE, pages + 1)) for start in starts]
    return blocks if len(blocks) > 1 else []


def _known(desk: Desk, row: Row, variant: str, wanted: range) -> dict[int, Picture]:
    with reading(desk.engine) as connection:
        content = documents.get(connection, row.id).content
        return dict(pictures.of_pages(connection, row.id, content, variant, wanted))


def _marks(found: Picture | None, page: int, told: Sequence[Advice]) -> tuple[Mark, ...]:
    if found is None or found.width is None or found.height is None:
        return ()
    return tuple(
        _mark(one, one.box, found.width, found.height)
        for one in told
        if one.number and one.page == page and one.box is not None
    )


def _mark(one: Advice, box: tuple[float, float, float, float], width: int, height: int) -> Mark:
    x, y = box[0] * width, box[1] * height
    wide, high = (box[2] - box[0]) * width, (box[3] - box[1]) * height
    glass_wide = min(width, max(_GLASS * width, wide * 1.3, high * 1.3 / _GLASS_SHAPE))
    glass_high = glass_wide * _GLASS_SHAPE
    left = min(max(0.0, x + wide / 2 - glass_wide / 2), width - glass_wide)
    top = min(max(0.0, y + high / 2 - glass_high / 2), max(0.0, height - glass_high))
    glass = (_tenth(left), _tenth(top), _tenth(glass_wide), _tenth(glass_high))
    return Mark(one.number, one.severity.value, _tenth(x), _tenth(y), _tenth(wide), _tenth(high), glass)


def _tenth(value: float) -> float:
    return round(value, 1)
