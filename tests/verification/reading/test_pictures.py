"""Pictures of every mode and make become upright RGB; a resolution is believed only where it can be true."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.verification.reading import files
from verification.errors import UnreadableFile
from verification.limits import Limits
from verification.reading.pictures import Picture, count_frames, load

LIMITS = Limits()
RED_LEFT = Image.new("RGB", (400, 300), "white")
RED_LEFT.paste((255, 0, 0), (0, 0, 100, 300))


def read(tmp_path: Path, image: Image.Image, kind: str = "PNG", frame: int = 0, **options: object) -> Picture:
    return load(files.put(tmp_path, "picture", files.picture(image, kind, **options)), frame, LIMITS)


def exif(orientation: int, *, camera: bool = False) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    if camera:
        tags.get_ifd(0x8769)[0x829A] = 0.01
    return tags


def red_side(picture: Picture) -> str:
    red = (picture.rgb[..., 0] > 180) & (picture.rgb[..., 1] < 90)
    height, width = red.shape
    shares = {
        "left": red[:, : width // 5].mean(),
        "right": red[:, -width // 5 :].mean(),
        "top": red[: height // 5].mean(),
        "bottom": red[-height // 5 :].mean(),
    }
    return max(shares, key=lambda side: shares[side])


@pytest.mark.parametrize(("orientation", "side"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom")])
def test_orientation(tmp_path: Path, orientation: int, side: str) -> None:
    picture = read(tmp_path, RED_LEFT, "JPEG", exif=exif(orientation), quality=95)
    assert red_side(picture) == side


MODES = {
    "1": lambda: Image.new("1", (40, 30), 1),
    "L": lambda: Image.new("L", (40, 30), 255),
    "P": lambda: Image.new("RGB", (40, 30), "white").convert("P"),
    "LA": lambda: Image.new("LA", (40, 30), (0, 0)),
    "RGBA": lambda: Image.new("RGBA", (40, 30), (0, 0, 0, 0)),
    "I;16": lambda: Image.fromarray(np.full((30, 40), 65535, dtype=np.uint16)),
    "I": lambda: Image.fromarray(np.full((30, 40), 65535, dtype=np.int32)),
    "F": lambda: Image.fromarray(np.full((30, 40), 65535, dtype=np.float32)),
    "CMYK": lambda: Image.new("CMYK", (40, 30), (0, 0, 0, 0)),
}


@pytest.mark.parametrize("mode", list(MODES))
def test_white_of_every_mode_is_white(tmp_path: Path, mode: str) -> None:
    """Transparent counts as white paper."""
    picture = read(tmp_path, MODES[mode](), "TIFF" if mode in ("I", "F", "CMYK") else "PNG")
    assert picture.rgb.shape == (30, 40, 3)
    assert picture.rgb.dtype == np.uint8
    assert picture.rgb.min() >= 250


@pytest.mark.parametrize(
    ("stated", "size", "believed"),
    [
        ((300, 300), (2480, 3508), 300),
        ((200, 200), (1654, 2339), 200),
        ((72, 72), (3000, 4000), None),
        ((96, 96), (800, 1100), None),
        ((1, 1), (800, 1100), None),
        ((150, 150), (8000, 6000), None),  # would be a sheet of 1.35 m
        (None, (800, 1100), None),
    ],
)
def test_resolution(
    tmp_path: Path, stated: tuple[int, int] | None, size: tuple[int, int], believed: int | None
) -> None:
    options = {"dpi": stated} if stated else {}
    picture = read(tmp_path, Image.new("L", size), "JPEG", **options)
    assert picture.dpi == (None if believed is None else pytest.approx(believed, rel=0.01))
    if believed:
        assert picture.width_mm == pytest.approx(210, abs=1)
    else:
        assert picture.width_mm is None


def test_a_camera_does_not_know_the_paper(tmp_path: Path) -> None:
    picture = read(tmp_path, Image.new("L", (2480, 3508)), "JPEG", dpi=(300, 300), exif=exif(1, camera=True))
    assert (picture.camera, picture.dpi) == (True, None)


def test_a_fine_scan_is_brought_down(tmp_path: Path) -> None:
    picture = read(tmp_path, Image.new("L", (4960, 7016), 255), "JPEG", dpi=(600, 600))
    assert picture.rgb.shape[:2] == pytest.approx((3508, 2480), abs=2)
    assert picture.dpi == pytest.approx(300, abs=1)
    assert picture.scale == pytest.approx(0.5)


def test_a_fax_has_square_dots(tmp_path: Path) -> None:
    picture = read(tmp_path, Image.new("1", (1728, 1145), 1), "TIFF", dpi=(204, 98))
    assert picture.rgb.shape[:2] == pytest.approx((2383, 1728), abs=3)
    assert picture.height_mm == pytest.approx(297, abs=1)


def test_frames_of_a_tiff(tmp_path: Path) -> None:
    colours = ["red", "green", "blue"]
    pages = [Image.new("RGB", (60, 40), colour) for colour in colours]
    content = files.picture(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    path = files.put(tmp_path, "a.tif", content)
    assert count_frames(path, LIMITS) == 3
    assert [int(load(path, n, LIMITS).rgb[0, 0].argmax()) for n in range(3)] == [0, 1, 2]


def test_an_animation_is_one_page(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green")]
    content = files.picture(pages[0], "WEBP", save_all=True, append_images=pages[1:])
    assert count_frames(files.put(tmp_path, "a.webp", content), LIMITS) == 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_cut_picture_is_malformed(tmp_path: Path, kind: str) -> None:
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (300, 400, 3), dtype=np.uint8))
    options = {"compression": "tiff_lzw"} if kind == "TIFF" else {}
    content = files.picture(noise, kind, **options)
    path = files.put(tmp_path, "a", content[: len(content) // 2])
    with pytest.raises(UnreadableFile) as caught:
        load(path, 0, LIMITS)
    assert caught.value.code == "safety.malformed"


def test_too_many_pixels(tmp_path: Path) -> None:
    path = files.put(tmp_path, "a.png", files.picture(Image.new("L", (400, 300)), "PNG"))
    with pytest.raises(UnreadableFile) as caught:
        load(path, 0, Limits(max_pixels=100_000))
    assert (caught.value.code, caught.value.params["variant"]) == ("safety.too-large", "pixels")
    assert Image.MAX_IMAGE_PIXELS != 100_000, "one document's bound is not the next one's"


def test_heic_has_a_reader_and_no_writer() -> None:
    """pi-heif reads HEIC and bundles no x265 (GPL)."""
    assert "HEIF" in Image.OPEN
    with pytest.raises((KeyError, ValueError)):
        Image.new("RGB", (64, 64)).save(io.BytesIO(), "HEIC")
