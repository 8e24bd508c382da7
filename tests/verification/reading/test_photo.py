"""Photographs are cut out and straightened, scans never; cards on a scan are found. All made here."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.bench import documents
from verification.reading import photo
from verification.reading.photo import even_light, find_beside, find_cards, straighten

Pixels = NDArray[np.uint8]
TABLES = {"wood": (120, 82, 52), "dark": (48, 52, 66), "cloth": (60, 84, 130), "sand": (190, 165, 130)}
CORNERS = np.array([[150, 130], [760, 90], [810, 1010], [110, 960]], np.float32)  # a sheet seen at a slant


def sheet(language: str = "en") -> Pixels:
    page = documents.make_page(language, seed=2, dense=False)
    return documents.scan(page, documents.Scan(100, 0.0, 0, 2), seed=0)


def card(width: int = 856, height: int = 540) -> Pixels:
    out = np.full((height, width, 3), (214, 222, 238), np.uint8)
    cv2.rectangle(out, (50, 110), (250, 380), (150, 120, 110), cv2.FILLED)
    for row in range(6):
        cv2.putText(out, "SPECIMEN 12 APR 2031", (290, 140 + 45 * row), 0, 0.9, (30, 30, 60), 2)
    cv2.putText(out, "I<NLDSPECI2014299999999<<<<<<8", (40, 480), 0, 1.1, (20, 20, 20), 2)
    return out


def table(name: str, size: tuple[int, int], seed: int = 0) -> Pixels:
    height, width = size
    rng = np.random.default_rng(seed)
    grain = cv2.GaussianBlur(rng.normal(0, 30, (height, width)), (0, 0), 3) + rng.normal(
        0, 4, (height, width)
    )
    return (np.array(TABLES[name], np.float64) + grain[:, :, None]).clip(0, 255).astype(np.uint8)


def photographed(thing: Pixels, ground: Pixels, corners: NDArray[np.float32]) -> Pixels:
    height, width = thing.shape[:2]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, corners)
    size = (ground.shape[1], ground.shape[0])
    over = cv2.warpPerspective(thing, matrix, size)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
    return np.where(mask[:, :, None] > 127, over, ground).astype(np.uint8)


def shaded(rgb: Pixels, *, hard: bool) -> Pixels:
    height, width = rgb.shape[:2]
    x = np.linspace(0, 1, width)[None, :] + np.linspace(0, 0.6, height)[:, None]
    light = np.where(x > 0.9, 0.55, 1.0) if hard else 1.05 - 0.45 * x / 1.6
    return (rgb * light[:, :, None]).clip(0, 255).astype(np.uint8)


def corners_found(found: object) -> NDArray[np.float64]:
    height, width = found.rgb.shape[:2]  # type: ignore[attr-defined]
    flat = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], np.float64)
    points = flat @ found.matrix.T  # type: ignore[attr-defined]
    return np.asarray(points[:, :2] / points[:, 2:])


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("light", ["even", "soft", "hard"])
def test_a_sheet_on_a_table_is_cut_out_at_its_corners(name: str, light: str) -> None:
    picture = photographed(sheet(), table(name, (1120, 900)), CORNERS)
    if light != "even":
        picture = shaded(picture, hard=light == "hard")
    found = straighten(picture)
    assert found is not None
    assert np.abs(corners_found(found) - CORNERS).max() < 16
    assert found.rgb.shape[0] / found.rgb.shape[1] == pytest.approx(1.414, rel=0.06)
    assert np.median(found.grey) > 215, "the paper is white once its light is even"


def test_a_card_tells_its_scale() -> None:
    corners = np.array([[120, 160], [900, 130], [920, 640], [100, 655]], np.float32)
    found = straighten(photographed(card(), table("wood", (800, 1060)), corners))
    assert found is not None
    assert found.dpi == pytest.approx(800 / (85.6 / 25.4), rel=0.05)
    assert np.abs(corners_found(found) - corners).max() < 14


@pytest.mark.parametrize("both", [True, False])
def test_a_card_beside_the_one_that_was_cut_out(*, both: bool) -> None:
    upper = np.array([[120, 60], [880, 90], [870, 560], [110, 540]], np.float32)
    lower = np.array([[150, 720], [900, 670], [930, 1150], [180, 1200]], np.float32)
    picture = photographed(card(), table("wood", (1300, 1060)), upper)
    picture = photographed(card(), picture, lower) if both else picture
    found = find_beside(picture, (110 / 1060, 60 / 1300, 880 / 1060, 560 / 1300))
    assert len(found) == both
    if both:
        assert np.abs(corners_found(found[0]) - lower).max() < 14


def test_a_corner_in_the_shadow_is_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    # The shadow's edge runs straight from one corner of the card to its opposite side, and looks like a side.
    corners = np.array([[54, 150], [975, 162], [1026, 690], [180, 741]], np.float32)
    picture = photographed(card(), table("dark", (864, 1150)), corners)
    shadow = np.zeros(picture.shape[:2], np.uint8)
    edge = [[0, 430], [110, 400], [975, 162], [1150, 114], [1150, 0], [0, 0]]
    cv2.fillPoly(shadow, [np.array(edge, np.int32)], 255)
    light = 1 - 0.5 * cv2.GaussianBlur(shadow, (0, 0), 2).astype(np.float64) / 255
    cut_off = np.array([[110, 400], [975, 162], [1026, 690], [180, 741]], np.float64)
    monkeypatch.setattr(photo, "_quads", lambda lab: iter([cut_off * photo.LOOK / 1150]))
    found = straighten((picture * light[:, :, None]).clip(0, 255).astype(np.uint8))
    assert found is not None
    assert np.abs(corners_found(found) - corners).max() < 30


@pytest.mark.parametrize("language", documents.LANGUAGES)
@pytest.mark.parametrize("how", [(0.0, 250), (1.5, 255), (-2.5, 236)])
def test_a_scan_is_left_alone(language: str, how: tuple[float, int]) -> None:
    skew, paper = how
    page = documents.make_page(language, seed=5)
    rgb = documents.scan(page, documents.Scan(100, skew, 0, 3), seed=1)
    assert straighten(np.minimum(rgb, np.uint8(paper))) is None


def framed(colour: tuple[int, int, int]) -> Pixels:
    """A diploma with a broad printed frame up to the edge of the paper."""
    page = np.full((1120, 800, 3), colour, np.uint8)
    page[60:-60, 60:-60] = 252
    cv2.putText(page, "DIPLOMA", (230, 400), 0, 2.2, (20, 20, 20), 4)
    return page


@pytest.mark.parametrize("colour", [(30, 50, 120), (140, 20, 30), (20, 20, 20)])
def test_a_printed_frame_is_no_table(colour: tuple[int, int, int]) -> None:
    assert straighten(framed(colour)) is None


def on_paper(*places: tuple[int, int, float]) -> Pixels:
    """A white A4 scan at 150 dpi with cards lying on it: left, top, degrees."""
    page = np.full((1754, 1240, 3), 250, np.uint8)
    small = cv2.resize(card(), (506, 319), interpolation=cv2.INTER_AREA)
    for left, top, lean in places:
        turn = cv2.getRotationMatrix2D((253, 160), lean, 1.0)
        corners = np.array([[0, 0, 1], [506, 0, 1], [506, 319, 1], [0, 319, 1]]) @ turn.T + (left, top)
        page = photographed(np.asarray(small, np.uint8), page, corners.astype(np.float32))
    return page


@pytest.mark.parametrize(
    "places", [[(300, 200, 0.0)], [(300, 150, 1.0), (320, 620, -2.0)], [(100, 900, 4.0), (640, 200, 0.0)]]
)
def test_cards_on_a_scan(places: list[tuple[int, int, float]]) -> None:
    page = on_paper(*places)
    assert straighten(page) is None
    found = find_cards(page)
    assert len(found) == len(places)
    for one, (left, top, _) in zip(found, sorted(places, key=lambda place: place[1]), strict=True):
        assert one.dpi == pytest.approx(150, rel=0.05)
        assert np.abs(corners_found(one).mean(axis=0) - (left + 253, top + 160)).max() < 10


def test_a_page_of_text_holds_no_cards() -> None:
    assert find_cards(sheet()) == ()


def test_even_light_keeps_the_colour_of_ink() -> None:
    page = np.full((400, 400, 3), 240, np.uint8)
    page[150:250, 150:250] = (40, 60, 180)
    warm = (shaded(page, hard=False) * np.array([1.0, 0.92, 0.8])).astype(np.uint8)
    even = even_light(warm)
    corners = even[[20, 20, 380, 380], [20, 380, 20, 380]].astype(int)
    assert corners.min() > 215
    assert np.ptp(corners, axis=1).max() < 25, "white paper is grey, not the colour of the lamp"
    red, _, blue = even[200, 200].astype(int)
    assert blue > red + 80


@pytest.mark.parametrize("size", [(1, 1), (10, 600), (40, 40)])
def test_tiny_pictures_hold_nothing(size: tuple[int, int]) -> None:
    grey = np.full((*size, 3), 128, np.uint8)
    assert straighten(grey) is None
    assert find_cards(grey) == ()
