"""Files inside a PDF: embedded files, file attachment annotations, associated files, wherever they hang.

Source: domain, section 4, row "Attachments"; ISO 32000-2, 7.11.4, 12.5.6.15, 14.13.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pikepdf

from verification.model import Hidden, Where
from verification.reading.hidden.everything import containers
from verification.reading.hidden.opened import Opened, opened
from verification.reading.hidden.strings import joined, unpacked
from verification.reading.hidden.unread import unread

if TYPE_CHECKING:
    from verification.limits import Limits

FILE_BYTES = 60 * 2**20  # a larger attachment is named, not looked into, and told
_FILE = pikepdf.Name.EmbeddedFile


def attachments(pdf: pikepdf.Pdf, limits: Limits, *, depth: int = 0) -> Iterator[Hidden]:
    """The texts of all files inside, one Hidden each, and one more where a part was not looked into."""
    seen: set[tuple[int, int]] = set()
    for number, names, stream in _files(pdf):
        if stream.objgen in seen:
            continue
        if len(seen) >= limits.max_attachments:
            yield unread(Where.ATTACHMENT)
            return
        seen.add(stream.objgen)
        data = unpacked(stream, min(FILE_BYTES, limits.max_stream_bytes))
        inside = Opened(unread=True) if data is None else opened(data, limits, depth=depth)
        if inside.unread:
            yield unread(Where.ATTACHMENT, number)
        text = joined([*names, inside.text])
        yield Hidden(Where.ATTACHMENT, number, None, text, 0.9, covered=False)


def _files(pdf: pikepdf.Pdf) -> Iterator[tuple[int | None, list[str], pikepdf.Stream]]:
    """Page, names and stream of every embedded file: from the pages, and from anywhere else in the file."""
    for number, page in enumerate(pdf.pages, 1):
        for owner in (page.obj, *_dictionaries(page.obj.get("/Annots"))):
            for key in ("/AF", "/FS"):
                for spec in _dictionaries(owner.get(key)):
                    yield from ((number, _names(spec), stream) for stream in _streams(spec))
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Type") == _FILE:
            continue
        for node in containers(item):
            if isinstance(node, pikepdf.Dictionary) and "/EF" in node:
                yield from ((None, _names(node), stream) for stream in _streams(node))
    for item in pdf.objects:  # those that nothing names
        if isinstance(item, pikepdf.Stream) and item.get("/Type") == _FILE:
            yield None, [], item


def _dictionaries(value: Any) -> list[pikepdf.Dictionary]:
    if isinstance(value, pikepdf.Dictionary):
        return [value]
    if isinstance(value, pikepdf.Array):
        return [v for v in list(value) if isinstance(v, pikepdf.Dictionary)]
    return []


def _names(spec: pikepdf.Dictionary) -> list[str]:
    return [str(spec.get(k)) for k in ("/UF", "/F", "/Desc") if isinstance(spec.get(k), pikepdf.String)]


def _streams(spec: pikepdf.Dictionary) -> Iterator[pikepdf.Stream]:
    """The file, once for each system that has its own, and the files related to it."""
    for key in ("/EF", "/RF"):
        files = spec.get(key)
        for _, value in list(files.items()) if isinstance(files, pikepdf.Dictionary) else []:
            found = list(value) if isinstance(value, pikepdf.Array) else [value]
            yield from (stream for stream in found if isinstance(stream, pikepdf.Stream))
