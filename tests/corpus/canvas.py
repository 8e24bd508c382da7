"""A sheet of paper or a card: drawn once, shown as pixels (scans, photographs) or as PDF text.

Coordinates are points (1/72 inch) from the top left; `y` of a text is its baseline.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.corpus import fonts

rl_config.useA85 = 0  # binary streams: a third smaller, and far faster to write

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]

A4 = (595.28, 841.89)
MM = 72 / 25.4
INK: Colour = (20, 20, 24)


@dataclass
class Text:
    """One line of text."""

    x: float
    y: float
    text: str
    font: str
    size: float
    colour: Colour
    angle: float
    alpha: float
    rtl: bool


@dataclass
class _Shape:
    kind: str
    points: list[tuple[float, float]]
    fill: Colour | None
    stroke: Colour | None
    width: float


@dataclass
class _Picture:
    box: Box
    image: Image.Image


@dataclass
class Sheet:
    """A drawing of fixed size with named places (`marks`), such as where the BSN stands."""

    width: float = A4[0]
    height: float = A4[1]
    paper: Colour = (255, 255, 255)
    items: list[Text | _Shape | _Picture] = field(default_factory=list)
    marks: dict[str, list[Box]] = field(default_factory=dict)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        font: str = "sans",
        size: float = 10,
        *,
        colour: Colour = INK,
        align: str = "left",
        angle: float = 0,
        alpha: float = 1.0,
        mark: str | None = None,
        rtl: bool = False,
    ) -> Box:
        """Write one line; returns (and with `mark` remembers) the box it takes."""
        font = fonts.suited(font, text)
        wide = fonts.width(text, font, size)
        x -= {"left": 0.0, "centre": wide / 2, "right": wide}[align]
        self.items.append(Text(x, y, text, font, size, colour, angle, alpha, rtl))
        box = (x, y - size * 0.78, x + wide, y + size * 0.22)
        if mark:
            self.marks.setdefault(mark, []).append(box)
        return box

    def rect(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = INK,
        width: float = 0.6,
    ) -> None:
        """A rectangle."""
        self.items.append(_Shape("rect", [(x0, y0), (x1, y1)], fill, stroke, width))

    def line(
        self, points: Sequence[tuple[float, float]], *, colour: Colour = INK, width: float = 0.6
    ) -> None:
        """An open line."""
        self.items.append(_Shape("line", list(points), None, colour, width))

    def picture(self, image: Image.Image, x0: float, y0: float, x1: float, y1: float) -> None:
        """An image (RGBA is laid over what is below)."""
        self.items.append(_Picture((x0, y0, x1, y1), image))

    def raster(self, dpi: float) -> Image.Image:
        """The sheet as RGB pixels."""
        scale = dpi / 72
        size = (round(self.width * scale), round(self.height * scale))
        image = Image.new("RGB", size, self.paper)
        for item in self.items:
            _RASTER[type(item)](image, item, scale)
        return image

    def to_pdf(self, canvas: Canvas) -> None:
        """Draw on the current page of a reportlab canvas."""
        canvas.setPageSize((self.width, self.height))
        if self.paper != (255, 255, 255):
            canvas.setFillColorRGB(*(c / 255 for c in self.paper))
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        for item in self.items:
            _PDF[type(item)](canvas, item, self.height)

    def pixels(self, box: Box, dpi: float) -> tuple[int, int, int, int]:
        """A box of this sheet in pixels of `raster(dpi)`."""
        scale = dpi / 72
        x0, y0, x1, y1 = (value * scale for value in box)
        return math.floor(x0), math.floor(y0), math.ceil(x1), math.ceil(y1)


def _raster_text(image: Image.Image, item: Text, scale: float) -> None:
    font = fonts.font(item.font, max(2.0, round(item.size * scale, 1)))
    direction = "rtl" if item.rtl else None
    if not item.angle and item.alpha >= 1:
        ImageDraw.Draw(image).text(
            (item.x * scale, item.y * scale),
            item.text,
            font=font,
            fill=item.colour,
            anchor="ls",
            direction=direction,
        )
        return
    wide, high = int(font.getlength(item.text)) + 4, int(item.size * scale * 1.4) + 4
    layer = Image.new("L", (wide, high), 0)
    ImageDraw.Draw(layer).text(
        (2, high * 0.75), item.text, font=font, fill=int(255 * item.alpha), anchor="ls", direction=direction
    )
    layer = layer.rotate(item.angle, expand=True, resample=Image.Resampling.BICUBIC)
    image.paste(item.colour, (round(item.x * scale), round(item.y * scale - high * 0.75)), layer)


def _raster_shape(image: Image.Image, item: _Shape, scale: float) -> None:
    draw = ImageDraw.Draw(image)
    points = [(x * scale, y * scale) for x, y in item.points]
    wide = max(1, round(item.width * scale))
    if item.kind == "rect":
        draw.rectangle([*points[0], *points[1]], fill=item.fill, outline=item.stroke, width=wide)
    else:
        draw.line(points, fill=item.stroke, width=wide)


def _raster_picture(image: Image.Image, item: _Picture, scale: float) -> None:
    x0, y0, x1, y1 = (round(value * scale) for value in item.box)
    picture = item.image.resize((max(1, x1 - x0), max(1, y1 - y0)), Image.Resampling.LANCZOS)
    if picture.mode == "RGBA":
        image.paste(picture.convert("RGB"), (x0, y0), picture.getchannel("A"))
    else:
        image.paste(picture.convert("RGB"), (x0, y0))


def pdf_font(key: str) -> str:
    """Register a TrueType font with reportlab once; returns its name."""
    if key not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(key, fonts.path(key)))
    return key


def _pdf_text(canvas: Canvas, item: Text, height: float) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(*(c / 255 for c in item.colour), alpha=item.alpha)
    canvas.setFont(pdf_font(item.font), item.size)
    canvas.translate(item.x, height - item.y)
    canvas.rotate(item.angle)
    canvas.drawString(0, 0, item.text)
    canvas.restoreState()


def _pdf_shape(canvas: Canvas, item: _Shape, height: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(item.width)
    if item.stroke:
        canvas.setStrokeColorRGB(*(c / 255 for c in item.stroke))
    if item.fill:
        canvas.setFillColorRGB(*(c / 255 for c in item.fill))
    if item.kind == "rect":
        (x0, y0), (x1, y1) = item.points
        canvas.rect(
            x0, height - y1, x1 - x0, y1 - y0, stroke=int(bool(item.stroke)), fill=int(bool(item.fill))
        )
    else:
        path = canvas.beginPath()
        path.moveTo(item.points[0][0], height - item.points[0][1])
        for x, y in item.points[1:]:
            path.lineTo(x, height - y)
        canvas.drawPath(path)
    canvas.restoreState()


def _pdf_picture(canvas: Canvas, item: _Picture, height: float) -> None:
    x0, y0, x1, y1 = item.box
    canvas.drawImage(ImageReader(item.image), x0, height - y1, x1 - x0, y1 - y0, mask="auto")


_RASTER: dict[type, Callable[..., None]] = {
    Text: _raster_text,
    _Shape: _raster_shape,
    _Picture: _raster_picture,
}
_PDF: dict[type, Callable[..., None]] = {Text: _pdf_text, _Shape: _pdf_shape, _Picture: _pdf_picture}


def digital_pdf(sheets: Iterable[Sheet], *, title: str | None = None, linearize: bool = False) -> bytes:
    """The sheets as a PDF with a text layer (born digital)."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    if title:
        canvas.setTitle(title)
    for sheet in sheets:
        sheet.to_pdf(canvas)
        canvas.showPage()
    canvas.save()
    data = buffer.getvalue()
    if linearize:
        import pikepdf

        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(out, linearize=True, deterministic_id=True)
        data = out.getvalue()
    return data
