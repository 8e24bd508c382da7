"""Failed redactions in PDF files: the page looks masked, the file still carries the number.

Each function takes a sheet whose `marks["bsn"]` says where the number stands and returns PDF bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.corpus import masks, pdfout, scan
from tests.corpus.canvas import Box, Sheet, Text, digital_pdf, pdf_font

BLACK = (0, 0, 0)


def grown(box: Box, by: float = 2) -> Box:
    """A box with a margin in points."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def spot(sheet: Sheet) -> Box:
    """Where the number stands."""
    return grown(sheet.marks["bsn"][0])


def bsn_item(sheet: Sheet) -> Text:
    """The text item that holds the number (the last text whose start lies in the marked box)."""
    x0, y0, x1, y1 = spot(sheet)
    return next(i for i in sheet.items if isinstance(i, Text) and x0 <= i.x <= x1 and y0 <= i.y <= y1)


def without(sheet: Sheet) -> Sheet:
    """The sheet with the number taken out."""
    x0, y0, x1, y1 = spot(sheet)
    items = [i for i in sheet.items if not (isinstance(i, Text) and x0 <= i.x <= x1 and y0 <= i.y <= y1)]
    return Sheet(sheet.width, sheet.height, sheet.paper, items, dict(sheet.marks))


def barred(sheet: Sheet) -> Sheet:
    """The number taken out and a black bar in its place: a proper redaction."""
    clean = without(sheet)
    clean.rect(*spot(sheet), fill=BLACK, stroke=None)
    return clean


