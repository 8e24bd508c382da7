"""Running text, forms and tables on a sheet, from the top down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.corpus import fonts
from tests.corpus.canvas import INK, Box, Colour, Sheet


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Break at spaces so that every line fits."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and fonts.width(longer, font, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


@dataclass
class Flow:
    """A column of text on a sheet; `y` walks down."""

    sheet: Sheet
    x: float = 62
    y: float = 70
    width: float = 470
    font: str = "sans"
    size: float = 10.5
    leading: float = 1.38
    rtl: bool = False
    colour: Colour = INK
    boxes: dict[str, Box] = field(default_factory=dict)

    def gap(self, points: float) -> None:
        """Leave white."""
        self.y += points

    def line(
        self,
        text: str,
        *,
        font: str | None = None,
        size: float | None = None,
        align: str = "left",
        mark: str | None = None,
    ) -> Box:
        """One line, not broken."""
        use, high = font or self.font, size or self.size
        self.y += high * self.leading
        if self.rtl and align == "left":
            align = "right"
        x = {"left": self.x, "centre": self.x + self.width / 2, "right": self.x + self.width}[align]
        return self.sheet.text(
            x, self.y, text, use, high, align=align, mark=mark, rtl=self.rtl, colour=self.colour
        )

    def para(
        self, text: str, *, font: str | None = None, size: float | None = None, align: str = "left"
    ) -> None:
        """A paragraph."""
        use, high = font or self.font, size or self.size
        for line in wrap(text, use, high, self.width):
            self.line(line, font=use, size=high, align=align)
        self.y += high * 0.6

    def heading(self, text: str, *, size: float | None = None, align: str = "left") -> None:
        """A bold heading."""
        high = size or self.size * 1.45
        for line in wrap(text, fonts.bold(self.font), high, self.width):
            self.line(line, font=fonts.bold(self.font), size=high, align=align)
        self.y += high * 0.5

    def fields(
        self,
        pairs: Sequence[tuple[str, str]],
        *,
        column: float = 170,
        marks: dict[str, str] | None = None,
        ruled: bool = False,
        value_font: str | None = None,
    ) -> None:
        """Labels with values; `marks` names values (by label) to remember on the sheet."""
        for label, value in pairs:
            self.y += self.size * self.leading * 1.1
            lx, vx, align = self.x, self.x + column, "left"
            if self.rtl:
                lx, vx, align = self.x + self.width, self.x + self.width - column, "right"
            font = value_font or self.font
            for part in wrap(label, self.font, self.size, column - 8) or [""]:
                self.sheet.text(
                    lx, self.y, part, self.font, self.size, align=align, rtl=self.rtl, colour=self.colour
                )
                last = self.y
                self.y += self.size * 1.2
            self.y = last
            mark = (marks or {}).get(label)
            for number, part in enumerate(wrap(value, font, self.size, self.width - column) or [""]):
                if number:
                    self.y += self.size * self.leading
                self.sheet.text(
                    vx,
                    self.y,
                    part,
                    font,
                    self.size,
                    mark=mark,
                    align=align,
                    rtl=self.rtl,
                    colour=self.colour,
                )
            if ruled:
                self.sheet.line(
                    [(self.x, self.y + 4), (self.x + self.width, self.y + 4)],
                    width=0.4,
                    colour=(150, 150, 150),
                )
                self.y += 4
        self.y += self.size * 0.6

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        widths: Sequence[float],
        header: bool = True,
        shade: Colour | None = (228, 232, 238),
        grid: bool = True,
        size: float | None = None,
        marks: dict[str, str] | None = None,
    ) -> None:
        """A table; `widths` are shares of the column."""
        high = size or self.size * 0.92
        total = sum(widths)
        for number, row in enumerate(rows):
            font = fonts.bold(self.font) if header and number == 0 else self.font
            columns = [w / total * self.width for w in widths]
            cells = [wrap(c, font, high, w - 8) or [""] for c, w in zip(row, columns, strict=True)]
            deep = max(len(c) for c in cells) * high * 1.28 + 6
            if shade and (number == 0 if header else number % 2):
                self.sheet.rect(self.x, self.y, self.x + self.width, self.y + deep, fill=shade, stroke=None)
            x = self.x
            for cell, lines, wide in zip(row, cells, columns, strict=True):
                if grid:
                    self.sheet.rect(x, self.y, x + wide, self.y + deep, width=0.5)
                for index, part in enumerate(lines):
                    at = (x + wide - 4, "right") if self.rtl else (x + 4, "left")
                    self.sheet.text(
                        at[0],
                        self.y + high * 1.05 + 2 + index * high * 1.28,
                        part,
                        font,
                        high,
                        align=at[1],
                        rtl=self.rtl,
                        mark=(marks or {}).get(cell),
                    )
                x += wide
            self.y += deep
        self.y += self.size * 0.8
