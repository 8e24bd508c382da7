"""Every way in which one page can hide something, over pages of several builders, and what stays silent."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.verification.reading.hidden import made
from verification.bsn import find_zones_in_text
from verification.errors import OutsideProgramError, UnreadableFile
from verification.model import Hidden, Where
from verification.reading.hidden import HiddenReader, covers, elsewise, hidden_on_page

Way = Callable[[bytes], bytes]
MONO = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
SANS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
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
    "soft mask": (partial(made.soft_image_over, alpha=0.65), Where.TRANSLUCENT),
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
    "light soft mask": partial(made.soft_image_over, alpha=0.15),
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
        ("white across rules", Where.TEXT),
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
        assert [h.page for i in range(2) for h in reader.look(i).hidden] == [1, 2]


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


def test_a_free_text_with_a_word_of_its_own(tmp_path: Path) -> None:
    ops = "1 g RECT f BT 0.4 g /Helv 7 Tf 5 5 Td (verwijderd) Tj ET"
    found = look(tmp_path, made.annotated(made.base("reportlab"), subtype="FreeText", ops=ops))
    assert {h.where for h in found if h.covered} == {Where.ANNOTATION}


def test_what_an_outline_leaves_readable_is_said_to_show(tmp_path: Path) -> None:
    base = made.base("reportlab")
    outlined = look(tmp_path, made.annotated(base, subtype="Redact", ops="1 0 0 RG RECT S"))
    painted = look(tmp_path, made.annotated(base, subtype="Redact", ops="0 g RECT f"))
    assert {h.shown for h in outlined if h.where is Where.ANNOTATION} == {True}
    assert {h.shown for h in painted if h.where is Where.ANNOTATION} == {False}


def chart(*, tall: float, words: bool) -> bytes:
    """A dark bar over a part of a line: from within a word, or over whole words."""

    def draw(c: Canvas) -> None:
        c.setFont("Courier", 10)
        for i, line in enumerate(made.PROSE):
            c.drawString(72, 700 - 40 * i, line)
        start = made.PROSE[0].index(" ") + 1
        x0 = 72 + 6 * (start - (0 if words else 3))
        x1 = 72 + 6 * (made.PROSE[0].index(" ", start + 8) - (0 if words else 2))
        c.rect(x0 - 1, 697, x1 - x0 + 2, tall, fill=1)

    return made.canvas_pdf(draw)


@pytest.mark.parametrize(
    ("tall", "words", "covered"), [(60, False, False), (60, True, True), (12, False, True)]
)
def test_the_bar_of_a_chart_across_a_line(tmp_path: Path, tall: float, words: bool, covered: bool) -> None:
    found = look(tmp_path, chart(tall=tall, words=words))
    assert {h.covered for h in found if h.where is Where.TEXT} == {covered}


@pytest.mark.parametrize(("down", "holds"), [(0, False), (-200, True)])
def test_a_picture_that_reaches_beyond_the_page(tmp_path: Path, down: float, holds: bool) -> None:
    image = ImageReader(made.picture(bar=False))

    def draw(c: Canvas) -> None:
        c.drawImage(image, 0, down, 450, 300)

    found = look(tmp_path, made.canvas_pdf(draw, (450, 300)))
    text = "".join(h.text for h in found if h.where is Where.OFF_PAGE)
    assert (made.NUMBER in text.replace(" ", "")) is holds


def test_a_zone_that_the_edge_of_the_page_cuts_off(tmp_path: Path) -> None:
    image = Image.new("RGB", (1400, 950), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(MONO, 44)
    zone = ("P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<", "SPECI20142NLD6503101F2403096999999990<<<<<84")
    for row, line in enumerate(zone):
        pen.text((110, 800 + 60 * row), line, fill="black", font=font)

    def draw(c: Canvas) -> None:
        c.drawImage(ImageReader(image), 0, -60, 400, 271)

    found = look(tmp_path, made.canvas_pdf(draw, (400, 211)))
    assert any(find_zones_in_text(h.text) for h in found if h.where is Where.OFF_PAGE)


def added(operators: str) -> bytes:
    """The page of `by_hand` without its number's line covered, and more text drawn over it."""
    return made.over(made.base("hand"), lambda r: operators.format(x=r[0], y=r[1] + 2, n=made.NUMBER))


