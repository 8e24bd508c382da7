"""Bad input: empty, broken, locked, active, huge and lying files. `write_all(folder)` writes the lot.

Each maker returns bytes; `CASES` gives its file name and the safety codes a careful intake reports.
Bombs are small on disk and would be large only to a reader that does not look first.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from tests.corpus import documents, scan
from tests.corpus.canvas import digital_pdf
from tests.corpus.language import invent
from tests.corpus.redactions import attach, save
from tests.corpus.redactions_more import classic


def plain(seed: int = 1, *, pages: int = 1) -> bytes:
    """A harmless letter as PDF."""
    rng = Random(seed)
    facts = invent("nl", rng)
    return digital_pdf([documents.letter(facts, rng, signed=False) for _ in range(pages)])


def empty() -> bytes:
    """No bytes at all."""
    return b""


def text_as_pdf() -> bytes:
    """A text file under another name."""
    return b"Dit is gewone tekst en geen PDF.\nNaam: A. de Vries\n" * 20


def truncated(share: float = 0.55) -> bytes:
    """A PDF whose upload stopped half-way."""
    data = plain()
    return data[: int(len(data) * share)]


def garbage_after_header() -> bytes:
    """The right first bytes, then noise."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + Random(5).randbytes(20_000)


def encrypted(user: str = "geheim", *, aes: bool = False) -> bytes:
    """Locked with a user password; an empty one opens by itself (only printing is restricted)."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        allow = pikepdf.Permissions(extract=False, modify_annotation=False)
        if aes:
            pdf.save(out, encryption=pikepdf.Encryption(owner="eigenaar", user=user, R=6, allow=allow))
        else:
            pdf.save(
                out,
                static_id=True,
                encryption=pikepdf.Encryption(
                    owner="eigenaar", user=user, R=3, aes=False, metadata=False, allow=allow
                ),
            )
    return out.getvalue()


def _edit(change: Callable[[Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        change(pdf)
        return save(pdf)


def javascript() -> bytes:
    """A script that runs on opening."""

    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('hallo');"))

    return _edit(change)


def javascript_in_names() -> bytes:
    """A document-level script in the name tree."""

    def change(pdf: Pdf) -> None:
        action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("this.print();")))
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))

    return _edit(change)


def launch() -> bytes:
    """A launch action."""

    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))

    return _edit(change)


def page_action() -> bytes:
    """A script tied to the page, in an additional-actions dictionary."""

    def change(pdf: Pdf) -> None:
        pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.beep();")))

    return _edit(change)


def submit_form() -> bytes:
    """An annotation that sends a form to an address."""

    def change(pdf: Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([0, 0, 595, 842]),
            A=Dictionary(
                S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String("https://voorbeeld.invalid/x"))
            ),
        )
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    return _edit(change)


def embedded_program() -> bytes:
    """An attachment that calls itself a program."""

    def change(pdf: Pdf) -> None:
        attach(pdf, "open-mij.exe", b"MZ" + bytes(600), mime="application/octet-stream")

    return _edit(change)


def many_pages(count: int = 10_000) -> bytes:
    """Ten thousand pages that share one content stream."""
    pdf = pikepdf.new()
    shared = pdf.make_indirect(Stream(pdf, b"BT /F1 12 Tf 60 700 Td (bladzijde) Tj ET"))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    tree = pdf.Root.Pages
    kids = Array([])
    for _ in range(count):
        kids.append(
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Page,
                    Parent=tree,
                    MediaBox=Array([0, 0, 595, 842]),
                    Contents=shared,
                    Resources=Dictionary(Font=Dictionary(F1=font)),
                )
            )
        )
    tree.Kids, tree.Count = kids, count
    return save(pdf)


def stream_bomb(megabytes: int = 1024) -> bytes:
    """A content stream that inflates from about a megabyte to a gigabyte."""
    squeeze = zlib.compressobj(9)
    block = b" " * (1 << 20)
    packed = b"".join(squeeze.compress(block) for _ in range(megabytes)) + squeeze.flush()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = Stream(pdf, b"")
    stream.write(packed, filter=Name.FlateDecode)
    pdf.pages[0].Contents = pdf.make_indirect(stream)
    return save(pdf)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(side: int = 50_000) -> bytes:
    """A PNG of side x side bilevel pixels in a few hundred kilobytes."""
    row = b"\0" + b"\xff" * ((side + 7) // 8)
    squeeze = zlib.compressobj(9)
    body = b"".join(squeeze.compress(row) for _ in range(side)) + squeeze.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def tiff_bomb(side: int = 40_000) -> bytes:
    """A TIFF that claims a gigantic deflated strip."""
    squeeze = zlib.compressobj(9)
    row = b"\xff" * side
    body = b"".join(squeeze.compress(row) for _ in range(side)) + squeeze.flush()
    tags = [
        (256, 4, side),
        (257, 4, side),
        (258, 3, 8),
        (259, 3, 8),
        (262, 3, 1),
        (273, 4, 0),
        (277, 3, 1),
        (278, 4, side),
        (279, 4, len(body)),
    ]
    at = 8 + 2 + len(tags) * 12 + 4
    ifd = struct.pack("<H", len(tags))
    for tag, kind, value in tags:
        ifd += struct.pack("<HHII", tag, kind, 1, at if tag == 273 else value)
    return b"II*\0" + struct.pack("<I", 8) + ifd + b"\0\0\0\0" + body


def picture(size: tuple[int, int], kind: str = "PNG") -> bytes:
    """A white picture of odd size."""
    out = io.BytesIO()
    Image.new("L", size, 255).save(out, kind)
    return out.getvalue()


def vast_page() -> bytes:
    """A page of ten metres by ten metres."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].MediaBox = Array([0, 0, 28_346, 28_346])
    return save(pdf)


