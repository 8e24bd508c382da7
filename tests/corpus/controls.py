"""PDF files that look suspicious to a careless redaction check and hide nothing."""

from __future__ import annotations

import io
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.corpus import documents, pdfout, scan
from tests.corpus.canvas import A4, Sheet, digital_pdf
from tests.corpus.language import Facts, texts
from tests.corpus.layout import Flow
from tests.corpus.redactions import _appearance, attach, barred, opened, save, without
from tests.corpus.redactions_more import append_revision, classic

DARK = (24, 44, 92)


def shaded_tables(sheet: Sheet, rng: Random) -> bytes:
    """Zebra rows, grey label cells and text on both, drawn shade first."""
    column = Flow(sheet, x=56, y=520, width=A4[0] - 112)
    rows = [("Datum", "Dienst", "Uren")]
    rows += [
        (
            f"{rng.randrange(1, 29):02d}-03-2022",
            rng.choice(("Vroeg", "Laat", "Nacht")),
            f"{rng.randrange(4, 9)},00",
        )
        for _ in range(8)
    ]
    column.table(rows, widths=(2, 2, 1), shade=(180, 186, 196))
    for k in range(4):
        sheet.rect(56, 720 + k * 18, 200, 736 + k * 18, fill=(40, 40, 46), stroke=None)
        sheet.text(
            60, 732 + k * 18, ("Toeslag", "Verlof", "Ziekte", "Saldo")[k], "sans-b", 9, colour=(250, 250, 250)
        )
    return digital_pdf([sheet])


def white_on_dark(sheet: Sheet, rng: Random) -> bytes:
    """A dark header and footer with white text."""
    sheet.rect(0, 0, A4[0], 30, fill=DARK, stroke=None)
    sheet.text(
        56, 20, "Salarisadministratie · persoonlijk en vertrouwelijk", "sans-b", 10, colour=(255, 255, 255)
    )
    sheet.rect(0, A4[1] - 34, A4[0], A4[1], fill=(0, 0, 0), stroke=None)
    sheet.text(56, A4[1] - 14, "Pagina 1 van 1 · vragen? Bel de helpdesk", "sans", 9, colour=(255, 255, 255))
    return digital_pdf([sheet])


def ocr_layer(sheet: Sheet, rng: Random) -> bytes:
    """A scan with invisible recognised text over it (what every office copier makes)."""
    page = scan.scan(sheet.raster(200), dpi=200, rng=rng, scanner=scan.Scanner(sigma=3))
    return pdfout.picture_pdf([page], dpi=200, layers=[sheet])


def ocr_layer_masked(sheet: Sheet, rng: Random) -> bytes:
    """A scan with the number burnt out before recognition: the layer has none of it."""
    clean = barred(sheet)
    page = scan.scan(clean.raster(200), dpi=200, rng=rng, scanner=scan.Scanner(sigma=2))
    return pdfout.picture_pdf([page], dpi=200, layers=[without(sheet)])


def linearised(sheet: Sheet, rng: Random) -> bytes:
    """Fast web view: two %%EOF marks, one revision."""
    return digital_pdf([sheet], linearize=True)


def harmless_update(sheet: Sheet, rng: Random) -> bytes:
    """An incremental update that adds a producer line, or a comment beside the text."""
    old = classic(digital_pdf([sheet]))
    with pikepdf.open(io.BytesIO(old)) as pdf:
        info = pdf.trailer.Info.objgen[0]
        page_number = pdf.pages[0].obj.objgen[0]
        pdf.pages[0].Annots = Array(
            [
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Text,
                    Rect=Array([560, 400, 578, 418]),
                    Contents=String("gezien"),
                    Name=Name.Comment,
                    F=4,
                )
            ]
        )
        page = pdf.pages[0].obj.unparse(resolved=True)
    if rng.random() < 0.5:
        return append_revision(old, {info: b"<< /Producer (Archief 2.1) /Title (Loonstrook) >>"})
    return append_revision(old, {page_number: page})


