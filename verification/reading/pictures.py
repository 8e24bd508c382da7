"""Pictures of paper: JPEG, PNG, TIFF with many pages, HEIC and WebP, made upright RGB within bounds.

A picture's resolution is believed only where it can be true: phones and browsers write 72 or 96 into every
file, whatever the distance to the paper was.
"""

from __future__ import annotations

import importlib
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pi_heif
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from verification.errors import UnreadableFile

if TYPE_CHECKING:
    from verification.limits import Limits

Image.preinit()
for _plugin in ("TiffImagePlugin", "WebPImagePlugin"):  # `Image.init` would import forty more
    importlib.import_module(f"PIL.{_plugin}")
pi_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "TIFF", "HEIF", "WEBP")
MM_PER_INCH = 25.4
BELIEVED_DPI = (100.0, 1300.0)  # 72 and 96 are what programs write when they do not know
LARGEST_PAPER_MM = 900.0  # A1: beyond this the stated resolution is wrong
LEAST_SIDE_PIXELS = 16  # smaller pictures hold no letter
_CAMERA_TAGS = (ExifTags.Base.ExposureTime, ExifTags.Base.FNumber, ExifTags.Base.FocalLength)
# Pillow's decoders raise all of these on files that are cut, bent or forged.
_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError, KeyError, TypeError),
    *(OverflowError, RuntimeError, UnidentifiedImageError, ZeroDivisionError),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One upright picture. `dpi` and size in mm are None where the scale is unknown; `scale` is its pixels
    per pixel of the file (1.0, or less where it was brought down)."""

    rgb: NDArray[np.uint8]
    dpi: float | None
    width_mm: float | None
    height_mm: float | None
    camera: bool
    scale: float = 1.0


def count_frames(path: Path, limits: Limits) -> int:
    """How many pages the picture has; UnreadableFile where it cannot be opened or is over the limits."""
    with opened(path, limits) as image:
        if image.format != "TIFF":
            return 1  # animations and depth maps are no pages
        frames = 0
        while frames <= limits.max_pages:
            try:
                image.seek(frames)
            except EOFError:
                break
            _check_size(image, limits)
            frames += 1
        return frames


def load(path: Path, frame: int, limits: Limits) -> Picture:
    """The frame (from 0) as upright RGB at no more than the resolution limits."""
    with opened(path, limits) as image:
        image.seek(frame)
        _check_size(image, limits)
        camera = _is_camera(image)
        across, down = _resolution(image, camera)
        shrink = _shrink(image, across, limits)
        before = image.size[0]
        if shrink < 1 and image.format in ("JPEG", "MPO"):
            image.draft("RGB", (int(image.size[0] * shrink) + 1, int(image.size[1] * shrink) + 1))
        drafted = image.size[0] / before
        turned = image.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
        pixels = _pixels(ImageOps.exif_transpose(image))
    if turned:
        across, down = down, across
    factor = shrink / drafted
    # Fax machines write twice as many dots across as down: bring both to the finer one.
    finest = max(across or 1.0, down or 1.0)
    pixels = _resized(pixels, factor * finest / (across or finest), factor * finest / (down or finest))
    height, width = pixels.shape[:2]
    if across is None:
        return Picture(pixels, None, None, None, camera, shrink)
    dpi = finest * shrink
    return Picture(pixels, dpi, width / dpi * MM_PER_INCH, height / dpi * MM_PER_INCH, camera, shrink)


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Image.Image]:
    """Pillow's picture within the limits; what goes wrong in the block becomes UnreadableFile with a code."""
    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = limits.max_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd tags
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=FORMATS) as image:
                _check_size(image, limits)
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as exc:
        raise UnreadableFile("safety.too-large", {"variant": "pixels"}) from exc
    except MemoryError as exc:
        raise UnreadableFile("safety.too-large", {"variant": "memory"}) from exc
    except FileNotFoundError as exc:
        raise UnreadableFile("safety.not-found") from exc
    except _BROKEN as exc:
        raise UnreadableFile("safety.malformed", {"variant": "picture"}) from exc
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _check_size(image: Image.Image, limits: Limits) -> None:
    width, height = image.size
    if width * height > limits.max_pixels or max(width, height) > limits.max_side_pixels:
        raise UnreadableFile(
            "safety.too-large", {"variant": "pixels", "width": str(width), "height": str(height)}
        )
    if min(width, height) < LEAST_SIDE_PIXELS:
        raise UnreadableFile(
            "safety.empty", {"variant": "picture", "width": str(width), "height": str(height)}
        )


def _is_camera(image: Image.Image) -> bool:
    exif = image.getexif()
    return any(tag in exif.get_ifd(ExifTags.IFD.Exif) for tag in _CAMERA_TAGS)


def _resolution(image: Image.Image, camera: bool) -> tuple[float, float] | tuple[None, None]:
    """Dots per inch across and down, where they are stated and can be true."""
    stated = image.info.get("dpi")
    if camera or not stated:
        return None, None
    across, down = (float(value) for value in stated)
    low, high = BELIEVED_DPI
    if not (low <= max(across, down) <= high and min(across, down) > 0):
        return None, None
    if max(across, down) / min(across, down) > 2.5:  # fax: 204 x 98
        return None, None
    if max(image.size[0] / across, image.size[1] / down) * MM_PER_INCH > LARGEST_PAPER_MM:
        return None, None
    return across, down


def _shrink(image: Image.Image, dpi: float | None, limits: Limits) -> float:
    """The factor (at most 1) that brings the picture within the resolution that reading needs."""
    by_side = limits.picture_side_pixels / max(image.size)
    return min(1.0, limits.picture_dpi / dpi) if dpi else min(1.0, by_side)


def _pixels(image: Image.Image) -> NDArray[np.uint8]:
    """RGB of any mode: alpha over white, 16 bits brought to 8, CMYK converted."""
    if image.mode.startswith("I") or image.mode == "F":
        return _from_deep(np.asarray(image, dtype=np.float32))
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        over = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", over.size, "white"), over)
    return np.asarray(image.convert("RGB"), dtype=np.uint8)


def _from_deep(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    top = float(values.max(initial=0.0))
    full = 255.0 if top <= 255 else 65535.0 if top <= 65535 else top
    grey = np.clip(values * (255.0 / full), 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def _resized(pixels: NDArray[np.uint8], across: float, down: float) -> NDArray[np.uint8]:
    if abs(across - 1) < 0.01 and abs(down - 1) < 0.01:
        return pixels
    size = (max(1, round(pixels.shape[1] * across)), max(1, round(pixels.shape[0] * down)))
    how = cv2.INTER_AREA if across <= 1 and down <= 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)
