"""A file sent by a plain form, for pages without JavaScript: bounded, and kept on disk while it comes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from intake.errors import BadRequest, TooLarge, TooSlow
from intake.receiving.arriving import Tally, announced_length, arriving
from intake.receiving.staging import told_space
from intake.settings import DeskSettings

_MOST_FIELDS = 10
_AROUND = 64 * 1024  # bytes a form may have besides the file


@dataclass(frozen=True, slots=True)
class SentFile:
    """The file of a form, open until the block ends. `size` in bytes."""

    file: BinaryIO
    name: str
    media_type: str
    size: int
    fields: Mapping[str, str]


@asynccontextmanager
async def sent_file(request: Request, settings: DeskSettings, tally: Tally) -> AsyncIterator[SentFile]:
    """Read the form. BadRequest where it is none or has no file, TooLarge and TooSlow by the settings."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise BadRequest(field="Content-Type")
    limit = settings.max_file_bytes
    if announced_length(request) > limit + _AROUND:
        raise TooLarge(limit=limit)
    body = _bounded(arriving(request, settings, tally), limit)
    parser = MultiPartParser(request.headers, body, max_files=1, max_fields=_MOST_FIELDS)
    try:
        with told_space():  # what is large waits on the disk
            form = await parser.parse()
    except (MultiPartException, ClientDisconnect) as exc:
        raise BadRequest(field="body") from exc
    except TooSlow as exc:
        raise TooSlow("form-too-slow") from exc
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise BadRequest("no-file")
        fields = {key: value for key, value in form.items() if isinstance(value, str)}
        media_type = file.content_type or "application/octet-stream"
        yield SentFile(file.file, file.filename, media_type, file.size or 0, fields)
    finally:
        await form.close()


async def _bounded(body: AsyncIterator[bytes], limit: int) -> AsyncGenerator[bytes, None]:
    room = limit + _AROUND
    async for chunk in body:
        room -= len(chunk)
        if room < 0:
            raise TooLarge(limit=limit)
        yield chunk
