"""Command line: `python -m judge OUT --seed N [--share F] [--only PREFIX] [--jobs 2]`."""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import random
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from .model import Bundle
from .registry import Leaf

MODULES = (
    "identity",
    "ordinary",
    "redaction",
    "controls",
    "language",
    "forms",
    "certification",
    "translation",
    "safety",
)


def leaves() -> list[Leaf]:
    """Return all leaf strata in a fixed order."""
    result: list[Leaf] = []
    for name in MODULES:
        collect: Callable[[], list[Leaf]] = import_module(f".{name}", __package__).leaves
        result += collect()
    return sorted(result, key=lambda leaf: leaf.stratum)


def _seed(seed: int, stratum: str, index: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}|{stratum}|{index}".encode()).digest()[:8], "big")


def produce(task: tuple[Path, int, Leaf, int]) -> dict[str, Any]:
    """Make one bundle, write its files and return its manifest entry."""
    out, seed, leaf, index = task
    bundle: Bundle = leaf.make(random.Random(_seed(seed, leaf.stratum, index)), index)
    name = re.sub(r"[^a-z0-9]+", "-", leaf.stratum.lower()) + f"-{index:04d}"
    folder = out / "files" / name
    folder.mkdir(parents=True, exist_ok=True)
    for doc in bundle.docs:
        (folder / doc.name).write_bytes(doc.data)
    return {
        "id": name,
        "stratum": leaf.stratum,
        "procedure": bundle.procedure,
        "files": [doc.truth() for doc in bundle.docs],
    }


def main() -> None:
    """Write the corpus."""
    parser = argparse.ArgumentParser(prog="judge", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument(
        "--share", type=float, default=1.0, help="share of every stratum, at least one of each"
    )
    parser.add_argument("--only", default="", help="strata that start with this")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    tasks = [
        (options.out, options.seed, leaf, index)
        for leaf in leaves()
        if leaf.stratum.startswith(options.only)
        for index in range(max(1, round(leaf.count * options.share)))
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    with (
        multiprocessing.get_context("fork").Pool(options.jobs) as pool,
        (options.out / "manifest.jsonl").open("w", encoding="utf-8") as manifest,
    ):
        for entry in pool.imap(produce, tasks, chunksize=4):
            manifest.write(json.dumps(entry, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
