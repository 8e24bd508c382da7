"""Page pictures: drawn on need, black where a BSN stands, none where nobody can tell, gone with the rest."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from PIL import Image

from storage.database.engine import reading, transaction
from storage.objects import Bucket
from storage.records import documents, pictures
from storage.records.pictures import Picture, PictureState
from tests.workers.desk import Desk
from tests.workers.papers import CONTRACT, PAY_SLIP, paper
from verification.versions import picture_variant
from workers.drawing import WIDTH_PX, draw_pages

COVERED = picture_variant(covered=True)
OPEN = picture_variant(covered=False)


def wanted(desk: Desk, number: UUID, variant: str = COVERED) -> Picture:
    with transaction(desk.engine) as connection:
        pictures.want(connection, number, variant, [1], at=desk.clock())
    desk.work()
    with reading(desk.engine) as connection:
        content = documents.get(connection, number).content
        return pictures.of_pages(connection, number, content, variant, [1])[1]


def image_of(desk: Desk, found: Picture) -> Image.Image:
    assert found.object is not None
    return Image.open(io.BytesIO(desk.content(Bucket.DERIVED, found.object)))


def widest_black(image: Image.Image) -> int:
    """Most pixels side by side in one row that are as black as a cover; strokes of letters are narrow."""
    dark = image.convert("L").point(lambda value: 1 if value < 30 else 0).tobytes()
    rows = (dark[start : start + image.width] for start in range(0, len(dark), image.width))
    return max(len(run) for row in rows for run in row.split(b"\0"))


def test_a_page_is_drawn_once_and_wide(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    desk.work()
    found = wanted(desk, number)
    assert (found.state, found.covered, found.width) == (PictureState.DRAWN, False, WIDTH_PX)
    assert image_of(desk, found).size == (found.width, found.height)
    before = len(desk.done)
    assert wanted(desk, number) == found
    assert len(desk.done) == before


def test_a_number_is_black_on_its_picture(desk: Desk) -> None:
    plain, slip = desk.send(paper(CONTRACT)), desk.send(paper(PAY_SLIP), name="slip.pdf")
    desk.work()
    found = wanted(desk, slip)
    assert found.covered
    assert widest_black(image_of(desk, found)) > 100
    assert widest_black(image_of(desk, wanted(desk, plain))) < 50


def test_where_it_must_be_masked_nobody_gets_an_open_picture(desk: Desk) -> None:
    number = desk.send(paper(PAY_SLIP))
    desk.work()
    assert wanted(desk, number, OPEN).covered


def test_a_page_that_nobody_can_judge_has_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.send(paper(CONTRACT))
    desk.work()
    monkeypatch.setattr("workers.drawing.covers_of", lambda *_: None)
    found = wanted(desk, number)
    assert (found.state, found.object) == (PictureState.NONE, None)


@pytest.mark.parametrize("variant", ["1.1.naked", "0.0.covered", ""])
def test_another_versions_pictures_are_not_drawn(desk: Desk, variant: str) -> None:
    number = desk.send(paper(CONTRACT))
    desk.work()
    assert draw_pages(desk.room, number, variant, 1, 1) == 0


def test_what_was_removed_is_not_drawn_and_takes_its_pictures_along(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    desk.work()
    wanted(desk, number)
    desk.remove(number)
    assert draw_pages(desk.room, number, COVERED, 1, 1) == 0
    desk.work()
    assert [name for name in desk.names(Bucket.DERIVED) if name.endswith(".jpg")] == []


def test_what_was_lost_is_asked_for_again(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    desk.work()
    with transaction(desk.engine) as connection:
        assert pictures.want(connection, number, COVERED, [1], at=desk.clock())
        assert not pictures.want(connection, number, COVERED, [1], at=desk.clock())
        assert pictures.want(connection, number, COVERED, [1], at=desk.clock() + pictures.ASK_AGAIN * 2)