@pytest.mark.parametrize(
    "operators",
    [
        "BT /F1 0.1 Tf 1 0 0 1 90 200 Tm (BSN 111222333) Tj ET",
        "1 0 0 0 90 200 cm BT /F1 12 Tf (BSN 111222333) Tj ET",
        "BT 3 Tr /F1 12 Tf 1 0 0 1 80 752 Tm (BSN 111222333) Tj ET",
    ],
    ids=["size 0.1", "scaled to nothing", "invisible across other words"],
)
def test_text_without_size_or_ink_of_its_own(tmp_path: Path, operators: str) -> None:
    found = look(tmp_path, added(operators))
    assert any(h.where is Where.TEXT and "111222333" in h.text.replace(" ", "") for h in found), found


STROKES = {
    "Line": lambda x0, y, x1, _: {"L": Array([x0, y, x1, y])},
    "PolyLine": lambda x0, y, x1, _: {"Vertices": Array([x0, y, (x0 + x1) / 2, y, x1, y])},
    "Ink": lambda x0, y, x1, _: {"InkList": Array([Array([x0, y, x1, y])])},
    "Polygon": lambda x0, y, x1, h: {
        "Vertices": Array([x0, y - h, x1, y - h, x1, y + h, x0, y + h]),
        "IC": BLACK,
    },
}


def stroked(subtype: str, *, width: float) -> bytes:
    """The page with an annotation without appearance across its number."""
    data = made.base("reportlab")
    x0, y0, x1, y1 = made.spot(data)
    half = (y1 - y0) / 2 if width > 2 else 0.5
    more = STROKES[subtype](x0, (y0 + y1) / 2, x1, half)
    return made.annotated(data, subtype=subtype, C=BLACK, Border=Array([0, 0, width]), **more)


@pytest.mark.parametrize("subtype", STROKES)
def test_a_bar_that_the_reader_draws(tmp_path: Path, subtype: str) -> None:
    assert holds(look(tmp_path, stroked(subtype, width=16)), Where.ANNOTATION)


@pytest.mark.parametrize("subtype", STROKES)
def test_a_thin_line_that_the_reader_draws(tmp_path: Path, subtype: str) -> None:
    assert alarms(look(tmp_path, stroked(subtype, width=0.6))) == []


@pytest.mark.parametrize(
    ("operators", "hides"),
    [("{r} W n /RShading sh", True), ("/RPattern cs /RPattern scn {r} f", True), ("{r} W n", False)],
    ids=["gradient", "pattern", "nothing"],
)
def test_a_bar_of_many_tones_over_a_scan(tmp_path: Path, operators: str, hides: bool) -> None:
    page = made.base("reportlab")
    rect = made.spot(page)
    pdf = Pdf.open(io.BytesIO(made.scanned(page)))
    cell = Stream(pdf, b"0 g 0 0 3 3 re f 0.3 g 0 0 1.5 3 re f")
    cell.update(
        Dictionary(PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 3, 3]), XStep=3, YStep=3)
    )
    cell.Resources = Dictionary()
    tones = Dictionary(
        FunctionType=2, N=1, Domain=Array([0, 1]), C0=Array([0, 0, 0]), C1=Array([0.6, 0.3, 0.3])
    )
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Function=tones, Coords=Array([rect[0], 0, rect[2], 0])
    )
    for kind, made_of in {"Pattern": pdf.make_indirect(cell), "Shading": shading}.items():
        pdf.pages[0].add_resource(made_of, Name("/" + kind), Name("/R" + kind))
    drawn = operators.format(r=made.rectangle(rect))
    pdf.pages[0].contents_add(Stream(pdf, b"q"), prepend=True)
    pdf.pages[0].contents_add(Stream(pdf, f"Q q {drawn} Q".encode()))
    found = look(tmp_path, made.saved(pdf))
    assert any(h.where is Where.IMAGE and h.covered for h in found) is hides


def test_words_printed_twice_hide_nothing(tmp_path: Path) -> None:
    twice = "BT /F1 12 Tf 1 0 0 1 {x:.2f} {y:.2f} Tm ({n}) Tj 0.2 0 Td ({n}) Tj ET"
    assert alarms(look(tmp_path, added(twice))) == []


def handwritten(c: Canvas) -> None:
    """Digits drawn as strokes on white paper in a picture, with a box over them."""
    paper = Image.new("L", (900, 120), 250)
    pen = ImageDraw.Draw(paper)
    for i in range(9):
        x = 40 + 90 * i
        pen.arc((x, 20, x + 50, 60), 200, 520 - 20 * i, fill=30, width=5)
        pen.line((x + 40, 50, x + 10 + 3 * i, 105), fill=30, width=5)
    c.drawImage(ImageReader(paper), 60, 400, 450, 60)