def running_headers(sheet: Sheet, rng: Random) -> bytes:
    """Several pages whose header repeats, with a watermark text below everything."""
    pages = []
    for number in range(1, 4):
        page = sheet if number == 1 else Sheet(*A4)
        if number > 1:
            Flow(page, y=90).para(texts("nl")["prose"][0]["lines"][number - 1])
        page.text(A4[0] - 56, 30, f"Dossier 2024-118 · blad {number}/3", "sans", 8, align="right")
        page.text(120, 620, "KOPIE", "sans-b", 90, colour=(225, 225, 225), angle=35)
        pages.append(page)
    return digital_pdf(pages)


def burnt_in(sheet: Sheet, rng: Random) -> bytes:
    """A picture-only page whose pixels were replaced: a proper redaction."""
    page = scan.scan(barred(sheet).raster(200), dpi=200, rng=rng, scanner=scan.any_scanner(rng, gentle=True))
    return pdfout.picture_pdf([page], dpi=200)


def text_removed(sheet: Sheet, rng: Random) -> bytes:
    """A born-digital page with the characters taken out and a bar drawn: a proper redaction."""
    return digital_pdf([barred(sheet)])


def equal_field(sheet: Sheet, rng: Random) -> bytes:
    """Form fields whose appearance shows exactly what they hold."""
    pdf = opened(without(sheet))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    fields = Array([])
    for k, (name, value) in enumerate((("naam", "M. de Vries"), ("plaats", "Zwolle"), ("keuze", "ja"))):
        ops = f"/Tx BMC q BT /Helv 9 Tf 0 g 2 3 Td ({value}) Tj ET Q EMC"
        look = _appearance(pdf, 120, 14, ops, Resources=Dictionary(Font=Dictionary(Helv=font)))
        fields.append(
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Widget,
                    FT=Name.Tx,
                    T=String(name),
                    V=String(value),
                    DV=String(""),
                    F=4,
                    Rect=Array([300, 120 + k * 20, 420, 134 + k * 20]),
                    DA=String("/Helv 9 Tf 0 g"),
                    AP=Dictionary(N=look),
                )
            )
        )
    pdf.pages[0].Annots = fields
    pdf.Root.AcroForm = Dictionary(
        Fields=fields, DA=String("/Helv 9 Tf 0 g"), DR=Dictionary(Font=Dictionary(Helv=font))
    )
    return save(pdf)


def harmless_attachment(sheet: Sheet, rng: Random) -> bytes:
    """An XML or text file attached, as invoices have."""
    pdf = opened(sheet)
    body = b"<?xml version='1.0'?><specificatie><periode>2022-03</periode><uren>96</uren></specificatie>"
    attach(pdf, "specificatie.xml", body, mime="text/xml")
    return save(pdf)


def yellow_highlight(sheet: Sheet, rng: Random) -> bytes:
    """A reader's yellow marking that hides nothing, and a link."""
    pdf = opened(sheet)
    look = _appearance(
        pdf,
        180,
        14,
        "/G gs 1 1 0.4 rg 0 0 180 14 re f",
        Resources=Dictionary(ExtGState=Dictionary(G=Dictionary(BM=Name.Multiply))),
    )
    mark = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        Rect=Array([60, 600, 240, 614]),
        C=Array([1, 1, 0.4]),
        QuadPoints=Array([60, 614, 240, 614, 60, 600, 240, 600]),
        F=4,
        AP=Dictionary(N=look),
    )
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([60, 60, 240, 76]),
        Border=Array([0, 0, 0]),
        A=Dictionary(S=Name.URI, URI=String("https://www.voorbeeld.invalid")),
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(mark), pdf.make_indirect(link)])
    return save(pdf)


