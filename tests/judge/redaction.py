# ruff: noqa: E501  (running text and tables of words)
"""Redactions that fail: what a mask was meant to hide is still in the file."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from . import fonts, masks, ordinary, pack, people, scan
from .canvas import Page, pdf, raster
from .model import Bundle, Doc
from .paper import Paper, append_revision, attachment, edited, plain_save
from .registry import Leaf


def _text_way(paper: Paper, way: str) -> bytes:
    rng, op, page = paper.rng, paper.op, paper.page
    family, style, size = op.font
    high = page.height

    def drawn(mode: int, dx: float, dy: float, clip: bool) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            if clip:
                path = canvas.beginPath()
                path.rect(20, 20, 30, 6)
                canvas.clipPath(path, stroke=0, fill=0)
            line = canvas.beginText(op.at[0] + dx, high - op.at[1] + dy)
            line.setTextRenderMode(3 if mode == 3 else 0)
            line.setFont(fonts.pdf_name(family, style), size)
            line.textOut(paper.written)
            canvas.drawText(line)

        return draw

    if way == "under-box":
        paper.bar()
    elif way == "under-image":
        tile = Image.new("RGB", (200, 40), rng.choice(((0, 0, 0), (255, 255, 255), (60, 60, 60))))
        if rng.random() < 0.4:
            ImageDraw.Draw(tile).line((0, 20, 200, 24), fill=(90, 90, 90), width=6)
        page.image((paper.box[0] - 3, paper.box[1] - 2, paper.box[2] + 3, paper.box[3] + 2), tile)
    elif way == "same-colour":
        paper.without()
        ground = rng.choice((None, (0, 0, 0), (225, 232, 240)))
        if ground:
            page.rect((paper.box[0] - 3, paper.box[1] - 1, paper.box[2] + 3, paper.box[3] + 1), fill=ground)
        page.text(
            op.at[0], op.at[1], paper.written, family, size, style=style, fill=ground or (255, 255, 255)
        )
    elif way == "clipped":
        paper.without()
        page.raw(drawn(0, 0, 0, True))
    elif way == "invisible":
        paper.without()
        if rng.random() < 0.6:
            paper.bar()
        page.raw(drawn(3, 0, 0, False))
    else:  # off page
        paper.without()
        if rng.random() < 0.5:
            paper.bar()
        dx, dy = rng.choice(((-700, 0), (650, 0), (0, 900), (0, -900)))
        page.raw(drawn(0, dx, dy, False))
    return paper.pdf()


def _scan_page(paper: Paper, dpi: int = 150) -> Image.Image:
    return scan.scan(raster(paper.page, dpi), paper.rng, mode="grey", careful=True).convert("RGB")


def _image_way(paper: Paper, way: str) -> bytes:
    rng, dpi = paper.rng, 200
    picture = _scan_page(paper, dpi)
    page = Page(paper.page.width, paper.page.height)
    whole = (0.0, 0.0, page.width, page.height)
    if way == "under-box":
        page.image(whole, picture, quality=70)
        x0, y0, x1, y1 = paper.box
        page.rect(
            (x0 - 6, y0 - 5, x1 + 6, y1 + 5), fill=rng.choice(((0, 0, 0), (255, 255, 255), (40, 40, 90)))
        )
        return pdf([page], title="scan")
    # A soft mask takes the place of the number out of view, the base picture keeps it.
    scale = dpi / 72
    mask = Image.new("L", picture.size, 255)
    x0, y0, x1, y1 = (value * scale for value in paper.box)
    ImageDraw.Draw(mask).rectangle((x0 - 14, y0 - 12, x1 + 14, y1 + 12), fill=0)
    data = pdf([page], title="scan")
    with edited(data) as (doc, result):
        base = Stream(doc, pack.jpeg(picture, 70))
        soft = Stream(doc, mask.tobytes())
        size = {
            "Type": Name.XObject,
            "Subtype": Name.Image,
            "Width": picture.width,
            "Height": picture.height,
            "BitsPerComponent": 8,
        }
        for key, value in size.items():
            base[f"/{key}"] = value
            soft[f"/{key}"] = value
        base.ColorSpace, base.Filter, soft.ColorSpace = Name.DeviceRGB, Name.DCTDecode, Name.DeviceGray
        base.SMask = doc.make_indirect(soft)
        target = doc.pages[0]
        target.Resources = Dictionary(XObject=Dictionary(Im0=doc.make_indirect(base)))
        paint = "0 0 0 rg" if rng.random() < 0.5 else "1 1 1 rg"
        low = paper.low_box()
        content = f"{paint} {low[0] - 4:.1f} {low[1] - 4:.1f} {low[2] - low[0] + 8:.1f} {low[3] - low[1] + 8:.1f} re f\n"
        content += f"q {page.width} 0 0 {page.height} 0 0 cm /Im0 Do Q"
        target.Contents = Stream(doc, content.encode())
    return result[0]


def _annotation(paper: Paper, way: str) -> bytes:
    rng = paper.rng
    x0, y0, x1, y1 = paper.low_box()
    with edited(paper.pdf()) as (doc, result):
        dark = Array([0, 0, 0]) if rng.random() < 0.75 else Array([0.2, 0.2, 0.2])
        quad = Array([x0, y1, x1, y1, x0, y0, x1, y0])
        rect = Array([x0, y0, x1, y1])
        look = Stream(doc, f"0 0 0 rg 0 0 {x1 - x0:.2f} {y1 - y0:.2f} re f".encode())
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, x1 - x0, y1 - y0])
        note = Dictionary(Type=Name.Annot, Rect=rect, F=4, NM=String(f"a{rng.randint(1, 999)}"))
        note.Subtype = {
            "redact": Name.Redact,
            "square": Name.Square,
            "highlight": Name.Highlight,
            "free-text": Name.FreeText,
        }[way]
        if way == "redact":
            note.QuadPoints, note.IC, note.OC = quad, dark, Array([1, 0, 0])
            if rng.random() < 0.5:
                note.OverlayText = String("")
        elif way == "square":
            note.C, note.IC, note.BS = dark, dark, Dictionary(W=1)
        elif way == "highlight":
            note.QuadPoints, note.C = quad, dark
        else:
            note.DA, note.Contents, note.C = String("/Helv 10 Tf 0 g"), String(" "), dark
        if way != "redact" or rng.random() < 0.4:
            note.AP = Dictionary(N=doc.make_indirect(look))
        doc.pages[0].Annots = Array([doc.make_indirect(note)])
    return result[0]


def _revision(paper: Paper, _way: str) -> bytes:
    first = plain_save(paper.pdf())
    paper.clean()
    second = paper.pdf()
    with pikepdf.open(io.BytesIO(first)) as old, pikepdf.open(io.BytesIO(second)) as new:
        contents = old.pages[0].Contents
        body = new.pages[0].Contents.read_bytes()
        number = contents.objgen[0]
    return append_revision(first, {number: b"<< /Length %d >>\nstream\n%b\nendstream" % (len(body), body)})


def _metadata(paper: Paper, way: str) -> bytes:
    rng = paper.rng
    secret = f"{rng.choice(('BSN', 'BSN:', 'burgerservicenummer', 'Sofinummer'))} {paper.digits}"
    paper.clean()
    with edited(paper.pdf()) as (doc, result):
        if way == "info":
            doc.docinfo[rng.choice(("/Subject", "/Keywords", "/Title", "/Klantkenmerk"))] = secret
        elif way == "xmp":
            xml = (
                '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
                '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
                f'{secret}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
            )
            doc.Root.Metadata = Stream(doc, xml.encode(), Type=Name.Metadata, Subtype=Name.XML)
        elif way == "bookmark":
            with doc.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem("Persoonsgegevens", 0))
                outline.root.append(pikepdf.OutlineItem(secret, 0))
        else:
            tag = rng.choice(("ActualText", "Alt"))
            extra = Stream(
                doc,
                f"/Span <</{tag} ({secret})>> BDC 0 0 0 rg {paper.low_box()[0]:.1f} {paper.low_box()[1]:.1f} 20 4 re f EMC".encode(),
            )
            doc.pages[0].contents_add(extra)
    return result[0]


def _attachment(paper: Paper, way: str) -> bytes:
    original = paper.pdf()
    text = f"{paper.kind}\r\n{paper.label}: {paper.digits}\r\n".encode()
    picture = pack.jpeg(raster(paper.page, 200), 70) if way == "picture" else b""
    paper.clean()
    name, body = {
        "text": ("gegevens.txt", text),
        "pdf": ("origineel.pdf", original),
        "picture": ("scan.jpg", picture),
        "note": ("origineel.pdf", original),
    }[way]
    with edited(paper.pdf()) as (doc, result):
        spec = attachment(doc, name, body)
        if way == "note":
            note = Dictionary(
                Type=Name.Annot,
                Subtype=Name.FileAttachment,
                Rect=Array([20, 20, 40, 40]),
                FS=spec.obj,
                Name=Name.Paperclip,
            )
            doc.pages[0].Annots = Array([doc.make_indirect(note)])
        else:
            doc.attachments[name] = spec
            if paper.rng.random() < 0.4:
                doc.Root.AF = Array([spec.obj])
    return result[0]


def _layer(paper: Paper, _way: str) -> bytes:
    op, size = paper.op, paper.op.font[2]
    paper.clean()
    with edited(paper.pdf()) as (doc, result):
        group = doc.make_indirect(
            Dictionary(Type=Name.OCG, Name=String(paper.rng.choice(("Laag 2", "origineel", "data"))))
        )
        doc.Root.OCProperties = Dictionary(
            OCGs=Array([group]), D=Dictionary(Order=Array([group]), OFF=Array([group]))
        )
        page = doc.pages[0]
        font = doc.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
            )
        )
        page.Resources[Name.Properties] = Dictionary(OC1=group)
        fonts_dict = page.Resources.get(Name.Font)
        if fonts_dict is None:
            page.Resources[Name.Font] = Dictionary(JF=font)
        else:
            fonts_dict[Name.JF] = font
        y = paper.page.height - op.at[1]
        page.contents_add(
            Stream(
                doc,
                f"/OC /OC1 BDC BT 0 0 0 rg /JF {size:.1f} Tf {op.at[0]:.1f} {y:.1f} Td ({paper.written}) Tj ET EMC".encode(),
            )
        )
    return result[0]


def _form(paper: Paper, way: str) -> bytes:
    rng = paper.rng
    paper.without()
    x0, y0, x1, y1 = paper.low_box()
    with edited(paper.pdf()) as (doc, result):
        shown = rng.choice(("*********", "", "xxx.xxx.xxx", "afgeschermd"))
        secret = "" if way == "xfa" else paper.written
        look = Stream(doc, f"/Tx BMC BT /Helv 9 Tf 0 g 2 3 Td ({shown}) Tj ET EMC".encode())
        font = doc.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, x1 - x0, y1 - y0])
        look.Resources = Dictionary(Font=Dictionary(Helv=font))
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String(rng.choice(("bsn", "veld_7", "Tekst1"))),
            Rect=Array([x0, y0, x1, y1]),
            F=4,
            DA=String("/Helv 9 Tf 0 g"),
            AP=Dictionary(N=doc.make_indirect(look)),
        )
        if way == "value":
            field.V = String(secret)
            if rng.random() < 0.4:
                field.DV = String(secret)
        elif way == "default":
            field.V = String(shown)
            field[rng.choice(("/DV", "/RV"))] = String(secret)
        else:
            field.V = String(shown)
        item = doc.make_indirect(field)
        doc.pages[0].Annots = Array([item])
        form = Dictionary(
            Fields=Array([item]), DA=String("/Helv 9 Tf 0 g"), DR=Dictionary(Font=Dictionary(Helv=font))
        )
        if way == "xfa":
            xml = f'<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form1><naam>{people.person(rng).surname}</naam><bsn>{paper.digits}</bsn></form1></xfa:data></xfa:datasets>'
            form.XFA = Array([String("datasets"), doc.make_indirect(Stream(doc, xml.encode()))])
        doc.Root.AcroForm = doc.make_indirect(form)
    return result[0]


def _page_thumb(paper: Paper, _way: str) -> bytes:
    full = raster(paper.page, 150).convert("L")
    paper.clean()
    with edited(paper.pdf()) as (doc, result):
        thumb = Stream(doc, pack.jpeg(full, 70))
        thumb.Type, thumb.Subtype, thumb.Width, thumb.Height = (
            Name.XObject,
            Name.Image,
            full.width,
            full.height,
        )
        thumb.BitsPerComponent, thumb.ColorSpace, thumb.Filter = 8, Name.DeviceGray, Name.DCTDecode
        doc.pages[0].Thumb = doc.make_indirect(thumb)
    return result[0]


def _translucent_pdf(paper: Paper, _way: str) -> bytes:
    paper.bar(alpha=paper.rng.uniform(0.45, 0.85))
    return paper.pdf()


DIGITAL: dict[str, tuple[Callable[[Paper, str], bytes], str, tuple[str, ...]]] = {
    **{
        f"text/{way}": (_text_way, "text", (way,))
        for way in ("under-box", "under-image", "same-colour", "clipped", "invisible")
    },
    "off-page/moved": (_text_way, "off-page", ("off-page",)),
    "image/under-box": (_image_way, "image", ("under-box",)),
    "image/soft-mask": (_image_way, "image", ("soft-mask",)),
    **{
        f"annotation/{way}": (_annotation, "annotation", (way,))
        for way in ("redact", "square", "highlight", "free-text")
    },
    "revision/incremental": (_revision, "revision", ("",)),
    **{
        f"metadata/{way}": (_metadata, "metadata", (way,))
        for way in ("info", "xmp", "bookmark", "actual-text")
    },
    "attachment/embedded": (_attachment, "attachment", ("text", "pdf", "picture")),
    "attachment/annotation": (_attachment, "attachment", ("note",)),
    "layer/hidden": (_layer, "layer", ("",)),
    "form-field/value": (_form, "form-field", ("value", "value", "default")),
    "form-field/xfa": (_form, "form-field", ("xfa",)),
    "thumbnail/page": (_page_thumb, "thumbnail", ("",)),
    "translucent/vector": (_translucent_pdf, "translucent", ("",)),
}


def digital(rng: random.Random, index: int, *, name: str) -> Bundle:
    """Make a born-digital file with a failing redaction."""
    make, where, ways = DIGITAL[name]
    paper = Paper(rng)
    while (
        make is _revision and paper.op.font[0] not in fonts.BASE14
    ):  # a changed subset would garble the page
        paper = Paper(rng)
    data = make(paper, ways[index % len(ways)])
    visible: list[str] | None = None
    stem = rng.choice(
        ("afgeschermd", "document_geanonimiseerd", "versie 2", "brief zwartgelakt", "bewijsstuk")
    )
    doc = Doc(
        f"{stem}.pdf",
        data,
        ordinary.FILE_KIND[paper.kind],
        bsn_visible=visible,
        redaction=[where],
        born_digital="image" not in name,
    )
    return Bundle([doc], rng.choice(("privacy-request", "periodic-registration", "registration")))


def picture(rng: random.Random, _index: int, *, way: str) -> Bundle:
    """Make a picture whose mask fails: EXIF thumbnail, EXIF text, or a scanned see-through marker."""
    paper = Paper(rng, raster_font=True)
    dpi = 200
    image = raster(paper.page, dpi)
    box = tuple(value * dpi / 72 for value in paper.box)
    pixels = (box[0], box[1], box[2], box[3])
    where = "translucent"
    if way == "marker":
        covered = scan.scan(
            masks.marker(image, pixels, rng, depth=rng.uniform(0.55, 0.84)),
            rng,
            mode=rng.choice(("grey", "colour")),
            careful=True,
        )
        name, data = rng.choice(
            (
                ("scan.jpg", pack.jpeg(covered, 85)),
                ("scan.pdf", pack.pdf_of_images([covered], dpi, quality=85)),
            )
        )
    else:
        covered = masks.cover(image, pixels, rng, "bar")
        exif = Image.Exif()
        exif[0x010F], exif[0x0110] = "ExampleCam", "X1"
        if way == "exif-text":
            where = "metadata"
            exif[rng.choice((0x010E, 0x9286, 0x010D))] = f"BSN {paper.digits}"
            data = pack.jpeg(covered, 80, exif.tobytes())
        else:
            where = "thumbnail"
            data = with_thumbnail(covered, image, paper, rng)
        name = "IMG_3021.jpg"
    doc = Doc(name, data, ordinary.FILE_KIND[paper.kind], redaction=[where])
    return Bundle([doc], rng.choice(("privacy-request", "periodic-registration")))


def with_thumbnail(covered: Image.Image, original: Image.Image, paper: Paper, rng: random.Random) -> bytes:
    """Return a JPEG of the covered number with an EXIF thumbnail (IFD1) that still shows it.

    Both are crops around the number, as after cutting a picture in a telephone's editor; the thumbnail is legible.
    """
    x0, y0, x1, y1 = (value * 200 / 72 for value in paper.box)
    crop = (
        max(0, int(x0 - 360)),
        max(0, int(y0 - 190)),
        min(original.width, int(x1 + 200)),
        min(original.height, int(y1 + 190)),
    )
    small = original.crop(crop).convert("L")
    small.thumbnail((640, 480))
    quality = 80
    thumb = pack.jpeg(small, quality)
    while len(thumb) > 58_000:
        quality -= 10
        thumb = pack.jpeg(small, quality)

    # TIFF: IFD0 (orientation), IFD1 (compression, offset, length).
    def entry(tag: int, kind: int, value: int) -> bytes:
        packed = value.to_bytes(2, "little") + b"\0\0" if kind == 3 else value.to_bytes(4, "little")
        return tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little") + packed

    ifd0 = (1).to_bytes(2, "little") + entry(0x0112, 3, 1)
    next_at = 8 + len(ifd0) + 4
    at = next_at + 2 + 3 * 12 + 4
    ifd1 = (
        (3).to_bytes(2, "little")
        + entry(0x0103, 3, 6)
        + entry(0x0201, 4, at)
        + entry(0x0202, 4, len(thumb))
        + bytes(4)
    )
    exif = b"Exif\0\0II*\0" + (8).to_bytes(4, "little") + ifd0 + next_at.to_bytes(4, "little") + ifd1 + thumb
    target = covered.crop(crop) if rng.random() < 0.5 else covered
    return pack.jpeg(target, 82, exif)


def leaves() -> list[Leaf]:
    """Return the strata of this module."""
    fewer = {"annotation": 8, "metadata": 12, "attachment": 12}
    result = [
        Leaf(f"redaction/{name}", fewer.get(name.split("/")[0], 20), partial(digital, name=name))
        for name in DIGITAL
    ]
    for leaf, count, way in (
        ("thumbnail/exif", 20, "exif-thumb"),
        ("metadata/exif", 12, "exif-text"),
        ("translucent/scan", 20, "marker"),
    ):
        result.append(Leaf(f"redaction/{leaf}", count, partial(picture, way=way)))
    return result
