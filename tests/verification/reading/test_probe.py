"""Every kind of bad input gets its code, and good input none."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.verification.reading import files
from verification.limits import Limits
from verification.reading.found import Family
from verification.reading.probe import probe

LIMITS = Limits(max_stream_bytes=40 * 2**20)
Case = tuple[str, Callable[[], bytes]]


def jpeg(size: tuple[int, int] = (200, 100), mode: str = "RGB") -> bytes:
    return files.picture(Image.new(mode, size), "JPEG")


def png(size: tuple[int, int], mode: str = "L") -> bytes:
    return files.picture(Image.new(mode, size), "PNG")


def tiff(pages: int, size: tuple[int, int] = (400, 300)) -> bytes:
    first, more = Image.new("1", size), [Image.new("1", size) for _ in range(pages - 1)]
    return files.picture(first, "TIFF", save_all=True, append_images=more, compression="group4")


def changed(change: Callable[..., None]) -> Callable[[], bytes]:
    return lambda: files.changed(files.pdf(), change)


def codes(path: Path, limits: Limits = LIMITS) -> list[str]:
    """Codes without `safety.`, with their variants."""
    found = [
        (p.code.removeprefix("safety."), p.params.get("variant")) for p in probe(str(path), limits).problems
    ]
    return sorted(f"{code}/{variant}" if variant else code for code, variant in found)


GOOD: list[tuple[str, Callable[[], bytes], Family, int]] = [
    ("diploma.pdf", files.pdf, Family.PDF, 1),
    ("three.PDF", lambda: files.pdf(pages=3), Family.PDF, 3),
    ("without-extension", files.pdf, Family.PDF, 1),
    ("scan.2024.v2.pdf", files.pdf, Family.PDF, 1),
    ("after-mail-headers.pdf", lambda: b"\r\n\r\n" + files.pdf(), Family.PDF, 1),
    ("web-link.pdf", changed(files.with_web_link), Family.PDF, 1),
    ("linearised.pdf", lambda: files.changed(files.pdf(), lambda f: None, linearize=True), Family.PDF, 1),
    ("trailing-newlines.pdf", lambda: files.pdf() + b"\n" * 700, Family.PDF, 1),
    ("photo.jpg", jpeg, Family.PICTURE, 1),
    ("photo.JPEG", jpeg, Family.PICTURE, 1),
    ("grey.jpg", lambda: jpeg(mode="L"), Family.PICTURE, 1),
    ("cmyk.jpg", lambda: jpeg(mode="CMYK"), Family.PICTURE, 1),
    ("scan.png", lambda: png((300, 200)), Family.PICTURE, 1),
    ("fax.tiff", lambda: tiff(4), Family.PICTURE, 4),
    ("phone.webp", lambda: files.picture(Image.new("RGB", (300, 200)), "WEBP"), Family.PICTURE, 1),
]


@pytest.mark.parametrize(("name", "make", "family", "pages"), GOOD, ids=[case[0] for case in GOOD])
def test_good_files(tmp_path: Path, name: str, make: Callable[[], bytes], family: Family, pages: int) -> None:
    content = make()
    found = probe(str(files.put(tmp_path, name, content)), LIMITS)
    assert (found.family, found.page_count, found.problems) == (family, pages, ())
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.size == len(content)
    assert found.readable


UNREADABLE: list[tuple[str, Callable[[], bytes], list[str]]] = [
    ("empty.pdf", lambda: b"", ["empty"]),
    (
        "text.pdf",
        lambda: b"This is a plain text, saved under a wrong name.\n" * 9,
        ["type-mismatch/not-a-pdf"],
    ),
    ("noise.pdf", lambda: bytes(range(1, 256)) * 9, ["type-mismatch/not-a-pdf"]),
    ("header-only.pdf", lambda: b"%PDF-1.7\n" + b"nothing here" * 30, ["malformed/pdf"]),
    ("half.pdf", lambda: files.pdf()[:400], ["malformed/pdf"]),
    ("password.pdf", lambda: files.encrypted("secret"), ["encrypted/password"]),
    ("many.pdf", lambda: files.changed(files.pdf(), add_pages), ["too-many-pages"]),
    ("cycle.pdf", changed(files.with_cycle), ["malformed/pdf"]),
    ("deep.pdf", changed(files.with_deep_tree), ["malformed/pdf"]),
    ("bomb.pdf", lambda: files.bomb(passes=1), ["too-large/unpacked"]),
    ("double-bomb.pdf", lambda: files.bomb(passes=2), ["too-large/unpacked"]),
    ("object-bomb.pdf", files.object_stream_bomb, ["malformed/pdf"]),
    ("picture-bomb.pdf", files.huge_picture_pdf, ["too-large/pixels"]),
    ("wide.png", lambda: png((60_000, 10)), ["too-large/pixels"]),
    ("square.png", lambda: png((20_000, 20_000), "1"), ["too-large/pixels"]),
    ("square.tif", lambda: tiff(1, (20_000, 20_000)), ["too-large/pixels"]),
    ("dot.png", lambda: png((1, 1)), ["empty/picture"]),
    ("cut.png", lambda: png((300, 200))[:20], ["malformed/picture"]),
    ("cut.jpg", lambda: jpeg()[:200], ["malformed/picture"]),
    ("pages.tif", lambda: tiff(503, (20, 20)), ["too-many-pages"]),
    (
        "letter.docx",
        lambda: files.archive("[Content_Types].xml", "word/document.xml"),
        ["unsupported/office"],
    ),
    ("letter.odt", lambda: files.archive("mimetype", "content.xml"), ["unsupported/office"]),
    ("letter.rtf", lambda: rb"{\rtf1\ansi hello}" * 3, ["unsupported/office"]),
    (
        "letter.pdf",
        lambda: files.archive("[Content_Types].xml", "word/document.xml"),
        ["type-mismatch/name", "unsupported/office"],
    ),
    ("bundle.zip", lambda: files.archive("a.txt", "b.txt"), ["unsupported/other"]),
    ("notes.txt", lambda: b"Some words about nothing in particular.\n" * 4, ["unsupported/text"]),
    ("tool.exe", lambda: b"MZ\x90\0" + b"\0" * 400, ["type-mismatch/name", "unsupported/other"]),
]


def add_pages(file: object) -> None:
    for _ in range(10_000):
        file.add_blank_page()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "make", "expected"), UNREADABLE, ids=[case[0] for case in UNREADABLE])
def test_unreadable_files(tmp_path: Path, name: str, make: Callable[[], bytes], expected: list[str]) -> None:
    path = files.put(tmp_path, name, make())
    started = time.monotonic()
    found = codes(path)
    took = time.monotonic() - started
    if name == "tool.exe":
        assert "unsupported/other" in found  # whether .exe promises a type differs between systems
    else:
        assert found == expected
    assert not probe(str(path), LIMITS).readable
    assert took < 5


DOUBTFUL: list[tuple[str, Callable[[], bytes], list[str]]] = [
    ("owner-password.pdf", lambda: files.encrypted(""), ["encrypted/restricted"]),
    ("tail-gone.pdf", lambda: files.pdf(pages=4)[:-150], ["malformed/truncated"]),
    ("script.pdf", changed(files.with_javascript), ["active-content/javascript"]),
    ("page-script.pdf", changed(files.with_script_on_page), ["active-content/javascript"]),
    ("launch.pdf", changed(files.with_launch_link), ["active-content/launch"]),
    ("attachment.pdf", changed(files.with_attachment), ["active-content/embedded-files"]),
    ("metres.pdf", changed(files.with_page_of_ten_metres), ["too-large/page"]),
    ("user-unit.pdf", changed(files.with_user_unit), ["too-large/page"]),
    ("photo.png", jpeg, ["type-mismatch/name"]),
    ("photo.pdf", jpeg, ["type-mismatch/name"]),
    ("diploma.jpg", files.pdf, ["type-mismatch/name"]),
    ("both.jpg", files.polyglot, ["type-mismatch/polyglot"]),
    ("both.pdf", files.polyglot, ["type-mismatch/polyglot"]),
    ("appended.jpg", lambda: jpeg() + files.pdf(), ["type-mismatch/polyglot"]),
    ("archive-behind.pdf", lambda: files.pdf() + files.archive("a.txt"), ["type-mismatch/polyglot"]),
    ("archive-behind.jpg", lambda: jpeg() + files.archive("a.txt"), ["type-mismatch/polyglot"]),
]


@pytest.mark.parametrize(("name", "make", "expected"), DOUBTFUL, ids=[case[0] for case in DOUBTFUL])
def test_doubtful_files_are_read_and_told(
    tmp_path: Path, name: str, make: Callable[[], bytes], expected: list[str]
) -> None:
    path = files.put(tmp_path, name, make())
    assert codes(path) == expected
    assert probe(str(path), LIMITS).readable


def test_an_embedded_archive_is_no_polyglot(tmp_path: Path) -> None:
    def attach(file: object) -> None:
        file.attachments["letter.docx"] = files.archive("word/document.xml")  # type: ignore[attr-defined]

    content = files.changed(files.pdf(), attach, compress_streams=False)
    assert codes(files.put(tmp_path, "a.pdf", content)) == ["active-content/embedded-files"]


def test_what_is_not_a_file(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["unsupported/folder"]
    assert codes(tmp_path / "nowhere.pdf") == ["not-found"]
    assert codes(files.put(tmp_path, "a.pdf", b"x") / "below.pdf") == ["not-found"]
    assert codes(tmp_path / ("long" * 100)) == ["not-found"]
    os.mkfifo(tmp_path / "pipe.pdf")
    assert codes(tmp_path / "pipe.pdf") == ["unsupported/device"]
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    assert codes(tmp_path / "gone.pdf") == ["not-found"]


def test_a_closed_file(tmp_path: Path) -> None:
    """For root as well: a file that nobody may read is not meant to be read."""
    path = files.put(tmp_path, "closed.pdf", files.pdf())
    path.chmod(0)
    found = probe(str(path), LIMITS)
    assert [problem.code for problem in found.problems] == ["safety.no-permission"]
    assert found.sha256 is None


def test_limits_are_settings(tmp_path: Path) -> None:
    path = files.put(tmp_path, "a.pdf", files.pdf(pages=3))
    assert codes(path, Limits(max_file_bytes=500)) == ["too-large/file"]
    assert codes(path, Limits(max_pages=2)) == ["too-many-pages"]
    assert codes(path, Limits(max_pages=3)) == []
    assert codes(path, Limits(max_page_mm=200)) == ["too-large/page"] * 3
