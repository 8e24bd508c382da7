"""What comes out: the JSON of the design, terminal, HTML and PDF, none of which holds a digit of a BSN."""

import io
import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from rich.console import Console

from tests.verification.made import page, reading
from verification.model import (
    Check,
    CheckOutcome,
    CheckResult,
    Document,
    Finding,
    Kind,
    Mrz,
    Severity,
    Where,
    outcome_of,
)
from verification.reading.executors import Inline
from verification.recipe import CheckedDocument, Precheck
from verification.report.html import render_html
from verification.report.json_report import as_data, as_json
from verification.report.pdf import write_pdf
from verification.report.pictures import covers_of, draw
from verification.report.terminal import show
from verification.rulebook.loader import load_rules

RULES = load_rules("periodic-registration", date(2026, 11, 21))
BSN = "999990019"
BOX = (0.1, 0.2, 0.3, 0.25)
VISIBLE = Finding(
    "identity.bsn-visible",
    Severity.FAIL,
    RULES.rule("identity.bsn"),
    page=1,
    box=BOX,
    where=Where.PRINTED,
    evidence=f"BSN {BSN}",
    confidence=0.987,
)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "scan.png"
    Image.new("RGB", (400, 600), "white").save(path, dpi=(200, 200))
    return path


def precheck(path: Path, *findings: Finding) -> Precheck:
    read = reading(page(f"BSN {BSN}"), name=f"id {BSN}.png", media_type="image/png")
    results = [CheckResult(check, CheckOutcome.PASS) for check in Check if check is not Check.IDENTITY]
    results.append(CheckResult(Check.IDENTITY, outcome_of(findings), findings))
    checked = CheckedDocument(path, Document(read, Kind.IDENTITY, ("nl",)), tuple(results))
    return Precheck(RULES, (checked,), ())


def test_the_json_has_the_shape_of_the_design(picture: Path) -> None:
    data = as_data(precheck(picture, VISIBLE))
    assert list(data) == ["schema", "rulebook", "outcome", "documents", "bundle"]
    assert data["schema"] == "bewijsloket.precheck/1"
    assert data["rulebook"] == {"procedure": "periodic-registration", "version": "2022-12-01"}
    assert data["outcome"] == "return"
    (document,) = data["documents"]
    assert list(document) == ["file", "sha256", "mediaType", "kind", "outcome", "pages", "checks"]
    assert document["pages"] == [{"page": 1, "source": "ocr", "rotation": 0, "language": "nl", "words": 2}]
    finding = document["checks"][-1]["findings"][0]
    assert list(finding) == [
        *("code", "severity", "page", "box", "where", "message", "evidence", "confidence", "rule"),
    ]
    assert finding["box"] == [0.1, 0.2, 0.3, 0.25]
    assert finding["evidence"] == "BSN •••••••••"
    assert finding["confidence"] == 0.99
    assert set(finding["message"]) == {"nl", "en"}
    assert finding["rule"]["source"]


def test_no_output_holds_the_bsn(picture: Path, tmp_path: Path) -> None:
    outcome = precheck(picture, VISIBLE)
    text = as_json(outcome)
    assert json.loads(text) == as_data(outcome)
    out = io.StringIO()
    for lang in ("nl", "en"):
        show(outcome, lang, console=Console(file=out, width=90))
        text += render_html(outcome, lang, executor=Inline())
    assert BSN not in text + out.getvalue()
    write_pdf(outcome, tmp_path / "report.pdf", "nl", executor=Inline())
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert BSN.encode() not in b"".join(p.Contents.read_bytes() for p in pdf.pages)


def test_the_terminal_says_what_to_do_in_both_languages(picture: Path) -> None:
    said = {}
    for lang in ("nl", "en"):
        out = io.StringIO()
        show(precheck(picture, VISIBLE), lang, console=Console(file=out, width=200))
        said[lang] = " ".join(out.getvalue().split())
    assert "Nog iets te doen" in said["nl"]
    assert "Dek het af en maak de foto opnieuw" in said["nl"]
    assert "Cover it and take the photo again" in said["en"]


