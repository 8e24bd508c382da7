"""HEIC from a telephone: read, upright, and looked into like any picture. Made by Debian's heif-enc."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from verification.limits import Limits
from verification.model import Where
from verification.reading.hidden.picture import hidden_in_picture
from verification.reading.pictures import load

LIMITS = Limits.model_validate({})


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    """Light above, dark below, so that a turn shows."""
    pixels = np.full((480, 640, 3), 235, np.uint8)
    pixels[240:] = 40
    return Image.fromarray(pixels)


def heic(folder: Path, image: Image.Image, **options: object) -> Path:
    source, path = folder / "a.jpg", folder / "a.heic"
    image.save(source, quality=95, **options)
    subprocess.run(["heif-enc", "-q", "70", source, "-o", path], check=True, capture_output=True, timeout=60)
    return path


def test_a_plain_photograph_hides_nothing(tmp_path: Path, picture: Image.Image) -> None:
    path = heic(tmp_path, picture)
    loaded = load(path, 0, LIMITS)
    assert loaded.rgb.shape == (480, 640, 3)
    assert loaded.rgb[:200].mean() > 220 > 60 > loaded.rgb[280:].mean()
    assert hidden_in_picture(path, LIMITS) == ()


def test_what_its_metadata_says_is_seen(tmp_path: Path, picture: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Foto van dossier 4711"
    found = hidden_in_picture(heic(tmp_path, picture, exif=exif), LIMITS)
    assert [(one.where, "4711" in one.text) for one in found] == [(Where.METADATA, True)]
