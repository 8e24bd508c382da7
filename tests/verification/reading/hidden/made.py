"""PDFs that hide something and PDFs that do not, from several builders.

Every base page carries the line LINE; `spot` finds where its number stands, in page points, so that the same
ways of hiding go over the pages of every builder.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import typst
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

NUMBER = "123456782"
LINE = f"Burgerservicenummer: {NUMBER}"
PROSE = [
    "Arbeidsovereenkomst voor onbepaalde tijd",
    "De werkgever en de werknemer komen het volgende overeen.",
    "De werknemer treedt in dienst als verpleegkundige, 32 uur per week.",
    "Het salaris bedraagt 3.214,50 euro bruto per maand, schaal FWG 45.",
]
Rect = tuple[float, float, float, float]


def _lines(canvas: Canvas, font: str, size: float, *, x: float = 72, top: float = 760) -> None:
    canvas.setFont(font, size)
    for i, line in enumerate([*PROSE[:2], LINE, *PROSE[2:]]):
        canvas.drawString(x, top - i * 1.6 * size, line)


def canvas_pdf(draw: Callable[[Canvas], None], size: tuple[float, float] = (595, 842)) -> bytes:
    """One page drawn by reportlab."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def by_reportlab() -> bytes:
    return canvas_pdf(lambda c: _lines(c, "Helvetica", 11))


