"""The first look at a file: is it there, what is it, how many pages, and is it safe to go on?

Runs in a reading process: opening a hostile file may hang, crash or eat memory.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from verification.errors import UnreadableFile
from verification.model import Problem
from verification.reading import filetype, pdf_probe, pictures
from verification.reading.found import Family, Probe

if TYPE_CHECKING:
    from verification.limits import Limits

CHUNK_BYTES = 1 << 20


def probe(path: str, limits: Limits) -> Probe:
    """Everything that can be said of the file without reading its pages. Raises for no content."""
    file = Path(path)
    unfit = presence(file, limits)
    if unfit is not None:
        size, problem = unfit
        return Probe(size, None, problems=(problem,))
    try:
        size, sha256 = fingerprint(file)
    except PermissionError:
        return Probe(file.stat().st_size, None, problems=(Problem("safety.no-permission", {}),))
    kind = filetype.detect(file)
    try:
        pages, problems = _open(file, kind.family, limits)
    except UnreadableFile as exc:
        # Of a file that is called .pdf and is none, the mismatch says it all.
        said = any(problem.params.get("variant") == "not-a-pdf" for problem in kind.problems)
        own = () if said else (Problem(exc.code, exc.params),)
        return Probe(size, sha256, kind.media_type, problems=(*kind.problems, *own))
    return Probe(size, sha256, kind.media_type, kind.family, pages, (*kind.problems, *problems))


def presence(file: Path, limits: Limits) -> tuple[int, Problem] | None:
    """Why this path cannot be read as a file at all, with its size (bytes); None where it can."""
    try:
        facts = file.stat()
    except PermissionError:
        return 0, Problem("safety.no-permission", {})
    except (FileNotFoundError, NotADirectoryError):
        return 0, Problem("safety.not-found", {})
    except (OSError, ValueError):  # a name too long, a loop of links, a NUL in the name
        return 0, Problem("safety.not-found", {})
    if stat.S_ISDIR(facts.st_mode):
        return 0, Problem("safety.unsupported", {"variant": "folder"})
    if not stat.S_ISREG(facts.st_mode):
        return 0, Problem("safety.unsupported", {"variant": "device"})
    if not _may_read(file, facts):
        return facts.st_size, Problem("safety.no-permission", {})
    if facts.st_size == 0:
        return 0, Problem("safety.empty", {})
    if facts.st_size > limits.max_file_bytes:
        megabytes = str(limits.max_file_bytes // 2**20)
        return facts.st_size, Problem("safety.too-large", {"variant": "file", "limit": megabytes})
    return None


def _may_read(file: Path, facts: os.stat_result) -> bool:
    """Whether the file may be read. To root, who may read anything, what nobody may read is closed."""
    if not os.access(file, os.R_OK):
        return False
    return os.geteuid() != 0 or bool(facts.st_mode & (stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH))


def fingerprint(file: Path) -> tuple[int, str]:
    """Size in bytes and SHA-256 of the file, read in pieces."""
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def _open(file: Path, family: Family, limits: Limits) -> tuple[int, tuple[Problem, ...]]:
    if family is Family.PDF:
        return pdf_probe.look_into(file, limits)
    if family is Family.PICTURE:
        pages = pictures.count_frames(file, limits)
        if pages > limits.max_pages:
            raise UnreadableFile("safety.too-many-pages", {"limit": str(limits.max_pages)})
        return pages, ()
    variant = {Family.OFFICE: "office", Family.TEXT: "text"}.get(family, "other")
    raise UnreadableFile("safety.unsupported", {"variant": variant})
