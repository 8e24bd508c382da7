# ruff: noqa: E501  (running text and tables of words)
"""Running text, headings and tables over as many pages as they need."""

from __future__ import annotations

import random
from collections.abc import Sequence

from . import fonts
from .canvas import A4, BLACK, Colour, Page

UNSPACED = ("cjk", "thai")


def wrap(text: str, family: str, style: str, size: float, width: float) -> list[str]:
    """Break a paragraph into lines; scripts without spaces break between characters."""
    glue = "" if family in UNSPACED else " "
    parts = list(text) if family in UNSPACED else text.split()
    lines: list[str] = []
    line = ""
    for part in parts:
        longer = line + (glue if line else "") + part
        if line and fonts.width(longer, family, style, size) > width:
            lines.append(line)
            line = part
        else:
            line = longer
    return [*lines, line] if line else lines


class Flow:
    """Sets blocks from top to bottom and starts a page when one is full."""

    def __init__(
        self,
        rng: random.Random,
        family: str,
        *,
        size: float = 10.5,
        margin: float = 0.0,
        rtl: bool = False,
        leading: float = 0.0,
        paper: Colour = (255, 255, 255),
        top: float = 0.0,
    ) -> None:
        self.rng, self.family, self.size, self.rtl, self.paper = rng, family, size, rtl, paper
        self.margin = margin or rng.uniform(50, 85)
        self.leading = leading or rng.uniform(1.25, 1.6)
        self.top = top or rng.uniform(55, 90)
        self.pages: list[Page] = []
        self.new_page()

    @property
    def page(self) -> Page:
        """Return the page being filled."""
        return self.pages[-1]

    @property
    def width(self) -> float:
        """Return the width of the column."""
        return A4[0] - 2 * self.margin

    def new_page(self) -> None:
        """Start a page."""
        self.pages.append(Page(paper=self.paper))
        self.y = self.top

    def room(self, high: float) -> None:
        """Start a page unless this height is left."""
        if self.y + high > A4[1] - 60:
            self.new_page()

    def space(self, high: float) -> None:
        """Leave room."""
        self.y += high

    def put(self, line: str, size: float, style: str, align: str, fill: Colour) -> None:
        """Set one line and move down."""
        self.room(size * self.leading)
        self.y += size * self.leading
        if align == "m":
            self.page.text(A4[0] / 2, self.y, line, self.family, size, style=style, anchor="m", fill=fill)
        elif align == "r" or self.rtl:
            self.page.text(
                A4[0] - self.margin, self.y, line, self.family, size, style=style, anchor="r", fill=fill
            )
        else:
            self.page.text(self.margin, self.y, line, self.family, size, style=style, fill=fill)

    def para(
        self,
        text: str,
        *,
        style: str = "",
        size: float = 0.0,
        align: str = "l",
        fill: Colour = BLACK,
        gap: float = 0.0,
    ) -> None:
        """Set a paragraph."""
        size = size or self.size
        for line in wrap(text, self.family, style, size, self.width):
            self.put(line, size, style, align, fill)
        self.y += gap or size * 0.7

    def heading(self, text: str, *, size: float = 0.0, align: str = "l", fill: Colour = BLACK) -> None:
        """Set a heading."""
        self.para(text, style="b", size=size or self.size * 1.45, align=align, fill=fill, gap=self.size * 0.8)

    def pairs(self, rows: Sequence[tuple[str, str]], *, column: float = 0.0, ruled: bool = False) -> None:
        """Set label and value side by side; a value of which the label starts with `*` becomes region `bsn`."""
        column = column or max(fonts.width(a, self.family, "", self.size) for a, _ in rows) + 18
        column = min(column, self.width * 0.6)
        for label, value in rows:
            name = "bsn" if label.startswith("*") else ""
            self.room(self.size * 1.9)
            self.y += self.size * 1.7
            x = self.margin
            if self.rtl:
                right = A4[0] - self.margin
                self.page.text(right, self.y, label, self.family, self.size, anchor="r")
                self.page.text(right - column, self.y, value, self.family, self.size, style="b", anchor="r")
            else:
                self.page.text(x, self.y, label.lstrip("*"), self.family, self.size)
                self.page.text(x + column, self.y, value, self.family, self.size, style="b", name=name)
            if ruled:
                low = self.y + self.size * 0.5
                self.page.line(x, low, A4[0] - self.margin, low, stroke=(150, 150, 150))
        self.y += self.size

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        band: Colour | None = None,
        head: Colour | None = None,
        grid: bool = True,
    ) -> None:
        """Set a table; `band` shades every other row, `head` fills the first row under white text."""
        high = self.size * 1.75
        total = sum(widths)
        for index, row in enumerate(rows):
            self.room(high)
            x = self.margin
            box = (x, self.y, x + self.width, self.y + high)
            fill = head if index == 0 and head else band if index % 2 == 0 and band else None
            if fill:
                self.page.rect(box, fill=fill)
            ink = (255, 255, 255) if index == 0 and head else BLACK
            for cell, share in zip(row, widths, strict=True):
                wide = self.width * share / total
                style = "b" if index == 0 else ""
                self.page.text(
                    x + 4, self.y + high * 0.7, cell, self.family, self.size * 0.92, style=style, fill=ink
                )
                if grid:
                    self.page.rect((x, self.y, x + wide, self.y + high), stroke=(120, 120, 120), width=0.4)
                x += wide
            self.y += high
        self.y += self.size
