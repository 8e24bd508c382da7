"""Page pictures: asked for when somebody wants to see a page, drawn by a worker, looked up from then on.

asked ─► drawn (an object in `derived`) or none (it may not be shown, or could not be drawn)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update

from storage.database.portal import picture
from storage.records import documents
from storage.records.outbox import Work, ask

ASK_AGAIN = timedelta(minutes=2)  # a message that was lost, or a worker that has much to do


class PictureState(StrEnum):
    """How far the picture of a page is."""

    ASKED = "asked"
    DRAWN = "drawn"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Picture:
    """One page. `object` and the size in pixels are None unless it is drawn."""

    page: int
    state: PictureState
    object: str | None
    width: int | None
    height: int | None
    covered: bool
    asked_at: datetime


def of_pages(
    connection: Connection, document_id: UUID, content: str, variant: str, pages: Iterable[int]
) -> Mapping[int, Picture]:
    """The pictures of these pages that were asked for, by page."""
    asked = select(picture).where(
        picture.c.document_id == document_id,
        picture.c.content == content,
        picture.c.variant == variant,
        picture.c.page.in_(list(pages)),
    )
    return {row.page: _picture(row) for row in connection.execute(asked)}


def due(known: Mapping[int, Picture], wanted: Iterable[int], *, at: datetime) -> list[int]:
    """The pages to ask for: those that nobody asked for, or long ago and in vain."""
    late = at - ASK_AGAIN
    return [
        page
        for page in wanted
        if page not in known or (known[page].state is PictureState.ASKED and known[page].asked_at < late)
    ]


def want(
    connection: Connection, document_id: UUID, variant: str, pages: Iterable[int], *, at: datetime
) -> bool:
    """Ask for pages that were not asked for, or long ago and in vain; whether there were any.

    The document is locked, so that two readers of one page ask once.
    """
    found = documents.get(connection, document_id, lock=True)
    wanted = sorted(set(pages))
    known = of_pages(connection, document_id, found.content, variant, wanted)
    missing = due(known, wanted, at=at)
    if not missing:
        return False
    key = {"document_id": document_id, "content": found.content, "variant": variant}
    for page in missing:
        if page in known:
            _update(connection, key, page, {"asked_at": at})
        else:
            values = {**key, "page": page, "state": PictureState.ASKED.value, "covered": False}
            connection.execute(insert(picture).values(**values, asked_at=at))
    ask(
        connection,
        Work.DRAW,
        {"document": str(document_id), "variant": variant, "first": missing[0], "last": missing[-1]},
        at=at,
    )
    return True


def drawn(
    connection: Connection,
    document_id: UUID,
    content: str,
    variant: str,
    page: int,
    *,
    stored_as: str | None,
    size: tuple[int, int] | None,
    covered: bool,
) -> None:
    """A page is drawn, or (without an object) may not be shown."""
    state = PictureState.NONE if stored_as is None else PictureState.DRAWN
    width, height = size or (None, None)
    values = {"state": state.value, "object": stored_as, "width": width, "height": height, "covered": covered}
    _update(connection, {"document_id": document_id, "content": content, "variant": variant}, page, values)


def forget(connection: Connection, document_id: UUID) -> None:
    """The document was destroyed, and its pictures with it."""
    connection.execute(delete(picture).where(picture.c.document_id == document_id))


def _update(
    connection: Connection, key: Mapping[str, object], page: int, values: Mapping[str, object]
) -> None:
    chosen = update(picture).where(picture.c.page == page)
    for name, value in key.items():
        chosen = chosen.where(picture.c[name] == value)
    connection.execute(chosen.values(**values))


def _picture(row: Row[Any]) -> Picture:
    return Picture(
        page=row.page,
        state=PictureState(row.state),
        object=row.object,
        width=row.width,
        height=row.height,
        covered=row.covered,
        asked_at=row.asked_at,
    )
