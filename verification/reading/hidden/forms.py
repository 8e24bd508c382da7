"""Values of form fields that their appearance does not show.

Source: domain, section 4, row "Form fields: /V, /DV, /RV, XFA against appearance"; ISO 32000-2, 12.7.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pikepdf

from verification.model import Hidden, Where
from verification.reading.hidden import see
from verification.reading.hidden.strings import joined, plain, unpacked
from verification.reading.hidden.unread import unread

MAX_FIELDS = 5_000
MAX_DEPTH = 20
STREAM_BYTES = 4 * 2**20
HIDDEN_FLAGS = 0b100010  # Hidden, NoView (ISO 32000-2, table 167)
PASSWORD = 1 << 13
DARK = 0.4  # of the light: a field is filled with lighter colours
COVERED = 0.5  # of the box of an appearance
MASKING = set("*•·●xX-–—_█■# ")


def form_values(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    """Field values, default values, rich texts and XFA data that the page does not show."""
    form = pdf.Root.get("/AcroForm")
    notes = {
        annotation.objgen: (number, annotation)
        for number, page in enumerate(pdf.pages, 1)
        for annotation in _list(page.obj.get("/Annots"))
        if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == pikepdf.Name.Widget
    }
    pages = {key: number for key, (number, _) in notes.items()}
    shown: list[str] = []
    fields = list(form_fields(form)) if isinstance(form, pikepdf.Dictionary) else []
    known = {field.objgen for field in fields}
    fields += [note for key, (_, note) in notes.items() if key not in known]  # that no form lists
    if len(fields) >= MAX_FIELDS:
        yield unread(Where.FORM_FIELD)
    for field in fields:
        shown += [_appearance(widget) for widget in _widgets(field)]
    visible = see.letters(" ".join(shown))
    for field in fields:
        yield from _field(field, visible, pages)
    text = joined(_xfa(form)) if isinstance(form, pikepdf.Dictionary) else ""
    if text and not _all_shown(text, visible):
        yield Hidden(Where.FORM_FIELD, None, None, text, 0.9, covered=False)


def _list(value: Any) -> list[Any]:
    return list(value)[:MAX_FIELDS] if isinstance(value, pikepdf.Array) else []


def form_fields(form: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """The fields of a form and all below them, at most MAX_FIELDS; cycles end."""
    todo = [(field, 0) for field in _list(form.get("/Fields"))]
    seen: set[tuple[int, int]] = set()
    while todo and len(seen) < MAX_FIELDS:
        field, depth = todo.pop()
        if not isinstance(field, pikepdf.Dictionary) or depth > MAX_DEPTH:
            continue
        if field.is_indirect and field.objgen in seen:
            continue
        seen.add(field.objgen if field.is_indirect else (-len(seen) - 1, 0))
        yield field
        todo += [(kid, depth + 1) for kid in _list(field.get("/Kids"))]


def _widgets(field: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    kids = [kid for kid in _list(field.get("/Kids")) if isinstance(kid, pikepdf.Dictionary)]
    return [w for w in [field, *kids] if "/Rect" in w]


def _inherited(field: pikepdf.Dictionary, key: str) -> Any:
    for _ in range(MAX_DEPTH):
        if key in field:
            return field.get(key)
        parent = field.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            return None
        field = parent
    return None


def _field(field: pikepdf.Dictionary, visible: str, pages: dict[tuple[int, int], int]) -> Iterator[Hidden]:
    widgets = _widgets(field)
    kind = str(_inherited(field, "/FT") or "")
    keys = ("/V", "/DV", "/RV") if kind in ("/Tx", "/Ch") else ()
    values = [_text(field.get(key)) for key in (*keys, "/Opt", "/TU", "/TM")]
    for widget in widgets:
        captions = widget.get("/MK", pikepdf.Dictionary())
        values += [_text(captions.get(key)) for key in ("/CA", "/RC", "/AC")]
    signed = field.get("/V")
    if kind == "/Sig" and isinstance(signed, pikepdf.Dictionary):
        values += [_text(signed.get(key)) for key in ("/Reason", "/Location", "/ContactInfo", "/Name")]
    page = next((pages[w.objgen] for w in widgets if w.objgen in pages), None)
    for i, value in enumerate(values):
        if not value or _all_shown(value, visible):
            continue
        covered = (
            i == 0
            and bool(keys)
            and bool(widgets)
            and all(_masks(field, widget, value) for widget in widgets)
        )
        yield Hidden(Where.FORM_FIELD, page, None, value, 0.9, covered=covered)


def _masks(field: pikepdf.Dictionary, widget: pikepdf.Dictionary, value: str) -> bool:
    """Whether the appearance stands in place of the value: stars, crosses, or a painted box."""
    if int(_inherited(field, "/Ff") or 0) & PASSWORD or len(see.letters(value)) < 4:
        return False
    if int(widget.get("/F", 0)) & HIDDEN_FLAGS or not _has_appearance(widget):
        return False
    text = _appearance(widget).strip()
    return set(text) <= MASKING if text else _is_dark(widget)


def _is_dark(widget: pikepdf.Dictionary) -> bool:
    """Whether the appearance paints most of its box in a dark colour."""
    stream = widget.AP.N
    left, bottom, right, top = (float(v) for v in stream.get("/BBox", (0, 0, 0, 0)))
    box, dark, most = abs((right - left) * (top - bottom)), True, 0.0  # a fill is black unless told
    for step in pikepdf.parse_content_stream(stream, "g rg k sc scn re"):
        name, values = str(step.operator), list(step.operands)
        if name == "re" and len(values) == 4:
            most = max(most, abs(float(values[2]) * float(values[3]))) if dark else most
        elif name != "re" and values and all(isinstance(v, int | float | Decimal) for v in values):
            tones = [float(v) for v in values]
            dark = max(tones[:3]) < DARK if len(tones) < 4 else tones[3] + sum(tones[:3]) / 3 > 1 - DARK
    return box > 0 and most > COVERED * box


def _has_appearance(widget: pikepdf.Dictionary) -> bool:
    appearance = widget.get("/AP")
    return isinstance(appearance, pikepdf.Dictionary) and isinstance(appearance.get("/N"), pikepdf.Stream)


def _text(value: Any) -> str:
    if isinstance(value, pikepdf.String):
        return plain(str(value).encode())
    if isinstance(value, pikepdf.Stream):
        return plain(unpacked(value, STREAM_BYTES) or b"")
    if isinstance(value, pikepdf.Array):
        return " ".join(_text(item) for item in _list(value)[:100])
    return ""


def _all_shown(value: str, visible: str) -> bool:
    """Whether every word of a value stands in some appearance; nothing to tell counts as shown."""
    return all(see.letters(word) in visible for word in value.split()) or see.letters(value) in visible


def _appearance(widget: pikepdf.Dictionary) -> str:
    """The strings that a widget draws. An appearance in a font without readable codes gives ''."""
    if not _has_appearance(widget) or int(widget.get("/F", 0)) & HIDDEN_FLAGS:
        return ""
    stream = widget.AP.N
    if not isinstance(stream, pikepdf.Stream) or unpacked(stream, STREAM_BYTES) is None:
        return ""
    out: list[str] = []
    _strings(stream, out, 0)
    return "".join(out)


def _strings(stream: Any, out: list[str], depth: int) -> None:
    for step in pikepdf.parse_content_stream(stream, "Tj TJ ' \" Do T* Td TD Tm"):
        name, operands = str(step.operator), list(step.operands)
        if name in ("Tj", "'", '"') and operands:
            out.append(_decoded(operands[-1]))
        elif name == "TJ" and operands:
            out.extend(_decoded(part) for part in _list(operands[0]) if isinstance(part, pikepdf.String))
        elif name in ("T*", "Td", "TD", "Tm"):
            out.append("")
        elif name == "Do" and depth < 3:
            inner = stream.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
            found = inner.get(str(operands[0])) if operands else None
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == pikepdf.Name.Form:
                _strings(found, out, depth + 1)


def _decoded(value: Any) -> str:
    """A shown string: one byte a letter, or two where every other byte is zero (an Identity font)."""
    data = bytes(value)
    if len(data) > 1 and len(data) % 2 == 0 and not any(data[::2]):
        data = data[1::2]
    return data.decode("cp1252", "replace")


def _xfa(form: pikepdf.Dictionary) -> Iterator[str]:
    packets = form.get("/XFA")
    streams = [packets] if isinstance(packets, pikepdf.Stream) else _list(packets)
    names = [str(s) if isinstance(s, pikepdf.String) else None for s in streams]
    for i, stream in enumerate(streams):
        wanted = len(streams) == 1 or names[i - 1] in ("datasets", "form", "template")
        if isinstance(stream, pikepdf.Stream) and wanted:
            yield plain(unpacked(stream, STREAM_BYTES) or b"")
