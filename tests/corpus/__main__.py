"""Write the corpus: `python -m tests.corpus OUT --seed N [--share F] [--only PREFIX] [--jobs 2]`."""

from __future__ import annotations

import argparse
import math
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from tests.corpus import registry


def identifier(stratum: str, number: int) -> str:
    """A folder name for a bundle."""
    return f"{stratum.replace('/', '-')}-{number:04d}"


def build(job: tuple[str, int, int, str]) -> str:
    """Make bundle `number` of a stratum, write its files, and return its manifest line."""
    stratum, number, seed, out = job
    recipe = registry.load()[stratum]
    bundle = recipe.make(Random(f"{seed}/{stratum}/{number}"), number)
    bundle.id = identifier(stratum, number)
    folder = Path(out) / "files" / bundle.id
    folder.mkdir(parents=True, exist_ok=True)
    for file in bundle.files:
        (folder / file.name).write_bytes(file.data)
    return bundle.line()


def plan(*, share: float, only: str, seed: int, out: str) -> list[tuple[str, int, int, str]]:
    """All jobs: at least one bundle of every chosen stratum."""
    jobs = []
    for stratum, recipe in sorted(registry.load().items()):
        if stratum.startswith(only):
            count = (
                max(1, math.ceil(recipe.count * share - 1e-9)) if share < 1 else round(recipe.count * share)
            )
            jobs += [(stratum, number, seed, out) for number in range(count)]
    return jobs


def main(argv: list[str] | None = None) -> int:
    """Command line entry."""
    parser = argparse.ArgumentParser(prog="tests.corpus", description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="show strata and counts, write nothing")
    args = parser.parse_args(argv)
    jobs = plan(share=args.share, only=args.only, seed=args.seed, out=args.out)
    if args.list:
        counts: dict[str, int] = {}
        for stratum, *_ in jobs:
            counts[stratum] = counts.get(stratum, 0) + 1
        print("\n".join(f"{count:5d}  {stratum}" for stratum, count in counts.items()))
        print(f"{len(jobs):5d}  in all")
        return 0
    Path(args.out).mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    if args.jobs > 1:
        with ProcessPoolExecutor(args.jobs) as pool:
            lines = list(pool.map(build, jobs, chunksize=4))
    else:
        lines = [build(job) for job in jobs]
    manifest = Path(args.out) / "manifest.jsonl"
    manifest.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} bundles in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
