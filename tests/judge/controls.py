"""Files that look like a failing redaction to a machine but hide nothing."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers

from . import marks, masks, ordinary, pack, people, scan
from .canvas import A4, Page, pdf, raster
from .flow import Flow
from .model import Bundle, Doc
from .paper import KINDS, Paper, attachment, edited, plain_save
from .registry import Leaf

Made = tuple[str, bytes, list[str], bool]  # name, bytes, BSN visible, BSN masked


def _plain(rng: random.Random, *, born_digital: bool = True) -> list[Page]:
    return ordinary.build(rng, rng.choice(KINDS), ordinary.other_number(rng), born_digital=born_digital)


def shaded(rng: random.Random) -> Made:
    """Tables with shaded rows and dark heads under white text."""
    flow = Flow(rng, rng.choice(("carlito", "roboto", "nimbus", "ptsans")), size=10)
    flow.heading(rng.choice(("Overzicht gewerkte uren", "Urenstaat", "Rooster en uren")))
    rows = [["Maand", "Uren", "Afdeling", "Bijzonderheden"]]
    rows += [
        [
            month.title(),
            str(rng.randint(60, 150)),
            rng.choice(("IC", "SEH", "Geriatrie")),
            rng.choice(("", "vakantie", "nachtdienst", "scholing")),
        ]
        for month in people.MONTHS["nl"]
    ]
    flow.table(
        rows,
        (2, 1, 2, 3),
        band=rng.choice(((225, 225, 225), (214, 228, 240), (245, 235, 210))),
        head=rng.choice(((0, 0, 0), (20, 50, 110), (60, 60, 60))),
    )
    return "urenoverzicht.pdf", pdf(flow.pages), [], False


def dark_band(rng: random.Random) -> Made:
    """White text on dark bands, also a dark page foot."""
    pages = _plain(rng)
    page, tone = pages[0], rng.choice(((0, 0, 0), (20, 30, 80), (90, 0, 40)))
    page.rect((0, A4[1] - 40, A4[0], A4[1]), fill=tone)
    page.text(
        A4[0] / 2,
        A4[1] - 16,
        f"www.{rng.choice(('zorgvoorbeeld', 'kliniekdemo'))}.example  |  {people.phone(rng)}",
        "carlito",
        10,
        fill=(255, 255, 255),
        anchor="m",
    )
    page.rect((60, A4[1] - 90, 260, A4[1] - 62), fill=tone)
    page.text(70, A4[1] - 72, "Bewaar dit document goed", "roboto", 11, fill=(255, 255, 255))
    return "brief.pdf", pdf(pages), [], False


def ocr_layer(rng: random.Random) -> Made:
    """A scan with its text layer, good or poor."""
    pages, dpi = _plain(rng, born_digital=False), rng.choice((150, 200))
    share = rng.choice((0.0, 0.02, 0.08, 0.2))
    images = [
        scan.scan(raster(page, dpi), rng, mode=rng.choice(("grey", "colour")), careful=True) for page in pages
    ]
    layers = [
        [(x, y, pack.misread(rng, t, share), s) for x, y, t, s in pack.text_words(page)] for page in pages
    ]
    return "scan met tekst.pdf", pack.pdf_of_images(images, dpi, layers=layers), [], False


def ocr_redacted(rng: random.Random) -> Made:
    """A scan that was covered before scanning, whose text layer lacks the number as well."""
    paper, dpi = Paper(rng, raster_font=True), 200
    words = [word for word in pack.text_words(paper.page) if word[2] != paper.written]
    box = (paper.box[0] * dpi / 72, paper.box[1] * dpi / 72, paper.box[2] * dpi / 72, paper.box[3] * dpi / 72)
    image = scan.scan(masks.cover(raster(paper.page, dpi), box, rng), rng, mode="grey", careful=True)
    return "afgedekt.pdf", pack.pdf_of_images([image], dpi, layers=[words]), [], True


def linearised(rng: random.Random) -> Made:
    """A file saved for fast web view: it has two cross-reference sections."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(_plain(rng)))) as doc:
        doc.save(out, linearize=True)
    return "webweergave.pdf", out.getvalue(), [], False


def signer() -> signers.SimpleSigner:
    """Return a signer with an invented, self-signed certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    import datetime

    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Voorbeeld Personeelszaken"),
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
        ]
    )
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1001)
        .not_valid_before(start)
        .not_valid_after(start.replace(year=2040))
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(b"t", key, cert, None, serialization.NoEncryption())
    found = signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=None)
    assert isinstance(found, signers.SimpleSigner)
    return found


def signed(rng: random.Random) -> Made:
    """An incremental update that only adds a signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(plain_save(pdf(_plain(rng)))))
    out = signers.sign_pdf(
        writer, PdfSignatureMetadata(field_name="Handtekening1", reason="Akkoord"), signer=signer()
    )
    return "ondertekend.pdf", out.getvalue(), [], False


