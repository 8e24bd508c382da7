"""The chain of declarations, and checking it from files alone.

    0001.json               what was destroyed: canonical JSON
    0001.nl.pdf, .en.pdf    the same for people (PDF/A-2a)
    0001.tombstones.jsonl   a line for each document
    0001.people.json        who; apart, with its own period, and part of no hash
    chain.jsonl             a line for each declaration: hashes of its files, and the head before it
    head.json               how many there are, and the last head

A head is the SHA-256 of a line of the chain, which names the head before it. What was changed, removed, put
in between or cut off shows; where somebody made the whole chain and `head.json` anew, only a head that was
kept elsewhere tells (`--head`: it is in the ledger and in the locked bucket).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from retention.destruction.errors import BadFiles

NOTHING_BEFORE = "0" * 64
CHAIN, HEAD = "chain.jsonl", "head.json"
PDF_LANGUAGES = ("nl", "en")
KINDS = ("json", "tombstones.jsonl", *(f"{lang}.pdf" for lang in PDF_LANGUAGES))
_OURS = re.compile(r"(\d{4,})\.(?:json|(?:nl|en)\.pdf|tombstones\.jsonl)")
_REFERENCE = re.compile(r"[0-9a-f]{32}")
_HMAC = re.compile(r"[0-9a-f]{64}")
_STONE = {"reference", "category", "startYear", "list", "hmac"}


class Fault(StrEnum):
    """What `verify` can find."""

    CHANGED = "changed"  # a file is not what was declared
    MISSING = "missing"  # a file that the chain names is not there
    INSERTED = "inserted"  # a file, or a line, that does not belong there
    BROKEN = "broken"  # a line does not follow the one before it
    CUT = "cut"  # the chain ends before its head
    OTHER_HEAD = "other-head"  # it ends at another head than the one that was given
    TOMBSTONES = "tombstones"  # they do not fit what the declaration says


@dataclass(frozen=True, slots=True)
class Finding:
    """`number` of the declaration, 0 for the whole; `file` is the file's name."""

    fault: Fault
    number: int
    file: str


def canonical(data: Mapping[str, Any]) -> str:
    """JSON that is the same for the same data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def file_name(number: int, what: str) -> str:
    """The name of one of the files of a declaration.

    >>> file_name(3, "nl.pdf")
    '0003.nl.pdf'
    """
    return f"{number:04d}.{what}"


def verify(folder: Path, *, head: str | None = None) -> tuple[int, list[Finding]]:
    """How many declarations there are, and everything that is wrong. BadFiles where there is no chain."""
    lines, end = _read(folder)
    found = list(_check_lines(folder, lines))
    found += _check_end(lines, end, head)
    found += _check_others(folder, lines)
    return len(lines), found


def _read(folder: Path) -> tuple[list[str], Mapping[str, Any]]:
    try:
        lines = (folder / CHAIN).read_text(encoding="utf-8").splitlines()
        end = json.loads((folder / HEAD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise BadFiles("there is no chain of declarations here, or it cannot be read") from exc
    if not isinstance(end, dict):
        raise BadFiles("the head of the chain cannot be read")
    return lines, end


def _check_lines(folder: Path, lines: list[str]) -> Iterator[Finding]:
    before = NOTHING_BEFORE
    for number, line in enumerate(lines, start=1):
        try:
            link = json.loads(line)
            said, files = (link["number"], link["before"]), dict(link["files"])
        except (ValueError, KeyError, TypeError):
            yield Finding(Fault.CHANGED, number, CHAIN)
            return
        if said != (number, before):
            yield Finding(Fault.BROKEN, number, CHAIN)
        yield from _check_files(folder, number, files)
        before = sha256(line)


def _check_files(folder: Path, number: int, files: Mapping[str, str]) -> Iterator[Finding]:
    wrong = False
    if set(files) != {file_name(number, kind) for kind in KINDS}:
        yield Finding(Fault.BROKEN, number, CHAIN)
        return
    for name, expected in sorted(files.items()):
        try:
            content = (folder / name).read_bytes()
        except OSError:
            yield Finding(Fault.MISSING, number, name)
            wrong = True
            continue
        if sha256(content) != expected:
            yield Finding(Fault.CHANGED, number, name)
            wrong = True
    if not wrong:
        yield from _check_stones(folder, number)


def _check_stones(folder: Path, number: int) -> Iterator[Finding]:
    """Every tombstone is one, no reference stands twice, and they add up to what was declared."""
    name = file_name(number, "tombstones.jsonl")
    try:
        declared = json.loads((folder / file_name(number, "json")).read_text(encoding="utf-8"))
        stones = [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
        years: dict[int, int] = {}
        for one in stones:
            years[one["startYear"]] = years.get(one["startYear"], 0) + 1
        fits = (
            all(_is_stone(one) and one["list"] == declared["list"] for one in stones)
            and len({one["reference"] for one in stones}) == len(stones) == declared["documents"]
            and years == {one["startYear"]: one["documents"] for one in declared["lines"]}
        )
    except (OSError, ValueError, KeyError, TypeError):
        fits = False
    if not fits:
        yield Finding(Fault.TOMBSTONES, number, name)


def _is_stone(one: Mapping[str, Any]) -> bool:
    whole = set(one) == _STONE
    return whole and bool(_REFERENCE.fullmatch(one["reference"]) and _HMAC.fullmatch(one["hmac"]))


def _check_end(lines: list[str], end: Mapping[str, Any], head: str | None) -> Iterator[Finding]:
    last = sha256(lines[-1]) if lines else NOTHING_BEFORE
    if (end.get("count"), end.get("head")) != (len(lines), last):
        yield Finding(Fault.CUT, len(lines), HEAD)
    if head is not None and head.lower() != last:
        yield Finding(Fault.OTHER_HEAD, len(lines), CHAIN)


def _check_others(folder: Path, lines: list[str]) -> Iterator[Finding]:
    for path in sorted(folder.iterdir()):
        ours = _OURS.fullmatch(path.name)
        if ours is not None and not 1 <= int(ours.group(1)) <= len(lines):
            yield Finding(Fault.INSERTED, int(ours.group(1)), path.name)