def _broken_tree(kids: str) -> bytes:
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        kids.encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(f"{p:010d} 00000 n \n".encode() for p in places)
    out += f"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def cyclic_tree() -> bytes:
    """A page tree whose node is its own child."""
    return _broken_tree("<< /Type /Pages /Kids [2 0 R] /Count 1 >>")


def lying_count() -> bytes:
    """A page tree that claims two thousand million pages."""
    return _broken_tree("<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>")


def no_pages() -> bytes:
    """A valid file without a page."""
    return _broken_tree("<< /Type /Pages /Kids [] /Count 0 >>")


def deep_tree(depth: int = 5000) -> bytes:
    """A page tree thousands of levels deep."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(depth):
        parent = f"/Parent {level + 1} 0 R" if level else ""
        parts.append(f"<< /Type /Pages {parent} /Kids [{level + 3} 0 R] /Count 1 >>".encode())
    parts.append(f"<< /Type /Page /Parent {depth + 1} 0 R /MediaBox [0 0 595 842] >>".encode())
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{p:010d} 00000 n \n".encode() for p in places)
    out += f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def recursive_form() -> bytes:
    """A form that draws itself."""

    def change(pdf: Pdf) -> None:
        form = pdf.make_indirect(
            Stream(pdf, b"/Me Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]))
        )
        form.Resources = Dictionary(XObject=Dictionary(Me=form))
        name = pdf.pages[0].add_resource(form, Name.XObject, Name("/Fm0"))
        pdf.pages[0].contents_add(Stream(pdf, f"q {name} Do Q".encode()))

    return _edit(change)


def without_tounicode() -> bytes:
    """Readable to the eye; copied text is rubbish: glyph codes without a map."""
    with pikepdf.open(io.BytesIO(plain(3))) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                del font["/ToUnicode"]
        return save(pdf)


def polyglot() -> bytes:
    """A JPEG that is also a PDF: the comment segment holds the whole PDF."""
    picture_bytes = scan.jpeg(Image.new("RGB", (800, 600), (200, 210, 220)), 80)
    pdf = classic(plain(4))
    segments = b""
    for start in range(0, len(pdf), 65_000):
        part = pdf[start : start + 65_000]
        segments += b"\xff\xfe" + struct.pack(">H", len(part) + 2) + part
    return picture_bytes[:2] + segments + picture_bytes[2:]


def docx() -> bytes:
    """A word-processor file."""
    out = io.BytesIO()
    body = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.'
        'openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Curriculum '
        "vitae</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    kinds = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/'
        'document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
        '+xml"/></Types>'
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in (("[Content_Types].xml", kinds), ("word/document.xml", body)):
            box.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


@dataclass(frozen=True)
class Case:
    """One bad file."""

    name: str
    make: Callable[[], bytes]
    safety: tuple[str, ...] | None
    """Expected codes; None where several answers are right."""


CASES: dict[str, Case] = {
    "empty": Case("leeg.pdf", empty, ("safety.empty",)),
    "text-as-pdf": Case("brief.pdf", text_as_pdf, ("safety.type-mismatch",)),
    "truncated": Case("afgebroken.pdf", truncated, ("safety.malformed",)),
    "truncated-early": Case("afgebroken.pdf", lambda: truncated(0.04), ("safety.malformed",)),
    "truncated-late": Case("afgebroken.pdf", lambda: truncated(0.985), None),
    "garbage": Case("scan.pdf", garbage_after_header, ("safety.malformed",)),
    "encrypted-user": Case("slot.pdf", encrypted, ("safety.encrypted",)),
    "encrypted-user-aes": Case("slot.pdf", lambda: encrypted(aes=True), ("safety.encrypted",)),
    "encrypted-owner": Case("beperkt.pdf", lambda: encrypted(""), None),
    "javascript": Case("formulier.pdf", javascript, ("safety.active-content",)),
    "javascript-names": Case("formulier.pdf", javascript_in_names, ("safety.active-content",)),
    "page-action": Case("formulier.pdf", page_action, ("safety.active-content",)),
    "launch": Case("start.pdf", launch, ("safety.active-content",)),
    "submit-form": Case("verzend.pdf", submit_form, None),
    "embedded-program": Case("bijlage.pdf", embedded_program, None),
    "many-pages": Case("dik.pdf", many_pages, ("safety.too-many-pages",)),
    "stream-bomb": Case("klein.pdf", stream_bomb, None),
    "png-bomb": Case("foto.png", png_bomb, ("safety.too-large",)),
    "tiff-bomb": Case("fax.tiff", tiff_bomb, ("safety.too-large",)),
    "one-pixel": Case("punt.png", lambda: picture((1, 1)), None),
    "ribbon": Case("lint.png", lambda: picture((60_000, 10)), None),
    "vast-page": Case("plattegrond.pdf", vast_page, None),
    "cyclic-tree": Case("kring.pdf", cyclic_tree, ("safety.malformed",)),
    "lying-count": Case("veel.pdf", lying_count, None),
    "no-pages": Case("niets.pdf", no_pages, None),
    "deep-tree": Case("diep.pdf", deep_tree, None),
    "recursive-form": Case("spiegel.pdf", recursive_form, None),
    "no-tounicode": Case("letters.pdf", without_tounicode, ()),
    "polyglot": Case("foto.jpg", polyglot, None),
    "docx": Case("cv.docx", docx, ("safety.unsupported",)),
    "docx-as-pdf": Case("cv.pdf", docx, ("safety.type-mismatch",)),
    "bsn-in-name": Case("paspoort 123456782.pdf", plain, ()),
}


def write_all(folder: str | Path) -> dict[str, Path]:
    """Write every case below `folder/<case>/`; returns the paths by case."""
    paths = {}
    for key, case in CASES.items():
        path = Path(folder) / key / case.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.make())
        paths[key] = path
    return paths