@pytest.mark.parametrize("bar", [True, False])
def test_a_box_over_handwriting(tmp_path: Path, bar: bool) -> None:
    def draw(c: Canvas) -> None:
        handwritten(c)
        if bar:
            c.rect(60, 400, 450, 60, fill=1)

    found = look(tmp_path, made.canvas_pdf(draw))
    assert [h.where for h in found if h.covered] == ([Where.IMAGE] if bar else [])


@pytest.mark.parametrize(("word", "covered"), [("Dienstverband", False), ("987654321x", True)])
def test_a_layer_laid_awry_over_a_bar(tmp_path: Path, word: str, covered: bool) -> None:
    """A word that the layer puts over the bar, and the page shows below it, is not under the bar."""
    paper = Image.new("L", (1240, 400), 250)
    pen = ImageDraw.Draw(paper)
    pen.text((440, 150), "Dienstverband", font=ImageFont.truetype(SANS, 36), fill=10)
    pen.rectangle((400, 95, 700, 145), fill=10)

    def draw(c: Canvas) -> None:
        c.drawImage(ImageReader(paper), 0, 0, 595, 192)
        block = c.beginText(210, 192 - 66)
        block.setFont("Helvetica", 16)
        block.setTextRenderMode(3)
        block.textOut(word)
        c.drawText(block)

    found = look(tmp_path, made.canvas_pdf(draw, (595, 192)))
    assert any(h.covered for h in found) is covered


def test_more_covers_than_are_looked_at_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(covers, "MAX_COVERS", 1)

    def draw(c: Canvas) -> None:
        c.drawImage(ImageReader(made.picture(bar=False)), 0, 0, 450, 300)
        for x in (20, 150):
            c.rect(x, 75, 100, 30, fill=1)

    found = look(tmp_path, made.canvas_pdf(draw, (450, 300)))
    assert [h.where for h in found if h.unread] == [Where.IMAGE]


def _patterned(c: Canvas) -> None:
    """A picture with words, and another one with a pattern over the number."""
    c.drawImage(ImageReader(made.picture(bar=False)), 0, 0, 450, 300)
    pattern = Image.new("L", (400, 60), 255)
    ImageDraw.Draw(pattern).rectangle((0, 0, 400, 60), fill=120)
    for x in range(0, 400, 12):
        ImageDraw.Draw(pattern).line((x, 0, x + 12, 60), fill=40, width=4)
    for y in (75, 180):
        c.drawImage(ImageReader(pattern), 15, y, 330, 45)


def test_a_pattern_over_a_picture(tmp_path: Path) -> None:
    found = look(tmp_path, made.canvas_pdf(_patterned, (450, 300)))
    assert any(h.where is Where.IMAGE and h.covered for h in found)
    assert not any(h.unread for h in found)


@pytest.mark.parametrize("bound", ["MAX_PICTURES", "MAX_READ"])
def test_pictures_that_are_not_compared_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(elsewise, bound, 0)
    found = look(tmp_path, made.canvas_pdf(_patterned, (450, 300)))
    assert [h.where for h in found if h.unread] == [Where.IMAGE]


def test_a_picture_too_large_to_be_compared_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verification.reading.hidden.stored.MOST_PIXELS", 100_000)
    found = look(tmp_path, made.canvas_pdf(_patterned, (450, 300)))
    assert {h.where for h in found if h.unread} == {Where.IMAGE}


def drawn_bar(rectangle: str) -> bytes:
    """The base page with its number taken out, and a rectangle drawn."""
    pdf = Pdf.open(io.BytesIO(made.base("hand")))
    content = pdf.pages[0].obj.Contents
    content.write(content.read_bytes().replace(made.NUMBER.encode(), b" "))
    pdf.pages[0].contents_add(Stream(pdf, rectangle.encode()))
    return made.saved(pdf)


def test_a_bar_over_nothing_is_seen(tmp_path: Path) -> None:
    x0, y0, x1, y1 = made.spot(made.base("hand"))
    bar = f"{x0} {y0} {x1 - x0} {y1 - y0} re f"
    path = tmp_path / "bar.pdf"
    path.write_bytes(drawn_bar(f"0 g {bar}"))
    with HiddenReader(path) as reader:
        looked = reader.look(0)
    assert len(looked.bars) == 1
    assert [h for h in looked.hidden if h.covered] == []
    for other in (f"0.8 g {bar}", "0 g 0 800 612 40 re f", f"0 g {x0} {y0} 300 0.7 re f"):
        path.write_bytes(drawn_bar(other))
        with HiddenReader(path) as reader:
            assert reader.look(0).bars == ()
