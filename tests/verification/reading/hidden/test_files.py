"""What a PDF carries beside its pages, and what must stay silent."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw, ImageFont

from tests.verification.reading import pki
from tests.verification.reading.hidden import made
from verification.errors import UnreadableFile
from verification.limits import Limits
from verification.model import Hidden, Where
from verification.reading.hidden import hidden_in_pdf, hidden_on_page, see
from verification.reading.pdf_content import Frame, content_of

LIMITS = Limits.model_validate({})


def inside(tmp_path: Path, data: bytes, limits: Limits = LIMITS) -> tuple[Hidden, ...]:
    path = tmp_path / "file.pdf"
    path.write_bytes(data)
    return hidden_in_pdf(path, limits)


def holds(found: tuple[Hidden, ...], where: Where) -> bool:
    return any(h.where is where and made.NUMBER in h.text.replace(" ", "") for h in found)


def alarms(found: tuple[Hidden, ...]) -> list[Where]:
    return [h.where for h in found if h.covered or made.NUMBER in h.text]


def page(change: Any = None) -> bytes:
    """A page with its number taken away, to which something is added."""
    pdf = pikepdf.open(io.BytesIO(made.base("hand")))
    content = pdf.pages[0].obj.Contents
    content.write(content.read_bytes().replace(made.NUMBER.encode(), b"---------"))
    if change:
        change(pdf)
    return made.saved(pdf)


# metadata


def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = f"BSN {made.NUMBER}"


def _xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as meta:
        meta["dc:description"] = f"BSN {made.NUMBER}"


def _xmp_attribute(pdf: pikepdf.Pdf) -> None:
    xmp = (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        f"<rdf:Description xmlns:pdf='http://ns.adobe.com/pdf/1.3/' pdf:Keywords='BSN {made.NUMBER}'/>"
        "</rdf:RDF></x:xmpmeta>"
    )
    pdf.Root.Metadata = Stream(pdf, xmp.encode())


def _outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Een", 0))
        outline.root[0].children.append(pikepdf.OutlineItem(f"BSN {made.NUMBER}", 0))


def _actual_text(pdf: pikepdf.Pdf) -> None:
    ops = f"/Span <</ActualText (BSN {made.NUMBER})>> BDC EMC"
    pdf.pages[0].contents_add(Stream(pdf, ops.encode()))


def _alt(pdf: pikepdf.Pdf) -> None:
    figure = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(f"BSN {made.NUMBER}"))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([pdf.make_indirect(figure)]))


def _private(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.PieceInfo = Dictionary(Maker=Dictionary(Private=Array([String(f"BSN {made.NUMBER}")])))


def _label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(f"BSN {made.NUMBER}"))]))


def _destination(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(f"BSN {made.NUMBER}"), Array([])])))


def _note(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=Array([10, 10, 30, 30]),
        Contents=String(f"BSN {made.NUMBER}"),
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


@pytest.mark.parametrize(
    "change",
    [_info, _xmp, _xmp_attribute, _outline, _actual_text, _alt, _private, _label, _destination, _note],
)
def test_metadata(tmp_path: Path, change: Any) -> None:
    found = inside(tmp_path, page(change))
    assert holds(found, Where.METADATA)
    assert not any(h.covered for h in found)


def _endless_outline(pdf: pikepdf.Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title=String("Een 1")))
    item.Next = item
    item.First = item
    pdf.Root.Outlines = Dictionary(First=item)
    pdf.Root.StructTreeRoot = Dictionary(K=item)
    item.K = Array([item, item])


def test_trees_without_end(tmp_path: Path) -> None:
    assert alarms(inside(tmp_path, page(_endless_outline))) == []


# form fields


def field(*, shown: str | None, flags: int = 0, fill: str = "", **values: Any) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        widget = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("veld"),
            F=4,
            Ff=flags,
            Rect=Array([100, 100, 300, 120]),
            **values,
        )
        if shown is not None:
            ops = f"{fill} /Tx BMC BT /Helv 10 Tf 2 5 Td ({shown}) Tj ET EMC"
            widget.AP = Dictionary(
                N=pdf.make_indirect(
                    Stream(
                        pdf, ops.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 20])
                    )
                )
            )
        made_widget = pdf.make_indirect(widget)
        pdf.pages[0].obj.Annots = Array([made_widget])
        pdf.Root.AcroForm = Dictionary(Fields=Array([made_widget]))

    return page(change)


@pytest.mark.parametrize(
    ("data", "covered"),
    [
        (field(shown="*********", V=String(made.NUMBER)), True),
        (field(shown="", V=String(made.NUMBER)), False),
        (field(shown="", fill="0 g 0 0 200 20 re f", V=String(made.NUMBER)), True),
        (field(shown="", fill="0.9 0.9 1 rg 0 0 200 20 re f", V=String(made.NUMBER)), False),
        (field(shown=None, V=String(made.NUMBER)), False),
        (field(shown="onbekend", V=String("onbekend"), DV=String(made.NUMBER)), False),
        (field(shown="onbekend", V=String("onbekend"), RV=String(f"<p>{made.NUMBER}</p>")), False),
        (field(shown="*********", flags=1 << 13, V=String(made.NUMBER)), False),
    ],
)
def test_values_that_the_appearance_does_not_show(tmp_path: Path, data: bytes, *, covered: bool) -> None:
    found = [h for h in inside(tmp_path, data) if h.where is Where.FORM_FIELD]
    assert [(made.NUMBER in h.text, h.covered, h.page) for h in found] == [(True, covered, 1)]


@pytest.mark.parametrize(
    "data",
    [
        field(shown=made.NUMBER, V=String(made.NUMBER)),
        field(shown="Willeke de Bruijn", V=String("Willeke  de\nBruijn"), DV=String("")),
        field(shown="12 mei 1990", V=String("12 mei 1990"), DV=String("Vul hier uw datum in")),
    ],
)
def test_values_that_are_shown(tmp_path: Path, data: bytes) -> None:
    assert alarms(inside(tmp_path, data)) == []


def test_xfa(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        data = Stream(pdf, f"<xfa:data><bsn>{made.NUMBER}</bsn></xfa:data>".encode())
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([String("datasets"), data]))

    assert holds(inside(tmp_path, page(change)), Where.FORM_FIELD)


# attachments


def _archive_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _docx() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"<w:p><w:t>BSN</w:t><w:t>{made.NUMBER}</w:t></w:p>")
    return buffer.getvalue()


def _png(*, bar: bool = False) -> bytes:
    buffer = io.BytesIO()
    made.picture(bar=bar).save(buffer, "PNG")
    return buffer.getvalue()


CARRIED = {
    "text": f"BSN: {made.NUMBER}".encode(),
    "utf-16": f"BSN: {made.NUMBER}".encode("utf-16"),
    "xml": f"<a><bsn>{made.NUMBER}</bsn></a>".encode(),
    "docx": _docx(),
    "pdf": made.base("typst"),
    "scan": made.scanned(made.base("reportlab")),
    "picture": _png(),
    "pdf that hides": made.box(made.base("hand")),
}


def _embedded(pdf: pikepdf.Pdf, data: bytes) -> None:
    pdf.attachments["bijlage"] = pikepdf.AttachedFileSpec(pdf, data, filename="bijlage")


def _spec(pdf: pikepdf.Pdf, data: bytes) -> Any:
    return pikepdf.AttachedFileSpec(pdf, data, filename="bijlage").obj


def _associated(pdf: pikepdf.Pdf, data: bytes) -> None:
    pdf.Root.AF = Array([_spec(pdf, data)])


def _by_note(pdf: pikepdf.Pdf, data: bytes) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=_spec(pdf, data)
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


@pytest.mark.parametrize("name", CARRIED)
@pytest.mark.parametrize("way", [_embedded])
def test_attachments_are_looked_into(tmp_path: Path, name: str, way: Any) -> None:
    found = inside(tmp_path, page(lambda pdf: way(pdf, CARRIED[name])))
    assert holds(found, Where.ATTACHMENT)
    assert not any(h.covered for h in found)


@pytest.mark.parametrize("way", [_associated, _by_note])
def test_every_way_to_attach(tmp_path: Path, way: Any) -> None:
    assert holds(inside(tmp_path, page(lambda pdf: way(pdf, CARRIED["text"]))), Where.ATTACHMENT)


def test_a_pdf_in_a_pdf_in_a_pdf(tmp_path: Path) -> None:
    data = made.base("hand")
    for _ in range(2):
        inner = data
        data = page(lambda pdf, inner=inner: _embedded(pdf, inner))
    assert holds(inside(tmp_path, data), Where.ATTACHMENT)


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02" * 500, b"PK\x03\x04broken", b"%PDF-1.4 broken", b"\xff\xd8\xffbroken", b""]
)
def test_attachments_of_no_use(tmp_path: Path, data: bytes) -> None:
    assert alarms(inside(tmp_path, page(lambda pdf: _embedded(pdf, data)))) == []


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    limits = Limits.model_validate({"max_stream_bytes": 1_000_000})
    bomb = b"BSN: " + made.NUMBER.encode() + bytes(30_000_000)
    found = inside(tmp_path, page(lambda pdf: _embedded(pdf, bomb)), limits)
    attached = [h for h in found if h.where is Where.ATTACHMENT]
    assert not any(made.NUMBER in h.text for h in attached)
    assert [h.unread for h in attached] == [True, False]


def _with_password(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="open", owner="own"))
    return out.getvalue()


def _archive(*, encrypted: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "niets")
    data = bytearray(out.getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= encrypted  # general purpose flag, bit 0
    return bytes(data)


def test_an_attached_pdf_with_more_pages_than_are_looked_at_is_told(tmp_path: Path) -> None:
    long = pikepdf.new()
    for _ in range(11):
        long.add_blank_page()
    data = made.saved(long)
    assert any(h.unread for h in inside(tmp_path, page(lambda pdf: _embedded(pdf, data))))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_with_password(made.base("hand")), True),
        (made.base("hand"), False),
        (_archive(encrypted=True), True),
        (_archive(encrypted=False), False),
    ],
)
def test_an_encrypted_attachment_is_told(tmp_path: Path, data: bytes, told: bool) -> None:
    found = inside(tmp_path, page(lambda pdf: _embedded(pdf, data)))
    assert any(h.unread and h.where is Where.ATTACHMENT for h in found) is told


def _revised_often(data: bytes) -> bytes:
    """A PDF with more earlier versions than are looked through, and a hidden number."""
    end = data[data.rindex(b"startxref") :]
    return made.box(data) + 41 * (b"\n" + end)


def _nested(data: bytes) -> bytes:
    for _ in range(3):
        inner = data
        data = page(lambda pdf, inner=inner: _embedded(pdf, inner))
    return data


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_revised_often(made.base("hand")), id="revisions"),
        pytest.param(_nested(made.base("hand")), id="deep"),
        pytest.param(b"%PDF-1.4 broken", id="broken"),
        pytest.param(b"\xff\xd8\xffbroken", id="broken picture"),
        pytest.param(b"\xd0\xcf\x11\xe0\x00" * 100, id="unknown"),
        pytest.param(gzip.compress(bytes(9 * 2**20)), id="long when unpacked"),
        pytest.param(b"a" * 300_000, id="long text"),
    ],
)
def test_what_was_not_looked_into_in_an_attachment_is_told(tmp_path: Path, data: bytes) -> None:
    found = inside(tmp_path, page(lambda pdf: _embedded(pdf, data)))
    assert any(h.unread and h.where is Where.ATTACHMENT for h in found)


def test_a_mail_with_a_large_attachment_is_looked_into(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail.set_content("Zie de bijlage.")
    padding = "".join(f"regel {i}\n" for i in range(15_000))
    mail.add_attachment((padding + made.LINE).encode(), "application", "octet-stream", filename="a.txt")
    found = inside(tmp_path, page(lambda pdf: _embedded(pdf, mail.as_bytes())))
    assert holds(found, Where.ATTACHMENT)
    assert not any(h.unread for h in found)


# strokes without appearance


def _stroked(**more: Any) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        line = Dictionary(Type=Name.Annot, Subtype=Name.Line, Rect=Array([70, 690, 300, 710]), **more)
        pdf.pages[0].Annots = Array([pdf.make_indirect(line)])

    return page(change)


PLACES = Array([72, 700, 300, 700])


@pytest.mark.parametrize(
    ("more", "largest", "told"),
    [
        ({"L": PLACES}, 2**20, False),
        ({"L": PLACES}, 10, True),
        ({"L": Array([72, Name.None_, 300, 700])}, 2**20, True),
        ({"L": PLACES, "F": 2}, 10, False),
    ],
    ids=["drawn", "too large", "no numbers", "not shown"],
)
def test_strokes_that_nothing_shows_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: dict[str, Any], largest: int, *, told: bool
) -> None:
    monkeypatch.setattr("verification.reading.hidden.strokes.MAX_BYTES", largest)
    path = tmp_path / "stroke.pdf"
    path.write_bytes(_stroked(**more))
    assert [h.where for h in hidden_on_page(path, 0) if h.unread] == ([Where.ANNOTATION] if told else [])


def test_more_attachments_than_are_looked_into_are_told(tmp_path: Path) -> None:
    limits = Limits.model_validate({"max_attachments": 1})

    def two(pdf: pikepdf.Pdf) -> None:
        for name in ("a", "b"):
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"niets", filename=name)

    assert [h.unread for h in inside(tmp_path, page(two), limits)] == [False, True]


# revisions


@pytest.mark.parametrize("linear", [False, True])
@pytest.mark.parametrize("builder", ["reportlab", "typst", "letters"])
def test_a_bar_in_a_later_revision(tmp_path: Path, builder: str, *, linear: bool) -> None:
    data = made.base(builder)
    bar = f"{made.rectangle(made.spot(data))} f".encode()
    update = made.content_update(lambda old: b"q " + old + b" Q 0 g " + bar)
    found = inside(tmp_path, made.revised(data, update, linear=linear))
    assert holds(found, Where.REVISION)
    assert [h.covered for h in found if h.where is Where.REVISION] == [True]


def test_a_number_taken_out_in_a_later_revision(tmp_path: Path) -> None:
    update = made.content_update(lambda old: old.replace(made.NUMBER.encode(), b" "))
    assert holds(inside(tmp_path, made.revised(made.base("hand"), update)), Where.REVISION)


def test_more_changed_pages_than_are_compared_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verification.reading.hidden.revisions.MAX_PAGES", 0)
    data = made.base("reportlab")
    changed = made.revised(data, made.content_update(lambda old: old + b" 0 g 10 10 50 50 re f"))
    assert any(h.unread and h.where is Where.REVISION for h in inside(tmp_path, changed))


def _add_text(old: bytes) -> bytes:
    return b"q " + old + b" Q BT /F1 12 Tf 80 300 Td (Aanvulling) Tj ET"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(made.revised(made.base("hand"), made.content_update(lambda old: old)), id="rewritten"),
        pytest.param(made.revised(made.base("hand"), made.content_update(_add_text)), id="text added"),
        pytest.param(
            made.revised(made.base("reportlab"), lambda writer: writer.set_info(None), linear=True),
            id="linearised",
        ),
        pytest.param(
            made.saved(pikepdf.open(io.BytesIO(made.base("typst"))), linearize=True), id="only linearised"
        ),
    ],
)
def test_revisions_that_hide_nothing(tmp_path: Path, data: bytes) -> None:
    assert alarms(inside(tmp_path, data)) == []


def test_a_signature_hides_nothing(tmp_path: Path) -> None:
    data = pki.sign(
        pki.sign(made.base("reportlab"), pki.issue("A", pki.intermediate())),
        pki.issue("B", pki.intermediate()),
        field="Two",
    )
    assert alarms(inside(tmp_path, data)) == []


# layers


def layered(*, state: str, ops: str, barred: bool = False) -> bytes:
    """A page with one layer, switched on or off when the file opens."""

    def change(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("laag")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(**{state: Array([group])}))
        target = pdf.pages[0]
        target.add_resource(group, Name.Properties, Name("/L1"))
        if barred:
            target.contents_add(Stream(pdf, b"0 g 95 395 200 16 re f"))
        target.contents_add(Stream(pdf, f"/OC /L1 BDC {ops} EMC".encode()))

    return page(change)


WORDS = f"BT /F1 12 Tf 100 400 Td ({made.LINE}) Tj ET"


@pytest.mark.parametrize("barred", [False, True])
def test_text_in_a_layer_that_is_off(tmp_path: Path, *, barred: bool) -> None:
    path = tmp_path / "layer.pdf"
    path.write_bytes(layered(state="OFF", ops=f"1 g {WORDS}" if barred else WORDS, barred=barred))
    (found,) = hidden_on_page(path, 0)
    assert (found.where, made.NUMBER in found.text, found.covered) == (Where.LAYER, True, barred)


def test_a_bar_in_a_layer_that_can_be_switched_off(tmp_path: Path) -> None:
    path = tmp_path / "layer.pdf"
    data = made.over(made.base("hand"), lambda r: f"/OC /L1 BDC 0 g {made.rectangle(r)} f EMC")
    pdf = pikepdf.open(io.BytesIO(data))
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("balk")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(ON=Array([group])))
    pdf.pages[0].add_resource(group, Name.Properties, Name("/L1"))
    path.write_bytes(made.saved(pdf))
    assert holds(hidden_on_page(path, 0), Where.LAYER)


def test_a_scan_in_a_layer_under_the_same_scan_with_a_bar(tmp_path: Path) -> None:
    path = tmp_path / "layer.pdf"
    pdf = pikepdf.open(io.BytesIO(made.scanned(made.base("hand"), bar="black")))
    clean = pikepdf.open(io.BytesIO(made.scanned(made.base("hand"))))
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("intern")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    target = pdf.pages[0]
    target.add_resource(group, Name.Properties, Name("/L1"))
    (image,) = clean.pages[0].get_images().values()
    name = target.add_resource(pdf.copy_foreign(image), Name.XObject)
    _, _, wide, high = target.mediabox
    target.contents_add(Stream(pdf, f"/OC /L1 BDC q {wide} 0 0 {high} 0 0 cm {name} Do Q EMC".encode()))
    path.write_bytes(made.saved(pdf))
    assert [h.covered for h in hidden_on_page(path, 0) if h.where is Where.LAYER] == [True]


# what no page draws


def _shown_with_bar(change: Any) -> bytes:
    pdf = pikepdf.open(io.BytesIO(made.scanned(made.base("hand"), bar="black")))
    clean = pikepdf.open(io.BytesIO(made.scanned(made.base("hand"))))
    change(pdf, clean)
    return made.saved(pdf)


def _image_left_in_resources(pdf: pikepdf.Pdf, clean: pikepdf.Pdf) -> None:
    (image,) = clean.pages[0].get_images().values()
    pdf.pages[0].add_resource(pdf.copy_foreign(image), Name.XObject, Name("/Old"))


def _alternate_image(pdf: pikepdf.Pdf, clean: pikepdf.Pdf) -> None:
    (image,) = clean.pages[0].get_images().values()
    (shown,) = pdf.pages[0].get_images().values()
    other = Dictionary(Image=pdf.copy_foreign(image), DefaultForPrinting=True)
    shown.Alternates = Array([other])


@pytest.mark.parametrize("change", [_image_left_in_resources, _alternate_image])
def test_the_picture_from_before_the_bar(tmp_path: Path, change: Any) -> None:
    found = inside(tmp_path, _shown_with_bar(change))
    assert holds(found, Where.IMAGE)
    assert any(h.covered and h.page == 1 for h in found)


def test_a_picture_of_something_else_is_no_alarm(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf, clean: pikepdf.Pdf) -> None:
        noise = np.random.default_rng(1).integers(0, 255, (300, 300), np.uint8)
        pdf.pages[0].add_resource(made.image_xobject(pdf, noise), Name.XObject, Name("/Old"))

    assert alarms(inside(tmp_path, _shown_with_bar(change))) == []


def _form_left(pdf: pikepdf.Pdf) -> None:
    font = pdf.pages[0].obj.Resources.Font
    form = Stream(
        pdf, f"BT /F1 12 Tf 10 10 Td ({made.LINE}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form
    )
    form.BBox, form.Resources = Array([0, 0, 400, 40]), Dictionary(Font=font)
    pdf.pages[0].add_resource(form, Name.XObject, Name("/Old"))


def _form_drawn(pdf: pikepdf.Pdf) -> None:
    _form_left(pdf)
    pdf.pages[0].contents_add(Stream(pdf, b"q 1 0 0 1 50 50 cm /Old Do Q"))


def test_a_form_that_no_page_draws(tmp_path: Path) -> None:
    assert holds(inside(tmp_path, page(_form_left)), Where.TEXT)
    assert inside(tmp_path, page(_form_drawn)) == ()


def test_a_layer_that_is_on(tmp_path: Path) -> None:
    path = tmp_path / "layer.pdf"
    path.write_bytes(layered(state="ON", ops="BT /F1 12 Tf 100 400 Td (Concept) Tj ET"))
    assert [h for h in hidden_on_page(path, 0) if h.covered] == []


def clipped(window: str) -> bytes:
    pdf = pikepdf.open(io.BytesIO(made.scanned(made.base("hand"))))
    content = pdf.pages[0].obj.Contents
    content.write(f"{window} W n ".encode() + content.read_bytes())
    return made.saved(pdf)


def test_the_part_of_a_picture_that_a_clip_hides(tmp_path: Path) -> None:
    path = tmp_path / "clip.pdf"
    path.write_bytes(clipped("0 0 612 500 re"))
    assert holds(hidden_on_page(path, 0), Where.IMAGE)
    assert not _stored_is_shown(path)
    path.write_bytes(clipped("0 0 612 1000 re"))
    assert hidden_on_page(path, 0) == ()
    assert _stored_is_shown(path)


def test_a_clip_that_leaves_out_the_number_only(tmp_path: Path) -> None:
    x0, y0, x1, y1 = made.spot(made.base("hand"))
    path = tmp_path / "hole.pdf"
    path.write_bytes(
        clipped(f"0 0 612 900 re {x0 - 130} {y0 - 3} {x1 - x0 + 140} {y1 - y0 + 6} re W* n 0 0 612 900 re")
    )
    assert holds(hidden_on_page(path, 0), Where.IMAGE)


def test_a_line_on_noisy_paper_is_read() -> None:
    noise = np.random.default_rng(3).integers(245, 255, (2400, 1700, 3), dtype=np.uint8)
    sheet = Image.fromarray(noise)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 30)
    ImageDraw.Draw(sheet).text((200, 300), made.LINE, fill=(20, 20, 20), font=font)
    assert made.NUMBER in see.read(np.asarray(sheet), page=True)


def test_a_picture_drawn_too_small_to_be_seen(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_indirect(made.image_xobject(pdf, np.asarray(made.picture(bar=False))))
        pdf.pages[0].add_resource(image, Name.XObject, Name("/Im1"))
        pdf.pages[0].contents_add(Stream(pdf, b"q 0.5 0 0 2 300 300 cm /Im1 Do Q"))

    path = tmp_path / "small.pdf"
    path.write_bytes(page(change))
    assert holds(hidden_on_page(path, 0), Where.IMAGE)


def _stored_is_shown(path: Path) -> bool:
    with pdfium.PdfDocument(path) as document:
        page = document[0]
        (image,) = content_of(page, Frame(page)).images
        return image.straight


# samples that colours hide, text that is no object of a page


def coloured(pixels: np.ndarray[Any, Any], **keys: object) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_indirect(made.image_xobject(pdf, pixels))
        image.update(Dictionary(**keys))
        pdf.pages[0].add_resource(image, Name.XObject, Name("/Im1"))
        pdf.pages[0].contents_add(Stream(pdf, b"q 450 0 0 300 60 200 cm /Im1 Do Q"))

    return page(change)


def test_samples_that_their_colours_hide(tmp_path: Path) -> None:
    grey = np.asarray(made.picture(bar=False).convert("L"))
    bilevel = np.where(grey > 128, np.uint8(240), np.uint8(10))
    assert holds(inside(tmp_path, coloured(grey, Decode=Array([1, 1]))), Where.IMAGE)
    assert holds(inside(tmp_path, coloured(bilevel, Mask=Array([8, 12]))), Where.IMAGE)
    white = Array([Name.Indexed, Name.DeviceGray, 1, String(b"\xff\xff")])
    indexes = (bilevel > 100).astype(np.uint8)
    assert holds(inside(tmp_path, coloured(indexes, ColorSpace=white)), Where.IMAGE)


def test_samples_that_their_colours_show(tmp_path: Path) -> None:
    grey = np.asarray(made.picture(bar=False).convert("L"))
    both = Array([Name.Indexed, Name.DeviceGray, 1, String(b"\x00\xff")])
    for data in (
        coloured(255 - grey, Decode=Array([1, 0])),
        coloured(grey, Mask=Array([255, 255])),
        coloured((grey > 128).astype(np.uint8), ColorSpace=both),
    ):
        assert inside(tmp_path, data) == ()


def test_text_of_size_nothing(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        content = f"BT /F1 0 Tf 10 10 Td ({made.LINE}) Tj ET"
        pdf.pages[0].contents_add(Stream(pdf, content.encode()))

    assert holds(inside(tmp_path, page(change)), Where.TEXT)


@pytest.mark.parametrize(("cover", "hidden"), [(b"0 g 0 0 400 60 re f", True), (b"", False)])
def test_text_in_a_pattern(tmp_path: Path, cover: bytes, hidden: bool) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        cell = Stream(pdf, f"BT /F 14 Tf 10 20 Td ({made.LINE}) Tj ET".encode())
        cell.update(
            Dictionary(
                PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 400, 60]), XStep=400, YStep=900
            )
        )
        cell.Resources = Dictionary(Font=Dictionary(F=font))
        pdf.pages[0].add_resource(pdf.make_indirect(cell), Name.Pattern, Name("/P1"))
        pdf.pages[0].contents_add(Stream(pdf, b" /Pattern cs /P1 scn 0 0 400 60 re f " + cover))

    assert holds(inside(tmp_path, page(change)), Where.TEXT) is hidden


# base images and thumbnails


def masked(alpha_over_number: int) -> bytes:
    image = np.asarray(made.picture(bar=False))
    alpha = np.full(image.shape[:2], 255, dtype=np.uint8)
    alpha[390:450, 50:480] = alpha_over_number

    def change(pdf: pikepdf.Pdf) -> None:
        smask = pdf.make_indirect(made.image_xobject(pdf, alpha))
        base = pdf.make_indirect(made.image_xobject(pdf, image, SMask=smask))
        pdf.pages[0].add_resource(base, Name.XObject, Name("/Im1"))
        pdf.pages[0].contents_add(Stream(pdf, b"q 450 0 0 300 60 200 cm /Im1 Do Q"))

    return page(change)


def test_a_base_image_under_its_soft_mask(tmp_path: Path) -> None:
    found = inside(tmp_path, masked(0))
    assert holds(found, Where.IMAGE)
    assert alarms(inside(tmp_path, masked(255))) == []


def thumbed(*, bar_on_page: bool) -> bytes:
    data = made.base("reportlab")
    small = np.asarray(made_thumbnail(data))
    pdf = pikepdf.open(io.BytesIO(made.box(data) if bar_on_page else data))
    pdf.pages[0].obj.Thumb = pdf.make_indirect(made.image_xobject(pdf, small))
    return made.saved(pdf)


def made_thumbnail(data: bytes) -> Image.Image:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    picture = document[0].render(scale=2).to_pil().convert("RGB").resize((212, 300))
    document.close()
    return picture


def test_a_thumbnail_from_before_the_bar(tmp_path: Path) -> None:
    assert alarms(inside(tmp_path, thumbed(bar_on_page=True))) == [Where.THUMBNAIL]
    assert alarms(inside(tmp_path, thumbed(bar_on_page=False))) == []


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_said(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        inside(tmp_path, data)


def test_too_large_a_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        inside(tmp_path, made.base("hand"), Limits.model_validate({"max_file_bytes": 100}))


# every string, wherever it hangs


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"bsn = '{made.NUMBER}'"))


def _picture_metadata(pdf: pikepdf.Pdf) -> None:
    image = made.image_xobject(pdf, np.zeros((4, 4), np.uint8))
    image.Metadata = Stream(pdf, f"<x><d>BSN {made.NUMBER}</d></x>".encode(), Type=Name.Metadata)
    pdf.pages[0].add_resource(image, Name.XObject, Name("/Dot"))


def _layer_name(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(f"BSN {made.NUMBER}")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary())


def _private_stream(pdf: pikepdf.Pdf) -> None:
    stream = Stream(pdf, f"eerder: BSN {made.NUMBER}".encode())
    pdf.pages[0].obj.PieceInfo = Dictionary(App=Dictionary(Private=stream))


def _user_property(pdf: pikepdf.Pdf) -> None:
    entry = Dictionary(N=String("BSN"), Value=String(made.NUMBER))
    pdf.Root.StructTreeRoot = Dictionary(K=Dictionary(S=Name.P, A=Dictionary(P=Array([entry]))))


@pytest.mark.parametrize("change", [_script, _picture_metadata, _layer_name, _private_stream, _user_property])
def test_a_number_in_a_place_that_nobody_thinks_of(tmp_path: Path, change: Any) -> None:
    assert holds(inside(tmp_path, page(change)), Where.METADATA)


def test_a_number_before_and_behind_the_file(tmp_path: Path) -> None:
    words = f"BSN {made.NUMBER}\n".encode()
    assert holds(inside(tmp_path, page() + words), Where.METADATA)
    assert holds(inside(tmp_path, b"% " + words + page()), Where.METADATA)
    assert inside(tmp_path, page() + b"\0" * 500) == ()


def _hidden_note(pdf: pikepdf.Pdf, *, flags: int) -> None:
    form = Stream(pdf, f"BT /F1 12 Tf 5 5 Td ({made.LINE}) Tj ET".encode(), Type=Name.XObject)
    form.Subtype, form.BBox = Name.Form, Array([0, 0, 300, 20])
    form.Resources = Dictionary(Font=pdf.pages[0].obj.Resources.Font)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=flags, Rect=Array([72, 400, 372, 420]))
    note.AP = Dictionary(N=pdf.make_indirect(form))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def test_an_annotation_that_is_not_drawn(tmp_path: Path) -> None:
    assert holds(inside(tmp_path, page(lambda pdf: _hidden_note(pdf, flags=2))), Where.ANNOTATION)
    assert not holds(inside(tmp_path, page(lambda pdf: _hidden_note(pdf, flags=4))), Where.ANNOTATION)


@pytest.mark.parametrize(
    "data",
    [
        _archive_of({"origineel.pdf": made.base("hand")}),
        _archive_of({"map.zip": _archive_of({"a.txt": made.LINE.encode()})}),
        b"MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n" + base64.b64encode(made.LINE.encode()),
        gzip.compress(made.LINE.encode()),
        made.LINE.encode("utf-16-be"),
    ],
    ids=["zip", "zip in zip", "mail", "gzip", "wide letters"],
)
def test_attachments_in_wrappings(tmp_path: Path, data: bytes) -> None:
    assert holds(inside(tmp_path, page(lambda pdf: _embedded(pdf, data))), Where.ATTACHMENT)


def test_an_attachment_that_nothing_names(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Oud = pdf.make_indirect(Stream(pdf, made.LINE.encode(), Type=Name.EmbeddedFile))

    assert holds(inside(tmp_path, page(change)), Where.ATTACHMENT)
