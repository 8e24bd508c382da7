"""Scale, even ground, skew and ruling lines: pure picture work."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verification.reading.ocr.pages import blank, scanned
from verification.reading.ocr.columns import in_columns
from verification.reading.ocr.model import Grey, GreyPage
from verification.reading.ocr.prepare import (
    even_ground,
    full_contrast,
    prepare,
    without_rulings,
    without_specks,
)
from verification.reading.ocr.rows import sample, split, text_rows
from verification.reading.ocr.scale import letter_height, scale_for
from verification.reading.ocr.skew import skew_of


@pytest.mark.parametrize("skew", [-4.0, -1.3, 0.0, 0.4, 2.5])
def test_skew_is_found_to_a_tenth_of_a_degree(skew: float) -> None:
    pixels, _ = scanned("en", skew=skew)
    assert skew_of(pixels) == pytest.approx(-skew, abs=0.1)


def test_a_page_without_text_has_no_skew() -> None:
    assert skew_of(blank()) == 0.0


def test_shadow_and_tint_go_white() -> None:
    pixels, _ = scanned("nl")
    shadow = np.linspace(0.45, 1.0, pixels.shape[1])
    even = even_ground((pixels * shadow).astype(np.uint8))
    assert np.percentile(even, 20) > 235


def test_faint_print_becomes_black_and_an_empty_page_stays_empty() -> None:
    faint = (200 + scanned("nl")[0] * (50 / 255)).astype(np.uint8)
    assert np.percentile(full_contrast(even_ground(faint)), 0.4) < 20
    assert np.array_equal(full_contrast(blank()), blank())


def test_rulings_go_and_letters_stay() -> None:
    pixels, _ = scanned("nl", skew=0.0, noise=0.0)
    ruled = pixels.copy()
    ruled[400:403, 100:1100] = 0
    ruled[300:900, 60:62] = 0
    clean = without_rulings(ruled)
    assert clean[400:403, 100:1100].min() > 150
    assert clean[300:900, 60:62].min() > 150
    letters = slice(410, 560)  # between the ruling and the table of the page, which loses its lines as well
    ink = pixels[letters, 70:] < 128
    assert np.count_nonzero(ink & (clean[letters, 70:] > 200)) < 0.01 * np.count_nonzero(ink)


def test_a_thick_bar_is_no_ruling() -> None:
    barred = blank(400, 600)
    barred[100:130, 50:550] = 0
    assert without_rulings(barred)[100:130, 50:550].mean() < 30


def test_grain_is_smoothed_and_pure_grain_is_not_shown() -> None:
    grain = np.random.default_rng(0).integers(0, 256, (1754, 1240), dtype=np.uint8)
    assert without_specks(grain).min() == 255 or len(np.unique(without_specks(grain))) > 1
    pixels, _ = scanned("nl")
    assert np.array_equal(without_specks(pixels), pixels)


@settings(max_examples=25, deadline=None)
@given(
    skew=st.floats(-3, 3),
    x=st.floats(0.1, 0.9),
    y=st.floats(0.1, 0.9),
    scale=st.sampled_from([0.5, 1.0, 1.6]),
)
def test_a_place_on_the_prepared_picture_leads_back_to_the_page(
    skew: float, x: float, y: float, scale: float
) -> None:
    page = blank(600, 420)
    for top in range(60, 540, 24):  # lines of "text" so that there is a skew to undo
        page[top : top + 8, 40:380:3] = 0
    turn = cv2.getRotationMatrix2D((210, 300), skew, 1.0)
    leaning = np.asarray(cv2.warpAffine(page, turn, (420, 600), borderValue=(250,)), np.uint8)
    made = prepare(leaning, scale=scale)
    point = made.back @ np.array([x * made.pixels.shape[1], y * made.pixels.shape[0], 1.0])
    box = made.box(*(np.array([x, y, x, y]) * np.tile(made.pixels.shape[::-1], 2)))
    assert box[:2] == pytest.approx(tuple((point / (420, 600)).clip(0, 1)), abs=1e-6)
    flipped = made.upside_down()
    size = np.tile(made.pixels.shape[::-1], 2)
    again = flipped.box(*(np.array([1 - x, 1 - y, 1 - x, 1 - y]) * size))
    assert again[:2] == pytest.approx((1 - box[0], 1 - box[1]), abs=1e-6)


@pytest.mark.parametrize(
    ("dpi", "known", "expected"), [(150, True, 1.33), (300, True, 0.67), (300, False, 0.7)]
)
def test_scale_is_by_resolution_or_by_the_height_of_letters(dpi: int, known: bool, expected: float) -> None:
    pixels, _ = scanned("en", dpi=dpi)
    assert scale_for(GreyPage(pixels, dpi if known else None), dpi=200) == pytest.approx(expected, rel=0.3)


def test_small_print_is_enlarged_within_bounds() -> None:
    pixels, _ = scanned("en", dpi=150)
    small = np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    assert 1.5 < scale_for(GreyPage(small, None), dpi=200) <= 3.0
    assert letter_height(blank()) is None


def test_bands_cover_the_page_and_cut_no_line() -> None:
    pixels = prepare(scanned("nl")[0], scale=1.33).pixels
    bands = split(pixels, 2)
    assert len(bands) == 2
    assert bands[0][0] == 0
    assert bands[0][1] == bands[1][0]
    assert bands[1][1] == pixels.shape[0]
    assert not any(top < bands[0][1] < bottom for top, bottom in text_rows(pixels))
    assert split(blank(), 2) == [(0, blank().shape[0])]


def test_a_sample_needs_lines() -> None:
    pixels = prepare(scanned("nl")[0], scale=1.33).pixels
    lines = sample(pixels)
    assert lines is not None
    assert lines.shape[0] < pixels.shape[0] / 2
    assert sample(np.ascontiguousarray(np.rot90(pixels))) is None


def columns(fill: float) -> Grey:
    """Two stretches of lines; each line fills so much of its column."""
    page = blank(2300, 1650)
    for top in range(200, 2000, 34):
        for left in (150, 850):
            page[top : top + 14, left : left + int(620 * fill) : 2] = 0
    return page


@pytest.mark.parametrize(("fill", "expected"), [(0.97, True), (0.9, True)])
def test_columns_of_text(fill: float, expected: bool) -> None:
    assert in_columns(columns(fill)) is expected


def test_a_form_and_a_letter_are_not_in_columns() -> None:
    form = blank(2300, 1650)
    rng = np.random.default_rng(0)
    for top in range(200, 2000, 60):
        for left in (150, 850):
            form[top : top + 14, left : left + int(rng.uniform(60, 400)) : 2] = 0
    assert not in_columns(form)
    assert not in_columns(prepare(scanned("en")[0], scale=1.33).pixels)