def by_reportlab_truetype() -> bytes:
    pdfmetrics.registerFont(TTFont("DejaVu", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    return canvas_pdf(lambda c: _lines(c, "DejaVu", 9))


def by_typst() -> bytes:
    body = "\n\n".join([*PROSE[:2], LINE, *PROSE[2:]])
    return bytes(typst.compile(f'#set page(paper: "a4")\n#set text(size: 10pt)\n{body}'.encode()))


def by_hand(
    *, rotate: int = 0, box: Rect = (0, 0, 595, 842), form: bool = False, letters: bool = False
) -> bytes:
    """Raw operators: optionally in a form, letter by letter, on a turned page or one with another origin."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
    x0, _, _, y1 = box
    out = ["BT /F1 12 Tf"]
    for i, line in enumerate([*PROSE[:2], LINE, *PROSE[2:]]):
        out.append(f"1 0 0 1 {x0 + 80} {y1 - 90 - 20 * i} Tm")
        if letters:
            out.append("[" + " ".join(f"({c}) -20" for c in line) + "] TJ")
        else:
            out.append(f"({line}) Tj")
    data = " ".join([*out, "ET"]).encode()
    resources = Dictionary(Font=Dictionary(F1=font))
    page = pdf.add_blank_page(page_size=(595, 842))
    page.obj.MediaBox = Array(list(box))
    page.obj.Rotate = rotate
    if form:
        inner = Stream(
            pdf,
            data,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array(list(box)),
            Resources=resources,
            Matrix=Array([1, 0, 0, 1, 0, -10]),
        )
        page.obj.Resources = Dictionary(XObject=Dictionary(X1=inner))
        page.obj.Contents = Stream(pdf, b"q 1 0 0 1 5 5 cm /X1 Do Q")
    else:
        page.obj.Resources = resources
        page.obj.Contents = Stream(pdf, data)
    return saved(pdf)


BUILDERS: dict[str, Callable[[], bytes]] = {
    "reportlab": by_reportlab,
    "truetype": by_reportlab_truetype,
    "typst": by_typst,
    "hand": by_hand,
    "rotated": lambda: by_hand(rotate=90),
    "upside-down": lambda: by_hand(rotate=180, letters=True),
    "origin": lambda: by_hand(box=(-200, 100, 395, 942)),
    "form": lambda: by_hand(form=True),
    "letters": lambda: by_hand(letters=True),
}


@cache
def base(builder: str) -> bytes:
    return BUILDERS[builder]()


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


@cache
def spot(data: bytes) -> Rect:
    """Where the number stands, in page points, a little grown."""
    document = pdfium.PdfDocument(data)
    text = document[0].get_textpage()
    start = text.get_text_range().replace("\r\n", "\r\n").index(NUMBER)
    boxes = [text.get_charbox(start + i) for i in range(9)]
    found = (
        min(b[0] for b in boxes) - 2,
        min(b[1] for b in boxes) - 2,
        max(b[2] for b in boxes) + 2,
        max(b[3] for b in boxes) + 2,
    )
    document.close()
    return found


def over(data: bytes, operators: Callable[[Rect], str], **resources: Callable[[pikepdf.Pdf], Any]) -> bytes:
    """The page with operators drawn last. Resources are named R and their category, e.g. /RExtGState."""
    pdf = pikepdf.open(io.BytesIO(data))
    page = pdf.pages[0]
    for kind, make in resources.items():
        page.add_resource(pdf.make_indirect(make(pdf)), Name("/" + kind), Name("/R" + kind))
    page.contents_add(Stream(pdf, b"q"), prepend=True)
    page.contents_add(Stream(pdf, f"Q q {operators(spot(data))} Q".encode()))
    return saved(pdf)


def rectangle(r: Rect) -> str:
    return f"{r[0]:.2f} {r[1]:.2f} {r[2] - r[0]:.2f} {r[3] - r[1]:.2f} re"


def box(data: bytes, colour: str = "0 0 0 rg") -> bytes:
    return over(data, lambda r: f"{colour} {rectangle(r)} f")


def thick_line(data: bytes) -> bytes:
    return over(
        data,
        lambda r: (
            f"{r[3] - r[1]:.1f} w {r[0]:.1f} {(r[1] + r[3]) / 2:.1f} m {r[2]:.1f} {(r[1] + r[3]) / 2:.1f} l S"
        ),
    )


def pieces(data: bytes) -> bytes:
    """A bar of nine boxes side by side."""

    def draw(r: Rect) -> str:
        step = (r[2] - r[0]) / 9
        return " ".join(
            rectangle((r[0] + i * step, r[1], r[0] + (i + 1.1) * step, r[3])) + " f" for i in range(9)
        )

    return over(data, draw)


def scribble(data: bytes) -> bytes:
    def draw(r: Rect) -> str:
        rng = random.Random(1)
        points = [f"{rng.uniform(r[0], r[2]):.1f} {rng.uniform(r[1], r[3]):.1f} l" for _ in range(90)]
        return f"2.2 w {r[0]} {r[1]} m {' '.join(points)} S"

    return over(data, draw)


def strike(data: bytes) -> bytes:
    """A thin line through the digits: they can still be read, so nothing is hidden."""
    return over(
        data, lambda r: f"1.2 w {r[0]:.1f} {(r[1] + r[3]) / 2:.1f} m {r[2]:.1f} {(r[1] + r[3]) / 2:.1f} l S"
    )


def image_xobject(pdf: pikepdf.Pdf, pixels: np.ndarray[Any, Any], **extra: Any) -> Stream:
    high, wide = pixels.shape[:2]
    space = Name.DeviceRGB if pixels.ndim == 3 else Name.DeviceGray
    return Stream(
        pdf,
        pixels.astype(np.uint8).tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=wide,
        Height=high,
        ColorSpace=space,
        BitsPerComponent=8,
        **extra,
    )


def image_over(data: bytes, *, noise: bool = False) -> bytes:
    pixels = np.random.default_rng(2).integers(0, 255, (30, 120, 3)) if noise else np.zeros((1, 1))
    return over(
        data,
        lambda r: f"{r[2] - r[0]:.2f} 0 0 {r[3] - r[1]:.2f} {r[0]:.2f} {r[1]:.2f} cm /RXObject Do",
        XObject=lambda pdf: image_xobject(pdf, pixels),
    )


def soft_image_over(data: bytes, alpha: float) -> bytes:
    """A black picture of one pixel whose soft mask lets part of the page through."""
    return over(
        data,
        lambda r: f"{r[2] - r[0]:.2f} 0 0 {r[3] - r[1]:.2f} {r[0]:.2f} {r[1]:.2f} cm /RXObject Do",
        XObject=lambda pdf: image_xobject(
            pdf, np.zeros((1, 1, 3)), SMask=image_xobject(pdf, np.full((1, 1), round(255 * alpha)))
        ),
    )


def form_over(data: bytes) -> bytes:
    r = spot(data)
    return over(
        data,
        lambda _: "/RXObject Do",
        XObject=lambda pdf: Stream(
            pdf, f"0.1 g {rectangle(r)} f".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array(list(r))
        ),
    )


def veil(data: bytes, alpha: float, colour: str = "0 g", blend: str = "/Normal") -> bytes:
    return over(
        data,
        lambda r: f"/RExtGState gs {colour} {rectangle(r)} f",
        ExtGState=lambda _: Dictionary(Type=Name.ExtGState, ca=alpha, BM=Name(blend)),
    )


def group_veil(data: bytes, alpha: float) -> bytes:
    """A form with a transparency group, drawn half transparent."""
    r = spot(data)
    return over(
        data,
        lambda _: "/RExtGState gs /RXObject Do",
        ExtGState=lambda _: Dictionary(Type=Name.ExtGState, ca=alpha, CA=alpha),
        XObject=lambda pdf: Stream(
            pdf,
            f"0 g {rectangle(r)} f".encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array(list(r)),
            Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB),
        ),
    )


def annotated(
    data: bytes, subtype: str, *, ops: str | None = None, grow: float = 0, blend: str = "", **keys: Any
) -> bytes:
    """An annotation over the number; with an appearance if `ops` is given (in the space of the page)."""
    pdf = pikepdf.open(io.BytesIO(data))
    page = pdf.pages[0]
    r = spot(data)
    r = (r[0] - grow, r[1] - grow, r[2] + grow, r[3] + grow)
    x0, y0, x1, y1 = r
    note = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array(list(r)), F=4, **keys)
    if subtype in ("Highlight", "Redact", "Underline", "StrikeOut"):
        note.QuadPoints = Array([x0, y1, x1, y1, x0, y0, x1, y0])
    if ops is not None:
        resources = Dictionary(ExtGState=Dictionary(G=Dictionary(BM=Name(blend)))) if blend else Dictionary()
        prefix = "/G gs " if blend else ""
        note.AP = Dictionary(
            N=pdf.make_indirect(
                Stream(
                    pdf,
                    f"{prefix}{ops.replace('RECT', rectangle(r))}".encode(),
                    Type=Name.XObject,
                    Subtype=Name.Form,
                    BBox=Array(list(r)),
                    Resources=resources,
                )
            )
        )
    page.obj.Annots = Array([*page.obj.get("/Annots", Array()), pdf.make_indirect(note)])
    return saved(pdf)


def scanned(
    data: bytes, *, dpi: int = 150, bar: str = "none", layer: bool = False, grain: float = 3.0
) -> bytes:
    """The page as a picture of paper; `bar` burns one in; `layer` adds the words as invisible text."""
    document = pdfium.PdfDocument(data)
    page = document[0]
    picture = page.render(scale=dpi / 72).to_pil().convert("L")
    wide, high = page.get_size()
    r = spot(data)
    if bar != "none":
        k = dpi / 72
        ImageDraw.Draw(picture).rectangle(
            (r[0] * k, (high - r[3]) * k, r[2] * k, (high - r[1]) * k), fill={"black": 12, "white": 255}[bar]
        )
    pixels = np.asarray(picture, dtype=float) * 0.93 + np.random.default_rng(3).normal(
        0, grain, picture.size[::-1]
    )
    jpeg = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(jpeg, "JPEG", quality=80)
    text = page.get_textpage()
    lines = [(text.get_rect(i), text.get_text_bounded(*text.get_rect(i))) for i in range(text.count_rects())]
    document.close()

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(jpeg.getvalue())), 0, 0, wide, high)
        if layer:
            for (x0, y0, x1, _), words in lines:
                block = canvas.beginText(x0, y0 + 2)
                block.setTextRenderMode(3)
                block.setFont("Helvetica", 11)
                natural = pdfmetrics.stringWidth(words.strip(), "Helvetica", 11) or 1
                block.setHorizScale(100 * (x1 - x0) / natural)
                block.textOut(words.strip())
                canvas.drawText(block)

    return canvas_pdf(draw, (wide, high))


def text_page(mode: str) -> bytes:
    """The line hidden by the way it is drawn."""

    def draw(c: Canvas) -> None:
        c.setFont("Helvetica", 11)
        for i, line in enumerate(PROSE):
            c.drawString(72, 700 - 20 * i, line)
        if mode == "white":
            c.setFillColorRGB(1, 1, 1)
            c.drawString(72, 760, LINE)
        elif mode == "white across rules":
            for x in range(70, 330, 17):
                c.rect(x, 754, 17, 17)
            c.setFillColorRGB(1, 1, 1)
            c.drawString(72, 760, LINE)
        elif mode == "nearly-white":
            c.setFillColorRGB(0.98, 0.98, 0.97)
            c.drawString(72, 760, LINE)
        elif mode == "black-on-black":
            c.rect(70, 755, 260, 18, fill=1)
            c.drawString(72, 760, LINE)
        elif mode == "invisible":
            block = c.beginText(72, 760)
            block.setTextRenderMode(3)
            block.textOut(LINE)
            block.setTextRenderMode(0)
            c.drawText(block)
        elif mode == "clipped":
            c.saveState()
            path = c.beginPath()
            path.rect(72, 100, 100, 20)
            c.clipPath(path, stroke=0)
            c.drawString(72, 760, LINE)
            c.restoreState()
        elif mode == "alpha":
            c.setFillAlpha(0)
            c.drawString(72, 760, LINE)
        elif mode == "tiny":
            c.setFont("Helvetica", 0.6)
            c.drawString(72, 760, LINE)
        elif mode in ("right", "below", "left"):
            c.drawString(*{"right": (640, 700), "below": (72, -60), "left": (-400, 600)}[mode], LINE)
        elif mode == "blocks":
            font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
            pdfmetrics.registerFont(TTFont("DejaVu", font))
            c.setFont("DejaVu", 11)
            c.drawString(72, 760, LINE)
            wide = pdfmetrics.stringWidth(LINE, "DejaVu", 11)
            each = pdfmetrics.stringWidth("█", "DejaVu", 11)
            c.drawString(72, 760, "█" * (int(wide / each) + 1))

    return canvas_pdf(draw)


def revised(data: bytes, change: Callable[[Any], None], *, linear: bool = False) -> bytes:
    """The file with an incremental update appended; `change` gets pyHanko's writer."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    if linear:
        data = saved(pikepdf.open(io.BytesIO(data)), linearize=True)
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    change(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def content_update(make: Callable[[bytes], bytes]) -> Callable[[Any], None]:
    """An update that rewrites the content stream of the first page."""

    def change(writer: Any) -> None:
        from pyhanko.pdf_utils import generic

        reference = writer.root["/Pages"].get_object()["/Kids"].raw_get(0)
        page = reference.get_object()
        content = page["/Contents"]
        parts = [content] if isinstance(content, generic.StreamObject) else [p.get_object() for p in content]
        page[generic.pdf_name("/Contents")] = writer.add_object(
            generic.StreamObject(stream_data=make(b"\n".join(p.data for p in parts)))
        )
        writer.mark_update(reference)

    return change


def picture(*, bar: bool, size: tuple[int, int] = (900, 600)) -> Image.Image:
    """A photographed card with a number, or with a bar over it."""
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 34)
    image = Image.new("RGB", size, (214, 224, 233))
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(["KONINKRIJK DER NEDERLANDEN", "De Bruijn, Willeke", "10 MAA 1965"]):
        draw.text((60, 60 + 80 * i), line, font=font, fill=(20, 30, 60))
    draw.text((60, 400), f"BSN {NUMBER}", font=font, fill=(20, 30, 60))
    if bar:
        draw.rectangle((50, 390, 480, 450), fill=(5, 5, 5))
    return image
