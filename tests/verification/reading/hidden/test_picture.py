"""What picture files carry beside their picture."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from tests.verification.reading.hidden import made
from verification.errors import UnreadableFile
from verification.limits import Limits
from verification.model import Hidden, Where
from verification.reading.hidden import hidden_in_picture
from verification.reading.hidden.heic import with_thumbnails_first
from verification.reading.hidden.smaller import uncovered_by

TEXT = f"BSN {made.NUMBER}"
BAR = made.picture(bar=True)


def seen(tmp_path: Path, data: bytes, name: str) -> tuple[Hidden, ...]:
    path = tmp_path / name
    path.write_bytes(data)
    return hidden_in_picture(path, Limits())


def stored(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(tag: int, value: str | bytes, *, sub: bool = False) -> Image.Exif:
    out = Image.Exif()
    (out.get_ifd(0x8769) if sub else out)[tag] = value
    return out


def png_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Description", TEXT)
    return stored(BAR, "PNG", pnginfo=info)


XMP = f"<x:xmpmeta><dc:title>{TEXT}</dc:title></x:xmpmeta>".encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("description.jpg", stored(BAR, "JPEG", exif=exif(0x010E, TEXT))),
        ("comment.jpg", stored(BAR, "JPEG", exif=exif(0x9286, b"ASCII\0\0\0" + TEXT.encode(), sub=True))),
        (
            "unicode.jpg",
            stored(BAR, "JPEG", exif=exif(0x9286, b"UNICODE\0" + TEXT.encode("utf-16-be"), sub=True)),
        ),
        ("title.jpg", stored(BAR, "JPEG", exif=exif(0x9C9B, TEXT.encode("utf-16-le")))),
        ("com.jpg", stored(BAR, "JPEG", comment=TEXT)),
        ("xmp.jpg", stored(BAR, "JPEG", xmp=XMP)),
        ("text.png", png_text()),
        ("exif.webp", stored(BAR, "WEBP", exif=exif(0x010E, TEXT))),
        ("xmp.webp", stored(BAR, "WEBP", xmp=XMP)),
        ("description.tif", stored(BAR, "TIFF", description=TEXT)),
    ],
)
def test_metadata(tmp_path: Path, name: str, data: bytes) -> None:
    found = seen(tmp_path, data, name)
    assert any(h.where is Where.METADATA and made.NUMBER in h.text for h in found), found
    assert not any(h.covered for h in found)


def with_thumbnail(image: Image.Image, small: Image.Image) -> bytes:
    """A JPEG with an EXIF block that holds a thumbnail, as cameras write it."""
    thumb = stored(small, "JPEG")
    head = b"MM\x00*\x00\x00\x00\x08" + b"\x00\x00" + b"\x00\x00\x00\x0e"
    entries = [(0x0103, 3, 6 << 16), (0x0201, 4, 14 + 2 + 36 + 4), (0x0202, 4, len(thumb))]
    ifd = b"\x00\x03" + b"".join(
        tag.to_bytes(2) + kind.to_bytes(2) + (1).to_bytes(4) + value.to_bytes(4)
        for tag, kind, value in entries
    )
    block = b"Exif\x00\x00" + head + ifd + b"\x00" * 4 + thumb
    return stored(image, "JPEG", quality=88, exif=block)


def shrunk(image: Image.Image, size: tuple[int, int] = (160, 107)) -> Image.Image:
    return image.resize(size)


def letterboxed(image: Image.Image) -> Image.Image:
    out = Image.new("RGB", (160, 120))
    out.paste(image.resize((160, 107)), (0, 6))
    return out


def turned(image: Image.Image) -> Image.Image:
    return image.resize((160, 107)).transpose(Image.Transpose.ROTATE_90)


def middle(image: Image.Image) -> Image.Image:
    """A square thumbnail of the middle, as gallery programs make them."""
    return image.resize((240, 160)).crop((10, 0, 170, 160))


def darker(image: Image.Image) -> Image.Image:
    """The camera's own rendering, before the program's."""
    return image.resize((320, 213), Image.Resampling.NEAREST).point(lambda v: 20 + v * 0.8)


@pytest.mark.parametrize("make", [shrunk, letterboxed, turned, middle, darker])
def test_a_thumbnail_from_before_the_bar(tmp_path: Path, make: object) -> None:
    before, after = made.picture(bar=False), made.picture(bar=True)
    found = seen(tmp_path, with_thumbnail(after, make(before)), "a.jpg")  # type: ignore[operator]
    assert {(h.where, h.covered) for h in found} == {(Where.THUMBNAIL, True)}
    x0, y0, x1, y1 = found[0].box or (0, 0, 0, 0)
    assert 0.6 < (y0 + y1) / 2 < 0.8
    assert (x0 + x1) / 2 < 0.6
    assert seen(tmp_path, with_thumbnail(after, make(after)), "b.jpg") == ()  # type: ignore[operator]


def test_a_thumbnail_of_something_else(tmp_path: Path) -> None:
    noise = np.random.default_rng(5).integers(0, 255, (107, 160, 3), dtype=np.uint8)
    assert seen(tmp_path, with_thumbnail(BAR, Image.fromarray(noise)), "a.jpg") == ()


@pytest.mark.parametrize("name", [b"Photoshop 3.0\x008BIM\x04\x0c\0\0", b"JFXX\0\x10"])
def test_a_thumbnail_of_an_image_program(tmp_path: Path, name: bytes) -> None:
    marker = b"\xff\xed" if name.startswith(b"Photo") else b"\xff\xe0"

    def carrying(small: Image.Image) -> bytes:
        content = name + stored(small, "JPEG")
        data = stored(BAR, "JPEG", quality=88)
        return data[:2] + marker + (len(content) + 2).to_bytes(2) + content + data[2:]

    found = seen(tmp_path, carrying(shrunk(made.picture(bar=False))), "a.jpg")
    assert {h.where for h in found if h.covered} == {Where.THUMBNAIL}
    assert not any(h.covered for h in seen(tmp_path, carrying(shrunk(BAR)), "b.jpg"))


def test_a_second_picture_behind_the_first(tmp_path: Path) -> None:
    data = stored(BAR, "JPEG", quality=90) + stored(made.picture(bar=False).resize((600, 400)), "JPEG")
    assert {h.where for h in seen(tmp_path, data, "a.jpg")} == {Where.THUMBNAIL}


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_colour_under_full_transparency(tmp_path: Path, kind: str) -> None:
    image = made.picture(bar=False).convert("RGBA")
    pixels = np.array(image)
    pixels[390:450, 50:480, 3] = 0
    options = {"exact": True, "lossless": True} if kind == "WEBP" else {}
    found = seen(tmp_path, stored(Image.fromarray(pixels), kind, **options), "a.img")
    assert any(h.where is Where.IMAGE and h.covered and made.NUMBER in h.text.replace(" ", "") for h in found)


def test_a_comment_that_is_another_file(tmp_path: Path) -> None:
    other = bytes(range(1, 256)) * 40 + made.NUMBER.encode()
    assert seen(tmp_path, stored(BAR, "JPEG", comment=other), "a.jpg") == ()


def test_transparency_over_nothing(tmp_path: Path) -> None:
    pixels = np.array(made.picture(bar=True).convert("RGBA"))
    pixels[390:450, 50:480] = 0
    assert seen(tmp_path, stored(Image.fromarray(pixels), "PNG"), "a.png") == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_plain_pictures(tmp_path: Path, kind: str) -> None:
    assert [h for h in seen(tmp_path, stored(BAR, kind), "a.img") if h.covered] == []


@pytest.mark.parametrize("data", [b"", b"hello", stored(BAR, "PNG")[:500]])
def test_what_is_no_picture_is_said(tmp_path: Path, data: bytes) -> None:
    try:
        found = seen(tmp_path, data, "a.png")
    except UnreadableFile:
        return
    assert found == ()


def test_too_large_a_picture_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(stored(BAR, "PNG"))
    with pytest.raises(UnreadableFile):
        hidden_in_picture(path, Limits.model_validate({"max_pixels": 1000}))


@pytest.mark.parametrize(("name", "held"), [(f"scan_{made.NUMBER}.png", True), ("scan_2024.png", False)])
def test_a_number_in_the_file_name(tmp_path: Path, name: str, held: bool) -> None:
    found = seen(tmp_path, stored(BAR, "PNG"), name)
    assert any(made.NUMBER in h.text for h in found if h.where is Where.METADATA) is held


def heic(kind: bytes) -> bytes:
    """The boxes of a HEIC file whose picture 2 refers to its primary picture 1."""
    primary = b"\0\0\0\x0epitm\0\0\0\0\0\x01"
    link = b"\0\0\0\x0e" + kind + b"\0\x02\0\x01\0\x01"
    return b"\0\0\0\x08ftyp" + primary + b"\0\0\0\x1airef\0\0\0\0" + link


def test_a_thumbnail_of_a_heic_stands_first_in_a_copy() -> None:
    (copy,) = with_thumbnails_first(heic(b"thmb"))
    assert copy[copy.find(b"pitm") + 8 :][:2] == b"\0\x02"
    assert b"thmb" not in copy
    assert list(with_thumbnails_first(heic(b"auxl"))) == []
    assert list(with_thumbnails_first(b"no picture")) == []


def test_a_preview_of_a_page_with_little_ink(tmp_path: Path) -> None:
    sheet = Image.new("L", (1200, 1700), 252)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 26)
    ImageDraw.Draw(sheet).text((120, 200), made.LINE, fill=20, font=font)
    covered = sheet.copy()
    ImageDraw.Draw(covered).rectangle((420, 190, 640, 245), fill=0)
    small = np.asarray(sheet.resize((480, 680), Image.Resampling.LANCZOS))
    assert uncovered_by(np.asarray(covered), small)
    assert not uncovered_by(np.asarray(sheet), small)


def test_a_rough_thumbnail_in_which_differences_run_together() -> None:
    sheet = Image.new("L", (1100, 700), 252)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", 30)
    for row in range(16):
        words = "Naam en geboortedatum 123456 Verpleegkundige Zuid-Holland 12"
        ImageDraw.Draw(sheet).text((60, 40 + row * 36), words, fill=15, font=font)
    covered = sheet.copy()
    ImageDraw.Draw(covered).rectangle((300, 328, 520, 358), fill=8)
    small = np.asarray(sheet.resize((160, 101), Image.Resampling.NEAREST))
    assert uncovered_by(np.asarray(covered), small)
    assert not uncovered_by(np.asarray(sheet), small)
