"""More failed redactions: earlier revisions, thumbnails, metadata, attachments, layers and form fields."""

from __future__ import annotations

import io
import re
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from tests.corpus import scan
from tests.corpus.canvas import Sheet, digital_pdf
from tests.corpus.redactions import (
    _appearance,
    attach,
    barred,
    bsn_item,
    opened,
    rect_of,
    save,
    spot,
    without,
)


def append_revision(old: bytes, objects: dict[int, bytes]) -> bytes:
    """An incremental update by hand: whole objects anew, pointing back to the old cross-reference table."""
    start = int(re.findall(rb"startxref\s+(\d+)", old)[-1])
    trailer = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref", old, re.S)[-1]
    trailer = re.sub(rb"/Prev\s+\d+", b"", trailer)
    out = bytearray(old if old.endswith(b"\n") else old + b"\n")
    table = b"xref\n"
    for number, body in sorted(objects.items()):
        table += f"{number} 1\n{len(out):010d} 00000 n \n".encode()
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    where = len(out)
    highest = max([*objects, 0]) + 1
    size = max(int(re.findall(rb"/Size\s+(\d+)", trailer)[0]), highest)
    trailer = re.sub(rb"/Size\s+\d+", f"/Size {size}".encode(), trailer)
    out += table + b"trailer\n<<" + trailer + f" /Prev {start} >>\nstartxref\n{where}\n%%EOF\n".encode()
    return bytes(out)


def classic(data: bytes) -> bytes:
    """Rewrite with a plain cross-reference table and no object streams."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def stream_object(data: bytes) -> bytes:
    """A stream object's body."""
    return f"<< /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def revision(sheet: Sheet, rng: Random) -> bytes:
    """The first revision shows the number; an update replaces the page's contents."""
    pages = [sheet, barred(sheet)]
    old = classic(digital_pdf([pages[0]]))
    new = classic(digital_pdf([pages[1]]))
    with pikepdf.open(io.BytesIO(old)) as a, pikepdf.open(io.BytesIO(new)) as b:
        number = a.pages[0].Contents.objgen[0]
        contents = b.pages[0].Contents.read_bytes()
        shared = _same_fonts(a, b)
    if shared:
        return append_revision(old, {number: stream_object(contents)})
    return _revision_by_bar(sheet, old, number)


def _same_fonts(a: Pdf, b: Pdf) -> bool:
    def table(pdf: Pdf) -> dict[str, bytes]:
        fonts = pdf.pages[0].Resources.get("/Font", Dictionary())
        return {
            key: bytes(f.ToUnicode.read_bytes()) if "/ToUnicode" in f else b"" for key, f in fonts.items()
        }

    return table(a) == table(b)


def _revision_by_bar(sheet: Sheet, old: bytes, number: int) -> bytes:
    """Take the showing operator of the number out of the old contents and put a bar there."""
    with pikepdf.open(io.BytesIO(old)) as pdf:
        kept = []
        x, y = bsn_item(sheet).x, sheet.height - bsn_item(sheet).y
        near = False
        for step in pikepdf.parse_content_stream(pdf.pages[0]):
            operands, operator = list(step.operands), step.operator
            if str(operator) == "cm":
                near = abs(float(operands[4]) - x) < 0.6 and abs(float(operands[5]) - y) < 0.6
            if str(operator) in ("Tj", "TJ") and near:
                continue
            kept.append((operands, operator))
        x0, y0, x1, y1 = rect_of(sheet)
        bar = f"\nq 0 g {x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f Q".encode()
        contents = pikepdf.unparse_content_stream(kept) + bar
    return append_revision(old, {number: stream_object(contents)})


def thumbnail(sheet: Sheet, rng: Random) -> bytes:
    """A page /Thumb made before the redaction, large enough to read."""
    pdf = opened(barred(sheet))
    small = sheet.raster(144).convert("L")
    pdf.pages[0].obj.Thumb = pdf.make_indirect(
        Stream(
            pdf,
            scan.jpeg(small, 80),
            Width=small.width,
            Height=small.height,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )
    )
    return save(pdf)


def exif_thumbnail(sheet: Sheet, rng: Random) -> bytes:
    """A cropped and masked JPEG whose EXIF still holds a small picture of the number's surroundings."""
    dpi = 200
    x0, y0, x1, y1 = sheet.pixels(spot(sheet), dpi)
    whole = sheet.raster(dpi)
    frame = (max(0, x0 - 260), max(0, y0 - 160), min(whole.width, x1 + 260), min(whole.height, y1 + 160))
    thumb = scan.jpeg(whole.crop(frame), 60)
    masked = barred(sheet).raster(dpi).crop(frame)
    return _with_exif_thumbnail(scan.jpeg(masked, 88), thumb)


def _with_exif_thumbnail(data: bytes, thumb: bytes) -> bytes:
    """Insert an APP1 segment with IFD1 pointing at a JPEG."""

    def entry(tag: int, kind: int, count: int, value: int) -> bytes:
        return (
            tag.to_bytes(2, "big")
            + kind.to_bytes(2, "big")
            + count.to_bytes(4, "big")
            + (value.to_bytes(4, "big") if kind == 4 else value.to_bytes(2, "big") + b"\0\0")
        )

    ifd0 = (1).to_bytes(2, "big") + entry(0x0112, 3, 1, 1)
    first = 8
    second = first + len(ifd0) + 4
    ifd1_size = 2 + 3 * 12 + 4
    at = second + ifd1_size
    ifd1 = (
        (3).to_bytes(2, "big")
        + entry(0x0103, 3, 1, 6)
        + entry(0x0201, 4, 1, at)
        + entry(0x0202, 4, 1, len(thumb))
    )
    tiff = b"MM\0*" + first.to_bytes(4, "big") + ifd0 + second.to_bytes(4, "big") + ifd1 + b"\0\0\0\0" + thumb
    body = b"Exif\0\0" + tiff
    segment = b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
    return data[:2] + segment + data[2:]