def test_the_html_is_self_contained_and_marks_the_place(picture: Path) -> None:
    html = render_html(precheck(picture, VISIBLE), "nl", executor=Inline())
    assert "<script" not in html
    assert "http://" not in html.replace('"http-equiv', "")
    assert "https://" not in html
    assert 'lang="nl"' in html
    assert "left:10.0%;top:20.0%" in html
    assert "data:image/jpeg;base64," in html


def test_the_pdf_is_tagged_and_says_its_language(picture: Path, tmp_path: Path) -> None:
    write_pdf(precheck(picture, VISIBLE), tmp_path / "report.pdf", "en", executor=Inline())
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("en")
        assert "pdfuaid:part" in str(pdf.open_metadata())


def test_the_place_of_a_bsn_is_black_in_the_picture(picture: Path) -> None:
    drawn = draw(picture, "image/png", 1, 0, (BOX,))
    with Image.open(io.BytesIO(drawn.jpeg)) as image:
        assert max(image.getpixel((int(0.2 * image.width), int(0.225 * image.height)))) < 40
        assert min(image.getpixel((int(0.2 * image.width), int(0.5 * image.height)))) > 220


def test_a_picture_is_turned_upright(tmp_path: Path) -> None:
    lying = Image.new("RGB", (600, 400), "white")
    lying.paste((255, 0, 0), (0, 0, 100, 100))  # red in the corner that is top left while it lies
    lying.save(tmp_path / "a.png")
    drawn = draw(tmp_path / "a.png", "image/png", 1, 90, ())
    with Image.open(io.BytesIO(drawn.jpeg)) as image:
        assert image.height > image.width
        red, green, _ = image.getpixel((image.width - 20, 20))
        assert (red > 200, green < 60) == (True, True)


def test_words_zones_and_findings_are_covered() -> None:
    zone = Mrz((0, 0.9, 1, 1), "TD3", (), "P", "NLD", "X", f"{BSN}<<<<<", (0.5, 0.95, 0.8, 1), True, False)
    shown = page(f"BSN {BSN[:3]} {BSN[3:6]} {BSN[6:]} en 12", mrz=(zone,))
    covers = covers_of(shown, [])
    assert covers is not None
    assert set(covers) >= {*(word.box for word in shown.words[1:4]), zone.optional_box}
    assert shown.words[0].box not in covers


COULD_NOT_TELL = [
    Finding("identity.undetermined", Severity.ATTENTION, RULES.rule("identity.bsn"), page=1),
    Finding("identity.not-run", Severity.ATTENTION, RULES.rule("identity.bsn"), page=1),
    Finding("identity.bsn-visible", Severity.FAIL, RULES.rule("identity.bsn"), page=1),
]


@pytest.mark.parametrize("finding", COULD_NOT_TELL)
def test_a_page_that_may_show_a_bsn_somewhere_is_left_out(finding: Finding) -> None:
    assert covers_of(page("een foto"), [finding]) is None


def test_a_page_on_which_a_step_was_lost_is_left_out() -> None:
    assert covers_of(page("een foto", problems=("mrz",)), []) is None
    assert covers_of(page("een foto", problems=("stamps",)), []) is not None


def test_a_doubt_about_the_whole_document_leaves_every_page_out() -> None:
    doubt = Finding("identity.undetermined", Severity.ATTENTION, RULES.rule("identity.bsn"))
    assert covers_of(page("een foto", number=2), [doubt]) is None


def test_the_same_file_twice_is_told_in_every_report(picture: Path, tmp_path: Path) -> None:
    twice = Finding("safety.duplicate", Severity.INFO, RULES.rule("safety.files"))
    once = precheck(picture, VISIBLE)
    outcome = Precheck(RULES, once.documents, (CheckResult(Check.SAFETY, CheckOutcome.PASS, (twice,)),))
    assert "zit twee keer" in render_html(outcome, "nl", executor=Inline())
    write_pdf(outcome, tmp_path / "report.pdf", "nl", executor=Inline())
