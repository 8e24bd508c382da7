"""What a page's words are: those that show, in the order a person reads them, with upright boxes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from reportlab.pdfgen import canvas

from tests.verification.reading import files
from verification.errors import UnreadableFile
from verification.limits import Limits
from verification.reading.pdf import Mode, PdfPage, open_pdf

LIMITS = Limits()
FIRST_WORDS = files.PROSE[0].split()[:3]


def read(tmp_path: Path, content: bytes, number: int = 1) -> PdfPage:
    with open_pdf(files.put(tmp_path, "a.pdf", content), LIMITS) as pdf:
        return pdf.page(number, LIMITS)


def texts(page: PdfPage) -> list[str]:
    return [word.text for word in page.layer.words]


def lines(page: PdfPage) -> list[str]:
    out: dict[int, list[str]] = {}
    for word in page.layer.words:
        out.setdefault(word.line, []).append(word.text)
    return [" ".join(words) for _, words in sorted(out.items())]


def test_a_page_of_text(tmp_path: Path) -> None:
    page = read(tmp_path, files.pdf())
    assert page.mode is Mode.TEXT
    assert lines(page) == list(files.PROSE)
    assert (round(page.width_mm or 0), round(page.height_mm or 0)) == (210, 297)
    first = page.layer.words[0]
    assert first.box == pytest.approx((72 / 595, 73 / 842, 102 / 595, 82 / 842), abs=0.01)
    assert page.rgb is None
    assert {word.paragraph for word in page.layer.words} == {0}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_the_file_turns(tmp_path: Path, turn: int) -> None:
    """Text set sideways and turned back by /Rotate stands as it would without both."""

    def sideways(page: canvas.Canvas) -> None:
        width, height = files.A4 if turn == 180 else files.A4[::-1]
        page.setPageSize((width, height))
        offset = {90: (width, 0), 180: (width, height), 270: (0, height)}[turn]
        page.translate(*offset)
        page.rotate(turn)
        files.write_prose(page)

    def set_turn(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.Rotate = turn

    plain = read(tmp_path, files.pdf())
    turned = read(tmp_path, files.changed(files.pdf(sideways), set_turn))
    assert turned.layer.rotation == 0
    assert lines(turned) == lines(plain)
    for one, other in zip(turned.layer.words, plain.layer.words, strict=True):
        assert one.box == pytest.approx(other.box, abs=0.003)
    # Without /Rotate the page itself must be turned, and the boxes are those of the turned page.
    lying = read(tmp_path, files.pdf(sideways))
    assert lying.layer.rotation == turn
    assert lines(lying) == lines(plain)
    for one, other in zip(lying.layer.words, plain.layer.words, strict=True):
        assert one.box == pytest.approx(other.box, abs=0.003)


def test_a_crop_box_moves_the_origin(tmp_path: Path) -> None:
    def crop(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.CropBox = pikepdf.Array([50, 600, 550, 800])

    page = read(tmp_path, files.changed(files.pdf(), crop))
    assert page.layer.words[0].box[0] == pytest.approx(22 / 500, abs=0.01)
    assert page.layer.words[0].box[3] == pytest.approx(40 / 200, abs=0.02)
    assert page.height_mm == pytest.approx(200 * 25.4 / 72, abs=0.1)


def test_text_that_leaves_no_ink_is_not_read(tmp_path: Path) -> None:
    def draw(page: canvas.Canvas) -> None:
        files.write_prose(page)
        page.drawString(72, 900, "above the page")
        page.drawString(72, 600, "secret", mode=3)
        page.setFillAlpha(0)
        page.drawString(72, 500, "transparent")

    page = read(tmp_path, files.pdf(draw))
    assert lines(page) == list(files.PROSE)
    assert page.layer.unseen >= len("abovethepagesecrettransparent")


@pytest.mark.parametrize("over", [True, False], ids=["invisible over the scan", "visible under the scan"])
def test_the_layer_of_a_scan_is_left_aside(tmp_path: Path, over: bool) -> None:
    scan = files.paper()

    def wrong(page: canvas.Canvas) -> None:
        for number in range(9):
            page.drawString(72, 760 - 20 * number, "Wr0ng w0rds fr0m a bad machine", mode=3 if over else 0)

    def both(page: canvas.Canvas) -> None:
        wrong(page)
        page.drawInlineImage(scan, 0, 0, *files.A4)

    content = files.scanned_pdf(scan, wrong) if over else files.pdf(both)
    page = read(tmp_path, content)
    assert page.mode is Mode.PICTURE
    assert page.rgb is not None
    assert page.stored_dpi == pytest.approx(150, abs=1)


def test_the_stored_picture_is_the_rendered_one(tmp_path: Path) -> None:
    scan = files.paper(dpi=200)
    path = files.put(tmp_path, "a.pdf", files.scanned_pdf(scan))
    with open_pdf(path, LIMITS) as pdf:
        page = pdf.page(1, LIMITS)
        rendered = pdf.picture(1, 200)
    assert page.rgb is not None
    assert page.rgb.shape == (*scan.size[::-1], 3)
    assert np.abs(page.rgb.astype(int) - np.asarray(scan)).mean() < 1
    assert np.abs(page.rgb[: len(rendered), : rendered.shape[1]].astype(int) - rendered).mean() < 4


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_scan_is_shown_as_the_file_turns_it(tmp_path: Path, turn: int) -> None:
    def set_turn(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.Rotate = turn

    scan = files.paper()
    page = read(tmp_path, files.changed(files.scanned_pdf(scan), set_turn))
    expected = np.rot90(np.asarray(scan), -turn // 90)
    assert page.rgb is not None
    assert page.rgb.shape == expected.shape
    assert np.abs(page.rgb.astype(int) - expected).mean() < 1


def test_a_box_over_a_scan_shows_in_its_picture(tmp_path: Path) -> None:
    """The stored picture may only be taken where nothing is drawn over it."""

    def bar(page: canvas.Canvas) -> None:
        page.rect(0, 400, 600, 442, fill=1)

    page = read(tmp_path, files.scanned_pdf(files.paper(), bar))
    assert page.rgb is not None
    assert page.rgb[: page.rgb.shape[0] // 3].mean() < 5


def test_words_over_a_background_picture_are_kept(tmp_path: Path) -> None:
    page = read(tmp_path, files.scanned_pdf(files.paper(lines=()), files.write_prose))
    assert page.mode is Mode.MIXED
    assert lines(page) == list(files.PROSE)


def test_a_scan_within_a_page_of_text_is_a_region(tmp_path: Path) -> None:
    scan = files.paper().resize((600, 800))

    def draw(page: canvas.Canvas) -> None:
        files.write_prose(page)
        page.drawInlineImage(scan, 100, 100, 300, 400)
        page.drawInlineImage(scan.resize((60, 20)), 20, 800, 60, 20)  # a logo

    page = read(tmp_path, files.pdf(draw))
    assert page.mode is Mode.MIXED
    assert len(page.regions) == 1
    assert page.regions[0] == pytest.approx((100 / 595, 342 / 842, 400 / 595, 742 / 842), abs=0.003)


def test_strips_of_a_scan_are_one_page(tmp_path: Path) -> None:
    scan = files.paper()
    height = scan.size[1] // 8

    def draw(page: canvas.Canvas) -> None:
        for number in range(8):
            strip = scan.crop((0, number * height, scan.size[0], (number + 1) * height))
            page.drawInlineImage(strip, 0, 842 - (number + 1) * 105.25, 595.28, 105.25)

    assert read(tmp_path, files.pdf(draw)).mode is Mode.PICTURE


def test_blank_pages(tmp_path: Path) -> None:
    assert read(tmp_path, files.pdf(lambda page: None)).mode is Mode.BLANK
    drawn = read(tmp_path, files.pdf(lambda page: page.rect(10, 10, 100, 100)))
    assert drawn.mode is Mode.PICTURE  # lines may be letters: only the picture tells


def shift(text: str) -> str:
    return "".join(chr(ord(letter) - 29) if letter.isalpha() else letter for letter in text)


@pytest.mark.parametrize(
    "garble",
    [
        shift,
        lambda text: "".join(chr(33 + (ord(letter) * 7) % 90) for letter in text),
        lambda text: "".join("bcdfghjk"[ord(letter) % 8] if letter != " " else " " for letter in text),
    ],
    ids=["glyph numbers", "scattered", "consonants"],
)
def test_a_layer_without_sense_is_not_believed(tmp_path: Path, garble: object) -> None:
    def draw(page: canvas.Canvas) -> None:
        for number, line in enumerate(files.PROSE):
            page.drawString(72, 700 - 20 * number, garble(line))  # type: ignore[operator]

    page = read(tmp_path, files.pdf(draw))
    assert not page.layer.sensible
    assert page.mode is Mode.PICTURE


SENSE = [
    "Niniejszym zaświadcza się, że Pani Katarzyna Wiśniewska ukończyła studia pielęgniarskie w Krakowie",
    "Wij verklaren dat de heer Jansen als arts werkzaam is geweest in het ziekenhuis te Utrecht",
    "Tímto se potvrzuje, že paní Nováková řádně ukončila studium všeobecného ošetřovatelství v Brně",
    "Hierdie sertifikaat bevestig dat die kandidaat al die vereistes vir die graad voltooi het",
    "Työnantaja todistaa että henkilö on työskennellyt sairaanhoitajana keskussairaalassa vuosina",
    "Rhwym wedi cwblhau y cwrs nyrsio yng Nghymru a chafodd y dystysgrif ym mis Mehefin",
    "Hrvatska komora medicinskih sestara potvrđuje da je članica upisana u registar i ima odobrenje",
    "12.345,67 890,12 1.234,56 78,90 2.345,00 12-03-2021 31-12-2021 4.567,89 NL91 ABNA 0417 1643 00 5.678,90",
]


@pytest.mark.parametrize("text", SENSE)
def test_languages_and_figures_are_believed(tmp_path: Path, text: str) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("DejaVu", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))

    def draw(page: canvas.Canvas) -> None:
        page.setFont("DejaVu", 8)
        page.drawString(40, 700, text)

    page = read(tmp_path, files.pdf(draw))
    assert page.layer.sensible
    assert lines(page) == [text]


def test_filled_in_fields_are_words(tmp_path: Path) -> None:
    def draw(page: canvas.Canvas) -> None:
        files.write_prose(page)
        page.acroForm.textfield(
            name="n", value="Kortenaar", x=72, y=600, width=200, height=20, forceBorder=True
        )

    assert "Kortenaar" in texts(read(tmp_path, files.pdf(draw)))


def test_a_field_that_no_viewer_shows_is_not_read(tmp_path: Path) -> None:
    def draw(page: canvas.Canvas) -> None:
        files.write_prose(page)
        page.acroForm.textfield(
            name="n", value="Kortenaar", x=72, y=600, width=200, height=20, annotationFlags="noview"
        )

    assert "Kortenaar" not in texts(read(tmp_path, files.pdf(draw)))


def test_a_page_with_links_and_no_form(tmp_path: Path) -> None:
    page = read(tmp_path, files.changed(files.pdf(), files.with_web_link))
    assert (page.mode, lines(page)) == (Mode.TEXT, list(files.PROSE))


def test_a_box_drawn_as_an_annotation_shows(tmp_path: Path) -> None:
    def draw(page: canvas.Canvas) -> None:
        page.drawImage(files.ImageReader(files.paper()), 0, 0, *files.A4)
        page.linkURL("https://example.org", (0, 0, 50, 50))

    def cover(file: pikepdf.Pdf) -> None:
        look = file.make_stream(b"0 0 0 rg 0 0 600 442 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = pikepdf.Array([0, 0, 600, 442])
        box = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, F=4)
        box.Rect, box.AP = pikepdf.Array([0, 400, 600, 842]), pikepdf.Dictionary(N=look)
        file.pages[0].obj.Annots.append(box)

    page = read(tmp_path, files.changed(files.pdf(draw), cover))
    assert page.rgb is not None
    assert page.rgb[: page.rgb.shape[0] // 3].mean() < 5


def test_columns_of_prose_and_columns_of_a_form(tmp_path: Path) -> None:
    left = [
        "De werkgever verklaart dat de",
        "werknemer vanaf 2019 in dienst",
        "is geweest als verpleegkundige",
    ] * 2
    right = ["The employer states that the", "employee has been in service", "since 2019 as a nurse here"] * 2

    def prose(page: canvas.Canvas) -> None:
        for number, (one, other) in enumerate(zip(left, right, strict=True)):
            page.drawString(60, 700 - 15 * number, one)
            page.drawString(320, 700 - 15 * number, other)

    def form(page: canvas.Canvas) -> None:
        for number in range(6):
            page.drawString(60, 700 - 15 * number, "Datum in dienst")
            page.drawString(320, 700 - 15 * number, f"0{number + 1}-03-2019")

    assert lines(read(tmp_path, files.pdf(prose))) == [*left, *right]
    assert lines(read(tmp_path, files.pdf(form))) == [f"Datum in dienst 0{n}-03-2019" for n in range(1, 7)]


def test_leader_dots_stay_in_their_line(tmp_path: Path) -> None:
    def draw(page: canvas.Canvas) -> None:
        for number in range(5):
            page.drawString(72, 700 - 16 * number, "Naam ........ , _____ Jansen - gynaecologie")

    assert lines(read(tmp_path, files.pdf(draw))) == ["Naam ........ , _____ Jansen - gynaecologie"] * 5


def test_paragraphs(tmp_path: Path) -> None:
    def draw(page: canvas.Canvas) -> None:
        for y in (700, 686, 672, 630, 616):
            page.drawString(72, y, "Enkele woorden op een regel")

    page = read(tmp_path, files.pdf(draw))
    assert [w.paragraph for w in page.layer.words if w.text == "Enkele"] == [0, 0, 0, 1, 1]


def test_a_photo_given_72_dots_per_inch_has_no_known_size(tmp_path: Path) -> None:
    photo = files.paper(dpi=300)

    def draw(page: canvas.Canvas) -> None:
        page.setPageSize((3024, 4032))
        page.drawInlineImage(photo, 0, 0, 3024, 4032)

    page = read(tmp_path, files.pdf(draw))
    assert (page.mode, page.dpi, page.width_mm) == (Mode.PICTURE, None, None)


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    path = files.put(tmp_path, "a.pdf", b"%PDF-1.4 nothing")
    with pytest.raises(UnreadableFile) as caught, open_pdf(path, LIMITS):
        pass
    assert caught.value.code == "safety.malformed"
