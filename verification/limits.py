"""Bounds on time, memory and size while reading; every one is a setting (`BEWIJSLOKET_...`)."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from verification.reading.found import bare


class Limits(BaseSettings):
    """Limits of the reader. Each field can be set by an environment variable with prefix BEWIJSLOKET_."""

    model_config = SettingsConfigDict(env_prefix="BEWIJSLOKET_", frozen=True)

    max_file_bytes: int = Field(200 * 2**20, description="largest file, bytes", gt=0)
    max_pages: int = Field(500, description="most pages in one file", gt=0)
    max_pixels: int = Field(120_000_000, description="most pixels in one picture or page", gt=0)
    max_side_pixels: int = Field(30_000, description="longest side of a picture, pixels", gt=0)
    max_page_mm: float = Field(5_000, description="longest side of a page, millimetres", gt=0)
    max_stream_bytes: int = Field(
        400 * 2**20, description="most bytes that one PDF stream may unpack to", gt=0
    )
    max_attachments: int = Field(50, description="most attachments looked into", gt=0)
    ocr_seconds_per_page: float = Field(60, description="time limit of text recognition per page, s", gt=0)
    page_seconds: float = Field(180, description="time limit of everything on one page, s", gt=0)
    file_open_seconds: float = Field(30, description="time limit for opening and probing one file, s", gt=0)
    ocr_dpi: int = Field(200, description="resolution that pages are recognised at", ge=100, le=600)
    worker_memory_bytes: int = Field(
        3 * 2**30, description="most address space of one reading process, bytes", gt=0
    )
    picture_dpi: int = Field(
        300, description="resolution above which page pictures are scaled down, dots per inch", ge=100, le=600
    )
    picture_side_pixels: int = Field(
        4200, description="longest side that pictures of unknown scale are brought down to, pixels", ge=1000
    )

    def __reduce__(self) -> tuple[Callable[[dict[str, Any]], SimpleNamespace], tuple[dict[str, Any]]]:
        """Sent to a reading process as bare values: importing what reads settings would take it 0.1 s."""
        return bare, (self.model_dump(),)
