"""The structure of a PDF: can it be opened, how many pages, what in it acts, what in it is a bomb.

qpdf's own limits bound what it unpacks while opening; the page tree is walked here, because a tree may be
cyclic, ten thousand deep, or claim pages it has not.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import pikepdf

from verification.errors import UnreadableFile
from verification.model import Problem

if TYPE_CHECKING:
    from verification.limits import Limits

DEEPEST_TREE = 64  # levels; real files have fewer than ten
MM_PER_POINT = 25.4 / 72
DEFLATE_RATIO = 1032  # the most that one pass of deflate unpacks a byte to
INFLATE_BYTES = 1 << 20  # unpacked at a time
MOST_OBJECTS = 300_000  # objects looked through for actions
DEEPEST_OBJECT = 12  # levels of direct objects within one object
TRAILER_WITHIN = 2048  # bytes from the end

# What an action does when the page is opened or clicked. /URI and /GoTo are ordinary links.
_ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/ImportData": "launch",
    "/GoToE": "embedded-files",
    "/Rendition": "multimedia",
    "/Movie": "multimedia",
    "/Sound": "multimedia",
    "/RichMediaExecute": "multimedia",
}
_ANNOTATIONS = {
    "/FileAttachment": "embedded-files",
    "/RichMedia": "multimedia",
    "/Screen": "multimedia",
    "/Movie": "multimedia",
    "/3D": "multimedia",
}


def set_qpdf_bounds(limits: Limits) -> None:
    """Bound what qpdf unpacks in this process; beyond it a stream counts as damaged."""
    most = min(limits.max_stream_bytes, 2**32 - 1)
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=most,
        dct_max_memory=most,
        png_max_memory=most,
        run_length_max_memory=most,
        tiff_max_memory=most,
        dct_max_progressive_scans=200,
        max_stream_filters=8,
    )


def look_into(path: Path, limits: Limits) -> tuple[int, tuple[Problem, ...]]:
    """The number of pages and what is wrong; UnreadableFile where no page can or should be read."""
    set_qpdf_bounds(limits)
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            pages = _pages(pdf, limits)
            _refuse_bombs(pdf, limits)
            problems = [*_encryption(pdf), *_damage(path), *_active(pdf)]
            problems += _oversized(pages, limits)
            return len(pages), tuple(problems)
    except pikepdf.PasswordError as exc:
        raise UnreadableFile("safety.encrypted", {"variant": "password"}) from exc
    except MemoryError as exc:
        raise UnreadableFile("safety.too-large", {"variant": "unpacked"}) from exc
    except (
        pikepdf.PdfError,
        RuntimeError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        RecursionError,
    ) as exc:
        if "memory limit exceeded" in str(exc):  # a bomb in a stream of objects, stopped by qpdf's own limit
            raise UnreadableFile("safety.too-large", {"variant": "unpacked"}) from exc
        raise UnreadableFile("safety.malformed", {"variant": "pdf"}) from exc


def _pages(pdf: pikepdf.Pdf, limits: Limits) -> list[pikepdf.Object]:
    """The page objects in order, walked without recursion."""
    root = pdf.Root.get("/Pages")
    if not isinstance(root, pikepdf.Dictionary):
        raise UnreadableFile("safety.malformed", {"variant": "page-tree"})
    found: list[pikepdf.Object] = []
    above: set[tuple[int, int]] = set()
    waiting: list[tuple[pikepdf.Object | None, tuple[int, int], int]] = [(root, root.objgen, 0)]
    while waiting:
        node, place, depth = waiting.pop()
        if node is None:  # all below this node is done
            above.discard(place)
            continue
        if depth > DEEPEST_TREE or (place in above and place != (0, 0)):
            raise UnreadableFile("safety.malformed", {"variant": "page-tree"})
        kids = node.get("/Kids")
        if not isinstance(kids, pikepdf.Array):
            found.append(node)
            if len(found) > limits.max_pages:
                raise UnreadableFile("safety.too-many-pages", {"limit": str(limits.max_pages)})
            continue
        above.add(place)
        waiting.append((None, place, depth))
        below = [kids[index] for index in range(len(kids) - 1, -1, -1)]
        waiting += [(kid, kid.objgen, depth + 1) for kid in below if isinstance(kid, pikepdf.Dictionary)]
    if not found:
        raise UnreadableFile("safety.malformed", {"variant": "no-pages"})
    return found


def _encryption(pdf: pikepdf.Pdf) -> Iterator[Problem]:
    """A file that opens without a password but forbids copying can be read: told, not held against it."""
    if pdf.is_encrypted:
        yield Problem("safety.encrypted", {"variant": "restricted"})


def _damage(path: Path) -> Iterator[Problem]:
    """A file cut short. qpdf mends small errors of cross-references, and those lose nothing: not reported."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(TRAILER_WITHIN)
        file.seek(max(0, size - TRAILER_WITHIN))
        tail = file.read()
    linear = re.search(rb"/Linearized\b.{0,200}?/L\s+(\d+)", head, re.DOTALL)
    shorter = linear is not None and int(linear.group(1)) > size
    if shorter or not (b"startxref" in tail or b"%%EOF" in tail):
        yield Problem("safety.malformed", {"variant": "truncated"})


