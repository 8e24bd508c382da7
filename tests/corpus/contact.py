"""A contact sheet of a corpus: `python -m tests.corpus.contact OUT PREFIX SHEET.png [--columns 5]`."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageOps

CELL = 420


def pages(path: Path, *, limit: int = 3) -> list[Image.Image]:
    """The first pages of a file as pictures."""
    data = path.read_bytes()
    if data[:1024].find(b"%PDF") >= 0:
        pdf = pypdfium2.PdfDocument(data)
        return [pdf[i].render(scale=1.2, may_draw_forms=True).to_pil() for i in range(min(limit, len(pdf)))]
    return [ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")]


def main() -> None:
    """Draw the sheet."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("prefix")
    parser.add_argument("sheet")
    parser.add_argument("--columns", type=int, default=5)
    parser.add_argument("--limit", type=int, default=20)
    args = parser.parse_args()
    cells: list[tuple[str, Image.Image]] = []
    for line in (Path(args.out) / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        bundle = json.loads(line)
        if not bundle["stratum"].startswith(args.prefix):
            continue
        for file in bundle["files"]:
            note = (
                f"{bundle['id'][-26:]} {file['bsn_visible']} m{int(file['bsn_masked'])} {file['redaction']}"
            )
            try:
                for image in pages(Path(args.out) / "files" / bundle["id"] / file["name"]):
                    cells.append((note, image))
            except Exception as error:  # noqa: BLE001  (a bad file is shown as red)
                cells.append((f"{note} {type(error).__name__}", Image.new("RGB", (40, 40), "red")))
    cells = cells[: args.limit]
    rows = -(-len(cells) // args.columns)
    sheet = Image.new("RGB", (args.columns * CELL, rows * (CELL + 14)), "grey")
    for number, (note, image) in enumerate(cells):
        image.thumbnail((CELL - 6, CELL - 6))
        x, y = number % args.columns * CELL, number // args.columns * (CELL + 14)
        sheet.paste(image, (x, y + 14))
        ImageDraw.Draw(sheet).text((x + 2, y + 1), note, fill="yellow")
    sheet.save(args.sheet)


if __name__ == "__main__":
    main()