def artifacts(rng: random.Random) -> Made:
    """Running heads and feet marked as artifacts, page numbers, hyperlinks."""
    pages = [*_plain(rng), *_plain(rng)]
    for number, page in enumerate(pages, 1):
        page.raw(lambda canvas: canvas.addLiteral("/Artifact <</Type /Pagination>> BDC"))
        page.text(
            A4[0] / 2,
            A4[1] - 24,
            f"Pagina {number} van {len(pages)}",
            "carlito",
            8,
            anchor="m",
            fill=(110, 110, 110),
        )
        page.raw(lambda canvas: canvas.addLiteral("EMC"))
        page.raw(lambda canvas: canvas.linkURL("https://www.example.org/", (60, 20, 160, 34), relative=0))
    return "rapport.pdf", pdf(pages), [], False


def burnt(rng: random.Random) -> Made:
    """A redaction burnt into the picture."""
    paper, dpi = Paper(rng, raster_font=True), rng.choice((150, 200))
    box = (paper.box[0] * dpi / 72, paper.box[1] * dpi / 72, paper.box[2] * dpi / 72, paper.box[3] * dpi / 72)
    image = masks.cover(raster(paper.page, dpi), box, rng)
    if rng.random() < 0.6:
        image = scan.scan(image, rng, mode=rng.choice(("grey", "colour")), careful=True)
    name, data = pack.save([image], rng, dpi=dpi, stem="zwartgelakt")
    return name, data, [], True


def removed(rng: random.Random) -> Made:
    """A bar with nothing under it: the text is gone from the file."""
    paper = Paper(rng)
    paper.clean()
    return "geanonimiseerd.pdf", paper.pdf(), [], True


def form_fields(rng: random.Random) -> Made:
    """A form of which values and appearances agree."""
    flow = Flow(rng, "nimbus", size=11)
    flow.heading("Formulier gegevens werkgever")
    who = people.person(rng)
    for label, value in (
        ("Naam", who.name),
        ("Functie", "verpleegkundige"),
        ("Telefoon", people.phone(rng)),
        ("Personeelsnummer", str(rng.randint(1000, 99999))),
    ):
        flow.y += 34
        y = flow.y
        flow.page.text(flow.margin, y, label, "nimbus", 11)

        def draw(canvas: Any, label: str = label, value: str = value, y: float = y) -> None:
            canvas.acroForm.textfield(
                name=label.lower(),
                value=value,
                x=flow.margin + 140,
                y=A4[1] - y - 5,
                width=230,
                height=20,
                fontSize=10,
            )

        flow.page.raw(draw)
    return "formulier.pdf", pdf(flow.pages), [], False


def attached(rng: random.Random) -> Made:
    """Attachments without secrets."""
    name, body = rng.choice(
        (
            ("leesmij.txt", b"Dit document hoort bij uw aanvraag.\r\n"),
            ("voorwaarden.txt", b"Algemene voorwaarden, versie 3.\r\n"),
            ("rooster.csv", b"maand;uren\r\njan;120\r\nfeb;112\r\n"),
        )
    )
    with edited(pdf(_plain(rng))) as (doc, result):
        doc.attachments[name] = attachment(doc, name, body)
    return "met bijlage.pdf", result[0], [], False


def see_through_logo(rng: random.Random) -> Made:
    """Text under a faint logo or word."""
    pages = _plain(rng)
    logo = marks.logo(rng, 400)
    logo.putalpha(logo.getchannel("A").point(lambda v: v * 50 // 255))
    x, y = rng.uniform(60, 180), rng.uniform(120, 300)
    pages[0].image((x, y, x + 260, y + 260), logo)
    if rng.random() < 0.5:
        pages[0].text(
            140,
            520,
            rng.choice(("KOPIE", "CONCEPT", "SPECIMEN")),
            "nimbus",
            90,
            style="b",
            fill=(200, 60, 60),
            angle=38,
            alpha=0.22,
        )
    return "brief met logo.pdf", pdf(pages), [], False


def watermark_note(rng: random.Random) -> Made:
    """A watermark annotation, a yellow highlight for reading, or a comment."""
    way = rng.choice(("Watermark", "Highlight", "Text", "Stamp"))
    with edited(pdf(_plain(rng))) as (doc, result):
        rect = Array([120, 420, 420, 470]) if way != "Highlight" else Array([80, 560, 300, 574])
        ink = {
            "Watermark": "q /G0 gs 0.6 0.6 0.6 rg BT /F0 40 Tf 4 8 Td (KOPIE) Tj ET Q",
            "Stamp": "q /G0 gs 0.8 0.1 0.1 rg BT /F0 30 Tf 4 8 Td (ONTVANGEN) Tj ET Q",
        }.get(way, "q /G0 gs 1 0.95 0.2 rg 0 0 400 60 re f Q")
        look = Stream(doc, ink.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 50]))
        state = Dictionary(
            Type=Name.ExtGState, ca=0.4, BM=Name.Multiply if way == "Highlight" else Name.Normal
        )
        look.Resources = Dictionary(
            ExtGState=Dictionary(G0=state),
            Font=Dictionary(
                F0=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"))
            ),
        )
        note = Dictionary(Type=Name.Annot, Subtype=Name("/" + way), Rect=rect, F=4)
        if way != "Text":
            note.AP = Dictionary(N=doc.make_indirect(look))
        if way == "Highlight":
            note.QuadPoints, note.C = Array([80, 574, 300, 574, 80, 560, 300, 560]), Array([1, 0.95, 0.2])
        if way in {"Text", "Stamp"}:
            note.Contents = String("Graag nakijken")
        doc.pages[0].Annots = Array([doc.make_indirect(note)])
    return "met aantekening.pdf", result[0], [], False


