"""Good, odd and hostile files, made on the spot."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

A4 = (595.28, 841.89)
PROSE = (
    "Hierbij verklaren wij dat mevrouw De Boer van 1 maart 2019 tot en met 31 mei 2024",
    "als verpleegkundige werkzaam is geweest op de afdeling cardiologie van ons ziekenhuis.",
    "Zij werkte gemiddeld dertig uur per week en heeft haar taken zelfstandig uitgevoerd.",
    "De werkzaamheden lagen op het niveau dat van een verpleegkundige wordt verwacht.",
)
FONT = "DejaVuSans.ttf"


def pdf(draw: Callable[[canvas.Canvas], None] | None = None, *, pages: int = 1) -> bytes:
    """A PDF of text pages, or of what `draw` puts on each."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    for _ in range(pages):
        (draw or write_prose)(page)
        page.showPage()
    page.save()
    return out.getvalue()


def write_prose(page: canvas.Canvas, top: float = 760.0) -> None:
    page.setFont("Helvetica", 11)
    for number, line in enumerate(PROSE):
        page.drawString(72, top - 16 * number, line)


def paper(*, dpi: int = 150, lines: tuple[str, ...] = PROSE, points: float = 11) -> Image.Image:
    """A scan of an A4 page with text on it."""
    size = (round(A4[0] / 72 * dpi), round(A4[1] / 72 * dpi))
    image = Image.new("RGB", size, (250, 249, 246))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, round(points * dpi / 72))
    for number, line in enumerate(lines):
        draw.text((0.6 * dpi, dpi * (1 + 0.24 * number)), line, fill=(25, 25, 30), font=font)
    return image


def scanned_pdf(image: Image.Image, draw: Callable[[canvas.Canvas], None] | None = None) -> bytes:
    """A PDF whose page is a picture, and what `draw` puts over it."""

    def both(page: canvas.Canvas) -> None:
        page.drawImage(ImageReader(image), 0, 0, *A4)
        if draw is not None:
            draw(page)

    return pdf(both)


def picture(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    """The PDF after a change to its structure."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        change(file)
        file.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def encrypted(password: str) -> bytes:
    return changed(pdf(), lambda file: None, encryption=pikepdf.Encryption(owner="owner", user=password))


def with_javascript(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def with_script_on_page(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=pikepdf.String("x()")))


def with_launch_link(file: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.Launch, F=pikepdf.String("calc.exe"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    file.pages[0].obj.Annots = Array([link])


def with_web_link(file: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    file.pages[0].obj.Annots = Array([link])
    file.Root.OpenAction = Array([file.pages[0].obj, Name.Fit])


def with_attachment(file: pikepdf.Pdf) -> None:
    file.attachments["note.txt"] = b"hello"


def with_cycle(file: pikepdf.Pdf) -> None:
    file.Root.Pages.Kids.append(file.Root.Pages)


def with_deep_tree(file: pikepdf.Pdf) -> None:
    node = file.Root.Pages
    for _ in range(2000):
        above = file.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([node]), Count=1))
        node.Parent = above
        node = above
    file.Root.Pages = node


def with_page_of_ten_metres(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.MediaBox = Array([0, 0, 28346, 842])


def with_user_unit(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.UserUnit = 40


def bomb(*, passes: int, size: int = 60 * 2**20) -> bytes:
    """A page whose drawing unpacks to `size` bytes."""
    machine = zlib.compressobj(9)
    piece = b" " * 2**20
    packed = b"".join(machine.compress(piece) for _ in range(size // 2**20)) + machine.flush()
    for _ in range(passes - 1):
        packed = zlib.compress(packed, 9)

    def change(file: pikepdf.Pdf) -> None:
        stream = file.make_stream(b"")
        stream.write(packed, filter=Array([Name.FlateDecode] * passes))
        file.pages[0].obj.Contents = stream

    none = pikepdf.StreamDecodeLevel.none
    return changed(pdf(), change, compress_streams=False, stream_decode_level=none)


def object_stream_bomb() -> bytes:
    """A PDF whose objects lie in a stream that unpacks to far more than it should."""
    packed = zlib.compress(b"1 0 << /Type /Catalog /Pages 2 0 R >> " + b" " * (60 * 2**20), 9)
    body = b"%PDF-1.5\n"
    at = len(body)
    body += b"5 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>> stream\n" % len(packed)
    body += packed + b"\nendstream endobj\n"
    start = len(body)
    rows = [(0, 0, 255), (2, 5, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (1, at, 0), (1, start, 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(4, "big") + bytes([last]) for kind, place, last in rows)
    body += b"6 0 obj <</Type/XRef/Size 7/Root 1 0 R/W[1 4 1]/Length %d>> stream\n" % len(table)
    return body + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % start


def huge_picture_pdf() -> bytes:
    """A page with a picture that claims to be 50,000 by 50,000."""

    def change(file: pikepdf.Pdf) -> None:
        image = file.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=50_000, Height=50_000)
        image.write(zlib.compress(b"\0" * 1000), filter=Name.FlateDecode)
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
        file.pages[0].obj.Resources.XObject = Dictionary(Im0=image)

    return changed(pdf(), change)


def polyglot() -> bytes:
    """A JPEG with a PDF in its comment: pictures programs show the one, PDF readers the other."""
    jpeg, document = picture(Image.new("RGB", (200, 100)), "JPEG"), pdf()
    return jpeg[:2] + b"\xff\xfe" + (len(document) + 2).to_bytes(2, "big") + document + jpeg[2:]


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            content = "application/vnd.oasis.opendocument.text" if name == "mimetype" else "<x/>"
            file.writestr(name, content)
    return out.getvalue()


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
