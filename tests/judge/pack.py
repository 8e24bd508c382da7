"""Files as people send them: JPEG with EXIF, PNG, TIFF, WebP, scanned PDF with and without a text layer."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from .canvas import Page, reader

Word = tuple[float, float, str, float]  # x, y of the baseline, text, size: in points

TURN = {1: 0, 3: 180, 6: 90, 8: 270}  # EXIF orientation: clockwise degrees that a viewer applies


def jpeg(image: Image.Image, quality: int = 82, exif: bytes = b"", dpi: int = 200) -> bytes:
    """Return JPEG bytes."""
    out = io.BytesIO()
    image.convert("L" if image.mode in {"1", "L"} else "RGB").save(
        out, "JPEG", quality=quality, exif=exif, dpi=(dpi, dpi)
    )
    return out.getvalue()


def jpeg_exif(image: Image.Image, rng: random.Random, quality: int = 82) -> bytes:
    """Return a JPEG of which the pixels lie sideways and EXIF says how to turn them."""
    orientation = rng.choice((3, 6, 8, 1))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110] = rng.choice((("Fairphone", "FP4"), ("Nokia", "G42"), ("ExampleCam", "X1")))
    exif[0x0132] = (
        f"20{rng.randint(19, 25)}:0{rng.randint(1, 9)}:1{rng.randint(0, 9)} 1{rng.randint(0, 9)}:22:41"
    )
    turned = image.rotate(TURN[orientation], expand=True)
    return jpeg(turned, quality, exif.tobytes())


def text_words(page: Page) -> list[Word]:
    """Return the lines of a page for a text layer."""
    return [
        (op.at[0], op.at[1], str(op.what), op.font[2])
        for op in page.ops
        if op.kind == "text" and op.angle == 0
    ]


def misread(rng: random.Random, text: str, share: float) -> str:
    """Return the text with the slips of a poor recogniser; digits of long numbers are left alone."""
    swaps = {
        "e": "c",
        "l": "1",
        "i": "l",
        "o": "0",
        "m": "rn",
        "n": "ri",
        "a": "o",
        "h": "b",
        "t": "f",
        "s": "5",
    }
    return "".join(swaps.get(ch, ch) if rng.random() < share else ch for ch in text)


def pdf_of_images(
    images: Sequence[Image.Image],
    dpi: int,
    *,
    quality: int = 75,
    layers: Sequence[Sequence[Word]] | None = None,
    producer: str = "Scan to PDF",
    title: str = "Scan",
) -> bytes:
    """Return a scanned PDF; `layers` gives an invisible text layer per page."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setProducer(producer)
    canvas.setTitle(title)
    for index, image in enumerate(images):
        wide, high = image.width * 72 / dpi, image.height * 72 / dpi
        canvas.setPageSize((wide, high))
        canvas.drawImage(
            reader(image.convert("L" if image.mode in {"1", "L"} else "RGB"), quality), 0, 0, wide, high
        )
        for x, y, text, size in layers[index] if layers else ():
            line = canvas.beginText(x, high - y)
            line.setTextRenderMode(3)
            line.setFont("Helvetica", size * 0.95)
            line.textOut(text.encode("cp1252", "replace").decode("cp1252"))
            canvas.drawText(line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def bilevel_pdf(images: Sequence[Image.Image], dpi: int) -> bytes:
    """Return a scanned PDF that keeps bilevel pages bilevel."""
    out = io.BytesIO()
    images[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=list(images[1:]))
    return out.getvalue()


def save(
    images: Sequence[Image.Image],
    rng: random.Random,
    *,
    dpi: int,
    stem: str,
    camera: bool = False,
    quality: int = 0,
) -> tuple[str, bytes]:
    """Save pages in a format that fits them; returns the file name and the bytes."""
    quality = quality or rng.choice((58, 68, 75, 82, 88))
    if len(images) > 1:
        if rng.random() < 0.2 and all(i.mode in {"1", "L"} for i in images):
            out = io.BytesIO()
            bilevel = all(i.mode == "1" for i in images)
            pages = list(images) if bilevel else [i.convert("L") for i in images]
            kind = "group4" if bilevel else "tiff_lzw"
            pages[0].save(
                out, "TIFF", save_all=True, append_images=pages[1:], compression=kind, dpi=(dpi, dpi)
            )
            return f"{stem}.tif", out.getvalue()
        kind = "pdf"
    elif camera:
        kind = rng.choices(("jpg", "exif", "pdf", "webp", "png"), (35, 40, 12, 10, 3))[0]
    else:
        kind = rng.choices(("pdf", "jpg", "png", "tif", "webp", "exif"), (58, 20, 8, 7, 4, 3))[0]
    if kind == "pdf" and images[0].mode == "1":
        return f"{stem}.pdf", bilevel_pdf(images, dpi)
    if kind == "pdf":
        return f"{stem}.pdf", pdf_of_images(images, dpi, quality=quality)
    if kind == "exif":
        return f"{stem}.jpg", jpeg_exif(images[0], rng, quality)
    if kind == "jpg":
        return f"{stem}.jpeg" if rng.random() < 0.2 else f"{stem}.JPG", jpeg(images[0], quality, dpi=dpi)
    out = io.BytesIO()
    image = images[0]
    if kind == "png":
        small = image if image.mode == "1" else image.convert("L").quantize(32)
        small.save(out, "PNG", dpi=(dpi, dpi))
        return f"{stem}.png", out.getvalue()
    if kind == "tif":
        if image.mode == "1":
            image.save(out, "TIFF", compression="group4", dpi=(dpi, dpi))
        else:
            image.save(out, "TIFF", compression="jpeg", dpi=(dpi, dpi), quality=80)
        return f"{stem}.tiff", out.getvalue()
    image.convert("RGB").save(out, "WEBP", quality=max(70, quality))
    return f"{stem}.webp", out.getvalue()
