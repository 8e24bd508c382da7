"""What a picture file carries beside its picture."""

from __future__ import annotations

from pathlib import Path

from verification.model import Hidden


def hidden_in_picture(path: Path) -> tuple[Hidden, ...]:
    """Thumbnails, metadata and content under transparency of a JPEG, PNG, TIFF, WebP or HEIC file."""
    return ()