def harmless_layer(sheet: Sheet, rng: Random) -> bytes:
    """A hidden grid layer and a layer that is shown."""
    pdf = opened(sheet)
    page = pdf.pages[0]
    grid = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Raster")))
    seen = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Logo")))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([grid, seen]), D=Dictionary(OFF=Array([grid]), ON=Array([seen]))
    )
    a = page.add_resource(grid, Name.Properties, Name("/Oc0"))
    b = page.add_resource(seen, Name.Properties, Name("/Oc1"))
    lines = " ".join(f"{x} 0 m {x} 842 l S" for x in range(0, 600, 40))
    page.contents_add(
        Stream(
            pdf,
            f"/OC {a} BDC q 0.9 G {lines} Q EMC /OC {b} BDC q 0 0.4 0.7 rg 540 800 20 20 re f Q EMC".encode(),
        )
    )
    return save(pdf)


def same_thumbnail(sheet: Sheet, rng: Random) -> bytes:
    """A /Thumb that shows what the page shows: masked as well."""
    clean = barred(sheet)
    pdf = opened(clean)
    small = clean.raster(96).convert("L")
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


def soft_shadow(sheet: Sheet, rng: Random) -> bytes:
    """A logo with transparency and a drop shadow, as designers like."""
    logo = Image.new("RGBA", (240, 120), (0, 0, 0, 0))
    draw = ImageDraw.Draw(logo)
    draw.ellipse([24, 24, 116, 116], fill=(0, 0, 0, 120))
    logo = logo.filter(ImageFilter.GaussianBlur(6))
    ImageDraw.Draw(logo).ellipse([16, 14, 104, 102], fill=(20, 110, 150, 255))
    sheet.picture(logo, 430, 720, 550, 780)
    sheet.text(440, 800, "met zorg", "sans-i", 12, colour=(20, 110, 150), alpha=0.6)
    return digital_pdf([sheet])


def double_print(sheet: Sheet, rng: Random) -> bytes:
    """Text printed twice for a bold or shadow effect: the lower copy is the same text."""
    sheet.text(60.8, 700.8, "Bewaar deze specificatie", "sans-b", 14, colour=(170, 170, 170))
    sheet.text(60, 700, "Bewaar deze specificatie", "sans-b", 14)
    return digital_pdf([sheet])


def text_on_picture(sheet: Sheet, rng: Random) -> bytes:
    """A full-page background picture below the text, and a full-page white rectangle below that."""
    ground = Image.new("RGB", (60, 85), (250, 248, 240))
    page = Sheet(sheet.width, sheet.height, sheet.paper, [], dict(sheet.marks))
    page.rect(0, 0, sheet.width, sheet.height, fill=(255, 255, 255), stroke=None)
    page.picture(ground, 0, 0, sheet.width, sheet.height)
    page.items += sheet.items
    return digital_pdf([page])


def ordinary_metadata(sheet: Sheet, rng: Random) -> bytes:
    """Title, author, XMP, bookmarks and tagged text, none of it about the number."""
    pdf = opened(sheet)
    pdf.docinfo["/Title"] = String("Salarisspecificatie")
    pdf.docinfo["/Author"] = String("Afdeling P&O")
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:title"] = "Salarisspecificatie"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Specificatie", 0))
    page = pdf.pages[0]
    page.contents_add(
        Stream(pdf, b"/Span << /ActualText (logo) >> BDC q 0 0.3 0.6 rg 20 810 12 12 re f Q EMC")
    )
    return save(pdf)


def clipped_picture(sheet: Sheet, rng: Random) -> bytes:
    """A photograph shown through a round clip."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    sheet.to_pdf(canvas)
    canvas.saveState()
    path = canvas.beginPath()
    path.circle(500, 780, 26)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawImage(ImageReader(scan.table((120, 120), rng)), 470, 750, 60, 60)
    canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def black_design(facts: Facts, rng: Random) -> Sheet:
    """A page with heavy black rules and blocks that cover nothing."""
    sheet = documents.letter(facts, rng)
    sheet.rect(56, 740, 240, 752, fill=(0, 0, 0), stroke=None)
    sheet.rect(0, 0, 14, A4[1], fill=(0, 0, 0), stroke=None)
    sheet.rect(400, 760, 520, 776, fill=(90, 90, 90), stroke=None)
    return sheet