def alpha_picture(rng: random.Random) -> Made:
    """A signature or stamp as a picture with a soft mask: nothing readable beneath."""
    pages = _plain(rng)
    pages[0].image((90, 640, 240, 700), marks.scribble(rng))
    stamp = marks.oblong_stamp(rng, ["ONTVANGEN", people.date(people.day(rng, 2019))])
    pages[0].image((300, 630, 440, 630 + 140 * stamp.height / stamp.width), stamp)
    return "ondertekende brief.pdf", pdf(pages), [], False


def benign_thumb(rng: random.Random) -> Made:
    """Thumbnails, bookmarks and properties that tell no more than the page."""
    pages = _plain(rng)
    picture = raster(pages[0], 20).convert("L")
    with edited(pdf(pages, title="Werkgeversverklaring", author="Personeelszaken")) as (doc, result):
        thumb = Stream(
            doc,
            pack.jpeg(picture, 60),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=picture.width,
            Height=picture.height,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
            Filter=Name.DCTDecode,
        )
        doc.pages[0].Thumb = doc.make_indirect(thumb)
        with doc.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Begin", 0))
    return "met miniatuur.pdf", result[0], [], False


def shown_layer(rng: random.Random) -> Made:
    """An optional layer that is on: a grid or the word copy."""
    with edited(pdf(_plain(rng))) as (doc, result):
        group = doc.make_indirect(Dictionary(Type=Name.OCG, Name=String("Raster")))
        doc.Root.OCProperties = Dictionary(
            OCGs=Array([group]), D=Dictionary(Order=Array([group]), ON=Array([group]))
        )
        doc.pages[0].Resources[Name.Properties] = Dictionary(OC1=group)
        doc.pages[0].contents_add(
            Stream(doc, b"/OC /OC1 BDC 0.8 0.8 0.9 RG 0.5 w 40 400 500 0 re S 40 300 500 0 re S EMC")
        )
    return "met laag.pdf", result[0], [], False


def camera(rng: random.Random) -> Made:
    """A photograph with ordinary EXIF data and a thumbnail-sized twin of the same page."""
    image = scan.photo(raster(_plain(rng, born_digital=False)[0], 200), rng, long_side=2300)
    return "IMG_7781.jpg", pack.jpeg_exif(image, rng), [], False


def mosaic(rng: random.Random) -> Made:
    """A photograph pasted in a born-digital page, partly cropped white: ordinary layout."""
    pages = _plain(rng)
    tile = Image.new("RGB", (300, 200), rng.choice(((230, 236, 242), (245, 240, 228))))
    pages[0].image((350, 640, 520, 750), tile)
    pages[0].text(360, 700, rng.choice(("Foto van het team", "Plaats voor pasfoto")), "carlito", 9)
    return "nieuwsbrief.pdf", pdf(pages), [], False


CONTROLS: dict[str, tuple[Callable[[random.Random], Made], int]] = {
    "shaded-table": (shaded, 12),
    "dark-band": (dark_band, 12),
    "ocr-layer": (ocr_layer, 16),
    "ocr-layer-redacted": (ocr_redacted, 12),
    "linearised": (linearised, 10),
    "signature-update": (signed, 8),
    "artifacts-links": (artifacts, 8),
    "burnt-in": (burnt, 16),
    "removed-text": (removed, 14),
    "form-fields": (form_fields, 10),
    "attachment": (attached, 10),
    "see-through-logo": (see_through_logo, 10),
    "annotation": (watermark_note, 14),
    "alpha-picture": (alpha_picture, 8),
    "thumbnail-bookmark": (benign_thumb, 8),
    "shown-layer": (shown_layer, 8),
    "camera": (camera, 6),
    "picture-block": (mosaic, 6),
}


def make(rng: random.Random, _index: int, *, way: str) -> Bundle:
    """Make one control."""
    name, data, visible, masked = CONTROLS[way][0](rng)
    doc = Doc(
        name,
        data,
        "other",
        bsn_visible=visible,
        bsn_masked=masked,
        redaction=[],
        born_digital=way not in {"burnt-in", "camera", "ocr-layer", "ocr-layer-redacted"},
    )
    return Bundle([doc], rng.choice(("periodic-registration", "privacy-request", "registration")))


def leaves() -> list[Leaf]:
    """Return the strata of this module."""
    return [
        Leaf(f"redaction-control/{way}", count, partial(make, way=way))
        for way, (_, count) in CONTROLS.items()
    ]
