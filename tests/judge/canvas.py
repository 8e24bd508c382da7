"""A page as a list of drawing steps, set either as pixels (Pillow) or as PDF (reportlab).

Units are points, the origin is the top left corner, text is placed by its baseline.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from . import fonts

MM = 72 / 25.4
A4 = (595.28, 841.89)
Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True)
class Op:
    """One drawing step."""

    kind: str
    at: tuple[float, ...]
    what: Any = None
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 0.5
    alpha: float = 1.0
    font: tuple[str, str, float] = ("nimbus", "", 10.0)
    angle: float = 0.0


class Page:
    """A page that is drawn step by step; `regions` names places that matter (`bsn`, `mrz`, `qr`)."""

    def __init__(self, width: float = A4[0], height: float = A4[1], paper: Colour = WHITE) -> None:
        self.width, self.height, self.paper = width, height, paper
        self.ops: list[Op] = []
        self.regions: dict[str, Box] = {}

    def text(
        self,
        x: float,
        y: float,
        text: str,
        family: str = "nimbus",
        size: float = 10,
        *,
        style: str = "",
        fill: Colour = BLACK,
        anchor: str = "l",
        angle: float = 0.0,
        alpha: float = 1.0,
        name: str = "",
    ) -> Box:
        """Set a line; `anchor` is l, m or r. Returns its box; `name` records it as a region."""
        wide = fonts.width(text, family, style, size)
        left = x - {"l": 0.0, "m": wide / 2, "r": wide}[anchor]
        self.ops.append(
            Op("text", (left, y), text, fill, alpha=alpha, font=(family, style, size), angle=angle)
        )
        box = (left, y - size * 0.78, left + wide, y + size * 0.22)
        if name:
            self.regions[name] = box
        return box

    def rect(
        self,
        box: Box,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        width: float = 0.5,
        alpha: float = 1.0,
    ) -> None:
        """Draw a rectangle given by its corners."""
        self.ops.append(Op("rect", box, None, fill, stroke, width, alpha))

    def line(
        self, x0: float, y0: float, x1: float, y1: float, *, stroke: Colour = BLACK, width: float = 0.5
    ) -> None:
        """Draw a straight line."""
        self.ops.append(Op("poly", (), [(x0, y0), (x1, y1)], None, stroke, width))

    def poly(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        width: float = 0.5,
    ) -> None:
        """Draw a polygon or polyline."""
        self.ops.append(Op("poly", (), list(points), fill, stroke, width))

    def ellipse(
        self, box: Box, *, fill: Colour | None = None, stroke: Colour | None = None, width: float = 0.5
    ) -> None:
        """Draw an ellipse in a box."""
        self.ops.append(Op("ellipse", box, None, fill, stroke, width))

    def image(self, box: Box, image: Image.Image, *, quality: int = 88) -> None:
        """Place a picture; RGBA keeps its transparency."""
        self.ops.append(Op("image", box, image, width=quality))

    def raw(self, draw: Callable[[Canvas], None]) -> None:
        """Add a step that only exists in PDF."""
        self.ops.append(Op("raw", (), draw))


def _paste(base: Image.Image, tile: Image.Image, at: tuple[int, int]) -> None:
    base.paste(tile.convert("RGB"), at, tile.getchannel("A") if tile.mode == "RGBA" else None)


def _set_text(image: Image.Image, draw: ImageDraw.ImageDraw, op: Op, scale: float) -> None:
    family, style, size = op.font
    font = fonts.pil(family, style, round(size * scale))
    x, y = op.at[0] * scale, op.at[1] * scale
    if op.angle == 0 and op.alpha >= 1:
        draw.text((x, y), op.what, font=font, fill=op.fill, anchor="ls")
        return
    wide = int(font.getlength(op.what)) + 20
    high = int(size * scale * 2)
    tile = Image.new("RGBA", (wide, high), (*(op.fill or BLACK), 0))
    mask = Image.new("L", (wide, high), 0)
    ImageDraw.Draw(mask).text((10, high // 2), op.what, font=font, fill=round(255 * op.alpha), anchor="ls")
    tile.putalpha(mask)
    # The pivot is the start of the baseline.
    big = Image.new("RGBA", (2 * wide, 2 * wide + high), (*(op.fill or BLACK), 0))
    big.paste(tile, (wide - 10, wide))
    turned = big.rotate(op.angle, resample=Image.Resampling.BICUBIC, center=(wide, wide + high // 2))
    _paste(image, turned, (round(x) - wide, round(y) - wide - high // 2))


def raster(page: Page, dpi: int) -> Image.Image:
    """Set the page as an RGB picture."""
    scale = dpi / 72
    image = Image.new("RGB", (round(page.width * scale), round(page.height * scale)), page.paper)
    draw = ImageDraw.Draw(image)
    for op in page.ops:
        at = tuple(value * scale for value in op.at)
        thick = max(1, round(op.width * scale))
        if op.kind == "text":
            _set_text(image, draw, op, scale)
        elif op.kind == "rect":
            if op.alpha < 1:
                corner = (round(at[0]), round(at[1]))
                size = (max(1, round(at[2] - at[0])), max(1, round(at[3] - at[1])))
                _paste(image, Image.new("RGBA", size, (*(op.fill or BLACK), round(255 * op.alpha))), corner)
            else:
                draw.rectangle(at, fill=op.fill, outline=op.stroke, width=thick)
        elif op.kind == "ellipse":
            draw.ellipse(at, fill=op.fill, outline=op.stroke, width=thick)
        elif op.kind == "poly":
            points = [(px * scale, py * scale) for px, py in op.what]
            if op.fill and len(points) > 2:
                draw.polygon(points, fill=op.fill)
            if op.stroke:
                draw.line(points, fill=op.stroke, width=thick, joint="curve")
        elif op.kind == "image":
            size = (max(1, round(at[2] - at[0])), max(1, round(at[3] - at[1])))
            _paste(image, op.what.resize(size, Image.Resampling.LANCZOS), (round(at[0]), round(at[1])))
    return image


def _rgb(colour: Colour) -> tuple[float, float, float]:
    return colour[0] / 255, colour[1] / 255, colour[2] / 255


def reader(image: Image.Image, quality: int = 88) -> ImageReader:
    """Wrap a picture for reportlab, as JPEG unless it is transparent."""
    if image.mode == "RGBA":
        return ImageReader(image)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    out.seek(0)
    return ImageReader(out)


def _pdf_op(canvas: Canvas, op: Op, height: float) -> None:
    canvas.saveState()
    if op.alpha < 1:
        canvas.setFillAlpha(op.alpha)
    if op.fill:
        canvas.setFillColorRGB(*_rgb(op.fill))
    if op.stroke:
        canvas.setStrokeColorRGB(*_rgb(op.stroke))
        canvas.setLineWidth(op.width)
    flags = {"stroke": int(bool(op.stroke)), "fill": int(bool(op.fill))}
    if op.kind == "text":
        family, style, size = op.font
        canvas.setFont(fonts.pdf_name(family, style), size)
        canvas.translate(op.at[0], height - op.at[1])
        canvas.rotate(op.angle)
        canvas.drawString(0, 0, op.what)
    elif op.kind in {"rect", "ellipse"}:
        x0, y0, x1, y1 = op.at
        if op.kind == "rect":
            canvas.rect(x0, height - y1, x1 - x0, y1 - y0, **flags)
        else:
            canvas.ellipse(x0, height - y1, x1, height - y0, **flags)
    elif op.kind == "poly":
        path = canvas.beginPath()
        path.moveTo(op.what[0][0], height - op.what[0][1])
        for px, py in op.what[1:]:
            path.lineTo(px, height - py)
        canvas.drawPath(path, **flags)
    elif op.kind == "image":
        x0, y0, x1, y1 = op.at
        canvas.drawImage(reader(op.what, int(op.width)), x0, height - y1, x1 - x0, y1 - y0, mask="auto")
    elif op.kind == "raw":
        op.what(canvas)
    canvas.restoreState()


def pdf(pages: Sequence[Page], *, title: str = "", author: str = "", producer: str = "") -> bytes:
    """Set pages as a PDF file."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    canvas.setTitle(title or "Document")
    canvas.setAuthor(author or "-")
    canvas.setCreator(producer or "Writer")
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        if page.paper != WHITE:
            _pdf_op(canvas, Op("rect", (0, 0, page.width, page.height), None, page.paper), page.height)
        for op in page.ops:
            _pdf_op(canvas, op, page.height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
