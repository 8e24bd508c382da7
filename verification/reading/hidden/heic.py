"""Small pictures in a HEIC file: its thumbnails, which libheif does not hand out through our decoder.

Source: ISO/IEC 14496-12 (boxes `pitm`, `iref`) and 23008-12, 6.4.4 (reference `thmb`). In a copy of the file
the thumbnail is made the primary picture, and the decoder then gives that.
"""

from __future__ import annotations

from collections.abc import Iterator

MAX_THUMBNAILS = 4
_NO_LINK = b"none"
_FULL = 12  # bytes: size, type, version and flags of a box


def with_thumbnails_first(data: bytes) -> Iterator[bytes]:
    """The file once for each thumbnail, which stands as its picture; nothing if it has none."""
    primary, links = data.find(b"pitm") - 4, data.find(b"iref") - 4
    if primary < 0 or links < 0:
        return
    wide = 4 if data[primary + 8] else 2  # bytes of a picture's number
    place = slice(primary + _FULL, primary + _FULL + wide)
    shown = int.from_bytes(data[place], "big")
    for at, number in list(_thumbnails_of(data, links, shown))[:MAX_THUMBNAILS]:
        copy = bytearray(data)
        copy[place] = number.to_bytes(wide, "big")
        copy[at : at + 4] = _NO_LINK  # what is a thumbnail of something is no picture by itself
        yield bytes(copy)


def _thumbnails_of(data: bytes, links: int, shown: int) -> Iterator[tuple[int, int]]:
    """Where pictures say that they are thumbnails of this one, and their numbers."""
    end = min(len(data), links + int.from_bytes(data[links : links + 4], "big"))
    wide = 4 if data[links + 8] else 2
    at = links + _FULL
    while at + 8 + wide + 2 <= end:
        size = int.from_bytes(data[at : at + 4], "big")
        body = at + 8
        count = int.from_bytes(data[body + wide : body + wide + 2], "big")
        first = body + wide + 2
        targets = [
            int.from_bytes(data[first + i * wide : first + (i + 1) * wide], "big") for i in range(count)
        ]
        if data[at + 4 : at + 8] == b"thmb" and shown in targets:
            yield at + 4, int.from_bytes(data[body : body + wide], "big")
        if size < 8:
            return
        at += size
