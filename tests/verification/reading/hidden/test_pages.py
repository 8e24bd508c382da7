"""Every way in which one page can hide something, over pages of several builders, and what stays silent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pikepdf import Array

from tests.verification.reading.hidden import made
from verification.errors import OutsideProgramError, UnreadableFile
from verification.model import Hidden, Where
from verification.reading.hidden import HiddenReader, hidden_on_page

Way = Callable[[bytes], bytes]
BLACK = Array([0, 0, 0])
YELLOW = Array([1, 1, 0])

HIDING: dict[str, tuple[Way, Where]] = {
    "black box": (made.box, Where.TEXT),
    "white box": (partial(made.box, colour="1 g"), Where.TEXT),
    "thick line": (made.thick_line, Where.TEXT),
    "box in pieces": (made.pieces, Where.TEXT),
    "dense scribble": (made.scribble, Where.TEXT),
    "image": (made.image_over, Where.TEXT),
    "form": (made.form_over, Where.TEXT),
    "veil": (partial(made.veil, alpha=0.6), Where.TRANSLUCENT),
    "dense veil": (partial(made.veil, alpha=0.9), Where.TRANSLUCENT),
    "white veil": (partial(made.veil, alpha=0.8, colour="1 g"), Where.TRANSLUCENT),
    "group veil": (partial(made.group_veil, alpha=0.7), Where.TRANSLUCENT),
    "multiplied": (partial(made.veil, alpha=1.0, colour="0.05 g", blend="/Multiply"), Where.TRANSLUCENT),
    "square": (partial(made.annotated, subtype="Square", ops="0 g RECT f"), Where.ANNOTATION),
    "square, no appearance": (partial(made.annotated, subtype="Square", IC=BLACK, C=BLACK), Where.ANNOTATION),
    "square, see-through": (partial(made.annotated, subtype="Square", IC=BLACK, CA=0.6), Where.ANNOTATION),
    "black highlight": (partial(made.annotated, subtype="Highlight", C=BLACK), Where.ANNOTATION),
    "redact": (partial(made.annotated, subtype="Redact"), Where.ANNOTATION),
    "redact, outlined": (partial(made.annotated, subtype="Redact", ops="1 0 0 RG RECT S"), Where.ANNOTATION),
    "free text": (partial(made.annotated, subtype="FreeText", ops="1 g RECT f"), Where.ANNOTATION),
    "stamp": (partial(made.annotated, subtype="Stamp", ops="0.8 g RECT f"), Where.ANNOTATION),
}
SILENT: dict[str, Way] = {
    "nothing": lambda data: data,
    "thin strike": made.strike,
    "yellow, multiplied": partial(made.veil, alpha=1.0, colour="1 1 0 rg", blend="/Multiply"),
    "yellow, half": partial(made.veil, alpha=0.4, colour="1 1 0 rg"),
    "light grey": partial(made.veil, alpha=0.15),
    "yellow highlight": partial(made.annotated, subtype="Highlight", C=YELLOW),
    "underline": partial(made.annotated, subtype="Underline", C=Array([1, 0, 0])),
    "frame": partial(made.annotated, subtype="Square", C=Array([1, 0, 0]), grow=3),
    "link": partial(made.annotated, subtype="Link"),
}


def look(tmp_path: Path, data: bytes) -> tuple[Hidden, ...]:
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    return hidden_on_page(path, 0)


def holds(found: tuple[Hidden, ...], where: Where) -> bool:
    return any(h.where is where and h.covered and made.NUMBER in h.text.replace(" ", "") for h in found)


def alarms(found: tuple[Hidden, ...]) -> list[Where]:
    return [h.where for h in found if h.covered or made.NUMBER in h.text]


@pytest.mark.parametrize("builder", ["reportlab", "typst", "rotated", "form"])
@pytest.mark.parametrize("way", HIDING)
def test_text_hidden_in_every_way(tmp_path: Path, way: str, builder: str) -> None:
    hide, where = HIDING[way]
    found = look(tmp_path, hide(made.base(builder)))
    assert holds(found, where), found


@pytest.mark.parametrize("builder", sorted(made.BUILDERS))
@pytest.mark.parametrize("way", ["black box", "square", "veil"])
def test_every_builder(tmp_path: Path, way: str, builder: str) -> None:
    hide, where = HIDING[way]
    assert holds(look(tmp_path, hide(made.base(builder))), where)


@pytest.mark.parametrize("builder", ["truetype", "typst", "origin", "letters"])
@pytest.mark.parametrize("way", SILENT)
def test_what_hides_nothing(tmp_path: Path, way: str, builder: str) -> None:
    assert alarms(look(tmp_path, SILENT[way](made.base(builder)))) == []


def test_a_textured_picture_over_text(tmp_path: Path) -> None:
    assert holds(look(tmp_path, made.image_over(made.base("hand"), noise=True)), Where.TEXT)


@pytest.mark.parametrize(
    ("mode", "where"),
    [
        ("white", Where.TEXT),
        ("nearly-white", Where.TEXT),
        ("black-on-black", Where.TEXT),
        ("invisible", Where.TEXT),
        ("clipped", Where.TEXT),
        ("alpha", Where.TEXT),
        ("tiny", Where.TEXT),
        ("blocks", Where.TEXT),
        ("right", Where.OFF_PAGE),
        ("below", Where.OFF_PAGE),
        ("left", Where.OFF_PAGE),
    ],
)
def test_text_drawn_so_that_nobody_sees_it(tmp_path: Path, mode: str, where: Where) -> None:
    found = look(tmp_path, made.text_page(mode))
    assert [(h.where, made.LINE in h.text) for h in found] == [(where, True)]
    assert found[0].covered is (mode in ("black-on-black", "blocks"))


def scan(way: Way | None = None, **options: object) -> bytes:
    """A scan of the page, with something drawn over the place of its number."""
    page = made.base("reportlab")
    place = made.spot(page)
    data = made.scanned(page, **options)  # type: ignore[arg-type]
    if way is None:
        return data
    original = made.spot
    made.spot = lambda _: place  # type: ignore[assignment]
    try:
        return way(data)
    finally:
        made.spot = original


@pytest.mark.parametrize(
    ("way", "where"),
    [
        (made.box, Where.IMAGE),
        (partial(made.box, colour="1 g"), Where.IMAGE),
        (made.image_over, Where.IMAGE),
        (made.thick_line, Where.IMAGE),
        (made.pieces, Where.IMAGE),
        (partial(made.veil, alpha=0.6), Where.TRANSLUCENT),
        (partial(made.veil, alpha=0.9), Where.TRANSLUCENT),
        (partial(made.annotated, subtype="Square", ops="0 g RECT f"), Where.ANNOTATION),
        (partial(made.annotated, subtype="Redact"), Where.ANNOTATION),
    ],
)
def test_a_scan_under_something(tmp_path: Path, way: Way, where: Where) -> None:
    assert holds(look(tmp_path, scan(way)), where)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"layer": True},
        {"layer": True, "dpi": 300},
        {"bar": "black"},
        {"bar": "white"},
        {"layer": True, "grain": 9.0},
    ],
)
def test_scans_that_hide_nothing(tmp_path: Path, options: dict[str, object]) -> None:
    assert alarms(look(tmp_path, scan(**options))) == []


def test_a_highlighted_scan(tmp_path: Path) -> None:
    yellow = partial(made.veil, alpha=1.0, colour="1 1 0 rg", blend="/Multiply")
    assert alarms(look(tmp_path, scan(yellow))) == []


@pytest.mark.parametrize("bar", ["black", "white"])
def test_an_ocr_layer_over_a_bar_burnt_into_the_scan(tmp_path: Path, bar: str) -> None:
    found = look(tmp_path, scan(bar=bar, layer=True))
    assert any(h.where is Where.TEXT and made.NUMBER in h.text for h in found)


def test_the_box_is_where_the_number_stands(tmp_path: Path) -> None:
    data = made.base("reportlab")
    x0, y0, x1, y1 = made.spot(data)
    (found,) = look(tmp_path, made.box(data))
    assert found.box == pytest.approx((x0 / 595, 1 - y1 / 842, x1 / 595, 1 - y0 / 842), abs=0.01)
    assert found.page == 1


def test_a_bare_number_comes_with_its_label(tmp_path: Path) -> None:
    (found,) = look(tmp_path, made.box(made.base("hand")))
    assert found.text == made.LINE


def test_pages_one_after_another(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"

    def draw(canvas: made.Canvas) -> None:
        for _ in range(2):
            canvas.setFont("Helvetica", 11)
            canvas.drawString(72, 700, made.LINE)
            canvas.rect(70, 695, 300, 16, fill=1)
            canvas.showPage()

    path.write_bytes(made.canvas_pdf(draw))
    with HiddenReader(path) as reader:
        assert [h.page for i in range(2) for h in reader.page(i)] == [1, 2]


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\n%%EOF", made.base("hand")[:400]])
def test_what_is_no_pdf_is_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(data)
    with pytest.raises((UnreadableFile, OutsideProgramError)):
        hidden_on_page(path, 0)


def test_too_many_objects_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verification.reading.hidden.sheet.MAX_OBJECTS", 3)
    with pytest.raises(OutsideProgramError):
        look(tmp_path, made.pieces(made.base("hand")))


def test_a_page_of_ten_metres(tmp_path: Path) -> None:
    def draw(canvas: made.Canvas) -> None:
        canvas.setFont("Helvetica", 400)
        canvas.drawString(1000, 14000, made.LINE)
        canvas.rect(900, 13900, 9000, 600, fill=1)

    found = look(tmp_path, made.canvas_pdf(draw, (28346, 28346)))
    assert holds(found, Where.TEXT)
