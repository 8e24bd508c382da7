"""The whole of text recognition, on pages made here, with the Tesseract of this machine."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.bench.errors import error_rate
from tests.verification.reading.ocr.pages import blank, grey_page, scanned
from verification.limits import Limits
from verification.reading.ocr import GreyPage, Recognised, read_line, recognise, upright

LIMITS = Limits()


def text_of(found: Recognised) -> str:
    return " ".join(word.text for word in found.words)


@pytest.mark.parametrize(("language", "model"), [("nl", "nld"), ("de", "deu")])
def test_reads_a_page_with_the_model_of_its_language(language: str, model: str) -> None:
    pixels, truth = scanned(language)
    (found,) = recognise([GreyPage(pixels, 150)], models=None, limits=LIMITS)
    assert error_rate(truth, text_of(found)) < 0.01
    assert (found.models, found.rotation, found.script) == ((model,), 0, None)
    assert found.mean_confidence > 85
    assert abs(found.skew) == pytest.approx(0.7, abs=0.1)


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_finds_the_way_up(turn: int) -> None:
    (found,) = recognise([grey_page("en", turn=turn)], models=None, limits=LIMITS)
    assert found.rotation == (360 - 90 * turn) % 360
    assert error_rate(scanned("en")[1], text_of(found)) < 0.01


@pytest.mark.parametrize("turn", [2, 3])
def test_a_page_of_lines_finds_its_way_up_from_its_lines(turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Detection, and reading all of the page every way, cost three times as much."""
    monkeypatch.setattr(upright, "without_watermark", None)
    pixels = grey_page("en", turn=turn)
    assert upright.upright(pixels, scale=200 / 150, seconds=60).rotation == (360 - 90 * turn) % 360


@pytest.mark.parametrize("grey", [140, 160])
def test_print_under_a_large_watermark_is_read(grey: int) -> None:
    paper, truth = scanned("nl")
    mark = np.full(paper.shape, 255, np.uint8)
    size = paper.shape[1] / 640
    for row in range(8):
        at = (round(-120 * size), round((90 + 110 * row) * size))
        cv2.putText(mark, "KOPIE KOPIE", at, cv2.FONT_HERSHEY_SIMPLEX, 3.2 * size, (grey,), round(14 * size))
    (found,) = recognise([GreyPage(np.minimum(paper, mark), 150)], models=None, limits=LIMITS)
    assert error_rate(truth, text_of(found)) < 0.1


def test_boxes_are_fractions_of_the_page_turned_upright() -> None:
    upright, turned = (
        recognise([grey_page("en", turn=turn)], models=("eng",), limits=LIMITS)[0] for turn in (0, 1)
    )
    places = {word.text: word.box for word in upright.words if len(word.text) > 7}
    shared = [word for word in turned.words if list(places).count(word.text) == 1]
    assert len(shared) > 10
    for word in shared:
        if [w.text for w in upright.words].count(word.text) == 1:
            assert word.box == pytest.approx(places[word.text], abs=0.02)


def test_boxes_lie_on_the_ink_of_their_word() -> None:
    pixels, _ = scanned("fr")
    (found,) = recognise([GreyPage(pixels, 150)], models=("fra",), limits=LIMITS)
    height, width = pixels.shape
    for word in found.words:
        x0, y0, x1, y1 = word.box
        part = pixels[int(y0 * height) : int(y1 * height) + 1, int(x0 * width) : int(x1 * width) + 1]
        assert part.min() < 140, "no ink in the box of a word"


def test_a_hint_of_the_wrong_language_does_no_harm() -> None:
    (found,) = recognise([grey_page("de")], models=("eng",), limits=LIMITS)
    assert error_rate(scanned("de")[1], text_of(found)) < 0.01


def test_bands_read_side_by_side_give_the_page_in_order() -> None:
    pixels, truth = scanned("nl")
    (found,) = recognise([GreyPage(pixels, 150)], models=None, limits=LIMITS, cores=2)
    assert error_rate(truth, text_of(found)) < 0.01
    lines = [word.line for word in found.words]
    assert lines == sorted(lines)
    tops = [word.box[1] for word in found.words]
    assert tops[0] < 0.2
    assert tops[-1] > 0.45


def test_an_empty_page_has_no_words() -> None:
    (found,) = recognise([GreyPage(blank(), 150)], models=None, limits=LIMITS)
    assert (found.words, found.rotation, found.mean_confidence, found.script) == ((), 0, 0.0, None)


def test_no_pages_no_readings() -> None:
    assert recognise([], models=None, limits=LIMITS) == []


def test_grain_ends_in_bounded_time() -> None:
    grain = np.random.default_rng(0).integers(0, 256, (900, 700), dtype=np.uint8)
    (found,) = recognise([GreyPage(grain, 100)], models=None, limits=LIMITS)
    assert found.mean_confidence < 40


def test_read_line_keeps_to_its_characters() -> None:
    pixels, _ = scanned("en", dpi=200, skew=0.0)
    rows = np.flatnonzero((pixels < 120).any(axis=1))
    first_line = pixels[rows[0] - 4 : rows[0] + 40]
    assert set(read_line(first_line, charset="0123456789", psm=7, limits=LIMITS)) <= set("0123456789 ")