def _oversized(pages: list[pikepdf.Object], limits: Limits) -> Iterator[Problem]:
    for number, page in enumerate(pages, start=1):
        side = _longest_side_mm(page)
        if side > limits.max_page_mm:
            params = {
                "variant": "page",
                "millimetres": str(round(side)),
                "limit": str(round(limits.max_page_mm)),
            }
            yield Problem("safety.too-large", params, page=number)


def _longest_side_mm(page: pikepdf.Object) -> float:
    """The longest side of a page as shown; boxes can be inherited; without one the renderer takes A4."""
    box = _inherited(page, "/CropBox") or _inherited(page, "/MediaBox")
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return 0.0
    left, bottom, right, top = (float(value) for value in box)
    unit = float(page.get("/UserUnit", 1))
    return max(abs(right - left), abs(top - bottom)) * MM_PER_POINT * unit


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    node: pikepdf.Object | None = page
    for _ in range(DEEPEST_TREE):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _refuse_bombs(pdf: pikepdf.Pdf, limits: Limits) -> None:
    """UnreadableFile for a stream that unpacks beyond the limit, a picture stated to be over it, or more
    objects than can be looked through.
    """
    if len(pdf.objects) > MOST_OBJECTS:
        raise UnreadableFile("safety.too-large", {"variant": "objects"})
    for stream in _streams(pdf):
        picture = stream.get("/Subtype") == "/Image"
        if _unpacks_beyond(stream, limits, picture=picture):
            raise UnreadableFile("safety.too-large", {"variant": "pixels" if picture else "unpacked"})


def _streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            yield item


def _unpacks_beyond(stream: pikepdf.Stream, limits: Limits, *, picture: bool) -> bool:
    if picture:
        width, height = (int(stream.get(key, 0)) for key in ("/Width", "/Height"))
        return width * height > limits.max_pixels or max(width, height) > limits.max_side_pixels
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    passes = names.count("/FlateDecode") + names.count("/Fl")
    length = int(stream.get("/Length", 0))
    if not passes or length * DEFLATE_RATIO**passes <= limits.max_stream_bytes:
        return False
    unpacked: Iterator[bytes] = iter([stream.read_raw_bytes()])
    for _ in range(passes):
        unpacked = _inflate(unpacked)
    size = 0
    for piece in unpacked:
        size += len(piece)
        if size > limits.max_stream_bytes:
            return True
    return False


def _inflate(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack piece by piece, never holding more than one; a damaged stream ends where it breaks."""
    machine = zlib.decompressobj()
    for piece in packed:
        rest = piece
        while rest and not machine.eof:
            try:
                yield machine.decompress(rest, INFLATE_BYTES)
            except zlib.error:
                return
            rest = machine.unconsumed_tail


def _active(pdf: pikepdf.Pdf) -> list[Problem]:
    """Scripts, programs, embedded files and media, wherever in the file they hang."""
    found: set[str] = set()
    for item in pdf.objects:
        found |= set(_acts(item))
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        found |= {"embedded-files"} if _has_names(names["/EmbeddedFiles"]) else set()
    return [Problem("safety.active-content", {"variant": variant}) for variant in sorted(found)]


def _has_names(tree: pikepdf.Object) -> bool:
    return isinstance(tree, pikepdf.Dictionary) and bool(
        len(tree.get("/Names", [])) or len(tree.get("/Kids", []))
    )


def _acts(item: pikepdf.Object) -> Iterator[str]:
    """What this object, with the direct objects in it, does."""
    waiting: list[tuple[pikepdf.Object, int]] = [(item, 0)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, pikepdf.Array):
            children: list[pikepdf.Object | None] = list(node)
        elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            yield from _acts_itself(node)
            children = [node.get(key) for key in node.keys()]  # noqa: SIM118 - no iteration over pikepdf's
        else:
            continue
        if depth < DEEPEST_OBJECT:
            waiting += [(child, depth + 1) for child in children if _is_direct_container(child)]


def _is_direct_container(item: object) -> TypeGuard[pikepdf.Object]:
    return isinstance(item, pikepdf.Dictionary | pikepdf.Array) and not item.is_indirect


def _acts_itself(node: pikepdf.Object) -> Iterator[str]:
    action = node.get("/S")
    if isinstance(action, pikepdf.Name) and str(action) in _ACTIONS:
        if str(action) != "/JavaScript" or "/JS" in node:
            yield _ACTIONS[str(action)]
    elif "/JS" in node:
        yield "javascript"
    subtype = node.get("/Subtype")
    if isinstance(subtype, pikepdf.Name) and str(subtype) in _ANNOTATIONS:
        yield _ANNOTATIONS[str(subtype)]
    if "/EF" in node:
        yield "embedded-files"