def save(pdf: Pdf) -> bytes:
    """Serialise deterministically."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def opened(sheet: Sheet) -> Pdf:
    """The sheet as an editable PDF."""
    return pikepdf.open(io.BytesIO(digital_pdf([sheet])))


def attach(pdf: Pdf, name: str, data: bytes, *, mime: str) -> None:
    """Embed a file."""
    spec = pikepdf.AttachedFileSpec(
        pdf, data, description="", filename=name, mime_type=mime, creation_date="", mod_date=""
    )
    pdf.attachments[name] = spec


def rect_of(sheet: Sheet) -> list[float]:
    """The spot in PDF coordinates."""
    x0, y0, x1, y1 = spot(sheet)
    return [x0, sheet.height - y1, x1, sheet.height - y0]


def box_over_text(sheet: Sheet, rng: Random) -> bytes:
    """A vector rectangle drawn over the text."""
    shade = rng.choice((BLACK, (255, 255, 255), (60, 60, 60)))
    sheet.rect(*spot(sheet), fill=shade, stroke=None)
    return digital_pdf([sheet])


def image_over_text(sheet: Sheet, rng: Random) -> bytes:
    """A pasted picture over the text."""
    sheet.picture(Image.new("RGB", (40, 10), rng.choice((BLACK, (255, 255, 255)))), *spot(sheet))
    return digital_pdf([sheet])


def same_colour(sheet: Sheet, rng: Random) -> bytes:
    """The text in the colour of its ground, on paper or on a black box below it."""
    item = bsn_item(sheet)
    if rng.random() < 0.5:
        item.colour = sheet.paper
    else:
        sheet.items.remove(item)
        sheet.rect(*spot(sheet), fill=BLACK, stroke=None)
        item.colour = BLACK
        sheet.items.append(item)
    return digital_pdf([sheet])


def _with_text(sheet: Sheet, draw: Callable[[Canvas, Text, float], None]) -> bytes:
    item = bsn_item(sheet)
    clean = barred(sheet)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    clean.to_pdf(canvas)
    draw(canvas, item, sheet.height)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def clipped(sheet: Sheet, rng: Random) -> bytes:
    """The text is there, outside its clipping path."""

    def draw(canvas: Canvas, item: Text, height: float) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(5, 5, 10, 10)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setFont(pdf_font(item.font), item.size)
        canvas.drawString(item.x, height - item.y, item.text)
        canvas.restoreState()

    return _with_text(sheet, draw)


def invisible(sheet: Sheet, rng: Random) -> bytes:
    """Render mode 3 below a bar."""

    def draw(canvas: Canvas, item: Text, height: float) -> None:
        text = canvas.beginText(item.x, height - item.y)
        text.setFont(pdf_font(item.font), item.size)
        text.setTextRenderMode(3)
        text.textOut(item.text)
        canvas.drawText(text)

    return _with_text(sheet, draw)


def off_page(sheet: Sheet, rng: Random) -> bytes:
    """The text moved beyond the edge of the page."""

    def draw(canvas: Canvas, item: Text, height: float) -> None:
        canvas.setFont(pdf_font(item.font), item.size)
        x, y = rng.choice(((-180.0, height - item.y), (item.x, -60.0), (640.0, 300.0)))
        canvas.drawString(x, y, f"BSN {item.text}")

    return _with_text(sheet, draw)


def cropped(sheet: Sheet, rng: Random) -> bytes:
    """A crop box that leaves the number outside."""
    pdf = opened(sheet)
    bottom = sheet.height - spot(sheet)[3]
    pdf.pages[0].CropBox = Array([0, 0, sheet.width, round(bottom - 4, 2)])
    return save(pdf)


def box_over_image(sheet: Sheet, rng: Random) -> bytes:
    """A scan with a vector bar over the digits: the picture below is whole."""
    dpi = 200
    page = scan.scan(sheet.raster(dpi), dpi=dpi, rng=rng, scanner=scan.Scanner(mode="grey", sigma=3))
    pdf = pikepdf.open(io.BytesIO(pdfout.picture_pdf([page], dpi=dpi, quality=85)))
    x0, y0, x1, y1 = rect_of(sheet)
    ops = f"q {rng.choice(('0 g', '1 g', '0 g'))} {x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f Q"
    pdf.pages[0].contents_add(Stream(pdf, ops.encode()))
    return save(pdf)


def soft_mask(sheet: Sheet, rng: Random) -> bytes:
    """A scan whose soft mask makes the digits transparent; the base image still has them."""
    dpi = 150 if rng.random() < 0.3 else 200
    page = sheet.raster(dpi).convert("L")
    alpha = Image.new("L", page.size, 255)
    alpha.paste(0, sheet.pixels(spot(sheet), dpi))
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(sheet.width, sheet.height))
    mask = Stream(
        pdf,
        alpha.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=page.width,
        Height=page.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    base = Stream(
        pdf,
        scan.jpeg(page, 85),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=page.width,
        Height=page.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
        SMask=pdf.make_indirect(mask),
    )
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(base)))
    ops = f"q {sheet.width:.2f} 0 0 {sheet.height:.2f} 0 0 cm /Im0 Do Q"
    pdf.pages[0].Contents = pdf.make_indirect(Stream(pdf, ops.encode()))
    return save(pdf)


def _appearance(pdf: Pdf, wide: float, high: float, ops: str, **extra: object) -> pikepdf.Object:
    stream = Stream(pdf, ops.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, wide, high]))
    for key, value in extra.items():
        stream[f"/{key}"] = value
    return pdf.make_indirect(stream)


def annotation(sheet: Sheet, rng: Random, *, kind: str | None = None) -> bytes:
    """A black /Redact, /Square, /Highlight or /FreeText annotation that was never applied."""
    subtype = kind or rng.choice(("Redact", "Square", "Highlight", "FreeText"))
    pdf = opened(sheet)
    rect = rect_of(sheet)
    wide, high = rect[2] - rect[0], rect[3] - rect[1]
    quad = [rect[0], rect[3], rect[2], rect[3], rect[0], rect[1], rect[2], rect[1]]
    look = _appearance(pdf, wide, high, f"0 g 0 0 {wide:.2f} {high:.2f} re f")
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name(f"/{subtype}"),
        Rect=Array(rect),
        F=4,
        C=Array([0, 0, 0]),
        AP=Dictionary(N=look),
    )
    if subtype in ("Redact", "Highlight"):
        note.QuadPoints = Array(quad)
    if subtype in ("Redact", "Square"):
        note.IC = Array([0, 0, 0])
    if subtype == "FreeText":
        note.DA = String("0 g /Helv 10 Tf")
        note.Contents = String("")
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
    return save(pdf)


def translucent(sheet: Sheet, rng: Random) -> bytes:
    """A vector bar with alpha below 1: the digits shine through."""
    pdf = opened(sheet)
    x0, y0, x1, y1 = rect_of(sheet)
    page = pdf.pages[0]
    state = Dictionary(Type=Name.ExtGState, ca=rng.choice((0.5, 0.6, 0.7)))
    name = page.add_resource(state, Name.ExtGState, Name("/GsBar"))
    ops = f"q {name} gs 0 g {x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f Q"
    page.contents_add(Stream(pdf, ops.encode()))
    return save(pdf)


def translucent_scan(sheet: Sheet, rng: Random) -> bytes:
    """A dark marker on paper: black to the eye, readable when the contrast is stretched."""
    dpi = rng.choice((200, 300))
    page = sheet.raster(dpi)
    masks.dark_marker(page, sheet.pixels(sheet.marks["bsn"][0], dpi), rng)
    page = scan.scan(
        page,
        dpi=dpi,
        rng=rng,
        scanner=scan.Scanner(mode=rng.choice(("grey", "colour")), sigma=1.0, specks=0, white=252),
    )
    return pdfout.picture_pdf([page], dpi=dpi, quality=92)
