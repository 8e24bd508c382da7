"""Style sheets and scripts: few, all our own or kept beside ours, none from elsewhere."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from intake.api.tus import TheDesk
from intake.errors import NotFoundHere

router = APIRouter()

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_STYLES = ("components.css", "theme.css", "portal.css", "review.css")
_SCRIPTS = ("htmx.min.js", "portal.js", "upload.js", "sending.js", "review.js")
_FILES = frozenset({*_STYLES, *_SCRIPTS, "icon.svg"})
_CACHE = {"Cache-Control": "public, max-age=3600"}


@router.get("/static/{name}")
def static(name: str, desk: TheDesk) -> Response:
    """A file by its name; another theme by the setting."""
    if name not in _FILES:
        raise NotFoundHere
    path = Path(str(files("intake.pages") / "static" / name))
    if name == "theme.css" and desk.settings.theme is not None:
        path = desk.settings.theme
    return FileResponse(path, media_type=_TYPES[path.suffix], headers=_CACHE)