def metadata(sheet: Sheet, rng: Random, *, where: str | None = None) -> bytes:
    """The number left in Info, XMP, a bookmark, or the ActualText of the bar."""
    number = bsn_item(sheet).text
    pdf = opened(barred(sheet))
    place = where or rng.choice(("info", "xmp", "outline", "actualtext", "alt"))
    if place == "info":
        pdf.docinfo["/Subject"] = String(f"BSN {number}")
    elif place == "xmp":
        with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta["dc:description"] = f"Loonstrook burgerservicenummer {number}"
    elif place == "outline":
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"BSN {number}", 0))
    else:
        x0, y0, x1, y1 = rect_of(sheet)
        key = "ActualText" if place == "actualtext" else "Alt"
        ops = f"/Span << /{key} ({number}) >> BDC q 0 g {x0} {y0} {x1 - x0} {y1 - y0} re f Q EMC"
        pdf.pages[0].contents_add(Stream(pdf, ops.encode()))
    return save(pdf)


def exif_comment(sheet: Sheet, rng: Random) -> bytes:
    """A masked JPEG whose EXIF description names the number."""
    number = bsn_item(sheet).text
    exif = Image.Exif()
    exif[0x010E] = f"paspoort BSN {number}"
    return scan.jpeg(barred(sheet).raster(200), 85, exif=exif.tobytes())


def attachment(sheet: Sheet, rng: Random, *, where: str | None = None) -> bytes:
    """The unmasked original attached: as embedded file, as annotation or by /AF."""
    original = digital_pdf([sheet])
    pdf = opened(barred(sheet))
    place = where or rng.choice(("embedded", "annotation", "af"))
    if place == "embedded":
        attach(pdf, "origineel.pdf", original, mime="application/pdf")
        return save(pdf)
    stream = Stream(pdf, original, Type=Name.EmbeddedFile, Subtype=Name("/application/pdf"))
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String("bron.pdf"),
            UF=String("bron.pdf"),
            AFRelationship=Name.Source,
            EF=Dictionary(F=pdf.make_indirect(stream)),
        )
    )
    if place == "annotation":
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.FileAttachment,
            Rect=Array([540, 800, 560, 820]),
            FS=spec,
            Name=Name.Paperclip,
            F=4,
            Contents=String("bijlage"),
        )
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
    else:
        pdf.Root.AF = Array([spec])
    return save(pdf)


def layer(sheet: Sheet, rng: Random) -> bytes:
    """The number in an optional-content group that is switched off; a bar stands in the page."""
    item = bsn_item(sheet)
    pdf = opened(barred(sheet))
    page = pdf.pages[0]
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Gegevens")))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([group]), D=Dictionary(OFF=Array([group]), Order=Array([group]))
    )
    prop = page.add_resource(group, Name.Properties, Name("/Oc0"))
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    font = page.add_resource(pdf.make_indirect(helvetica), Name.Font, Name("/Helv"))
    ops = (
        f"/OC {prop} BDC BT {font} {item.size} Tf 1 0 0 1 {item.x:.2f} "
        f"{sheet.height - item.y + 30:.2f} Tm 0 g "
        f"(BSN {item.text}) Tj ET EMC"
    )
    page.contents_add(Stream(pdf, ops.encode()))
    return save(pdf)


def form_field(sheet: Sheet, rng: Random, *, where: str | None = None) -> bytes:
    """A text field that shows stars or nothing, and holds the number in /V, /DV, /RV or XFA."""
    number = bsn_item(sheet).text
    pdf = opened(without(sheet))
    rect = rect_of(sheet)
    wide, high = max(70.0, rect[2] - rect[0]), rect[3] - rect[1]
    place = where or rng.choice(("V", "V", "DV", "RV", "XFA"))
    shown = rng.choice(("*********", "xxxxxxxxx", ""))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    ops = f"/Tx BMC q BT /Helv 9 Tf 0 g 2 3 Td ({shown}) Tj ET Q EMC"
    look = _appearance(pdf, wide, high, ops, Resources=Dictionary(Font=Dictionary(Helv=font)))
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("bsn"),
        F=4,
        Rect=Array([rect[0], rect[1], rect[0] + wide, rect[3]]),
        DA=String("/Helv 9 Tf 0 g"),
        AP=Dictionary(N=look),
    )
    field.V = String(number if place == "V" else shown)
    if place == "DV":
        field.DV = String(number)
    if place == "RV":
        field.RV = String(
            f"<?xml version='1.0'?><body xmlns='http://www.w3.org/1999/xhtml'><p>{number}</p></body>"
        )
    ref = pdf.make_indirect(field)
    pdf.pages[0].Annots = Array([ref])
    form = Dictionary(
        Fields=Array([ref]), DA=String("/Helv 9 Tf 0 g"), DR=Dictionary(Font=Dictionary(Helv=font))
    )
    if place == "XFA":
        xml = f"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><data><bsn>{number}</bsn></data></xdp:xdp>"
        form.XFA = pdf.make_indirect(Stream(pdf, xml.encode()))
    pdf.Root.AcroForm = form
    return save(pdf)
