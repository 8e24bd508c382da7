"""`make accuracy`: makes the judging corpus, checks it with the product, prints how often it was right.

The corpus was written without sight of the checks; nothing is tuned on it. `--corpus tests.corpus` measures
on the development corpus instead, which says less.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from tests.accuracy.bounds import lower_bound
from tests.accuracy.score import Verdict, verdicts
from verification.limits import Limits
from verification.model import Kind
from verification.reading.executors import Processes
from verification.recipe import FileInput, check_bundle
from verification.report.json_report import as_data
from verification.rulebook.loader import load_rules
from verification.trust import TrustStore

DAY = date(2026, 11, 21)
# A 99 % claim needs this many positives (issue: at least 300).
TARGETS = {
    "readable BSN found": 0.99,
    "no BSN alarm": 0.98,
    "failed redaction found": 1.0,
    "control silent": 1.0,
    "language of pages": 0.995,
    "language of forms": 0.97,
    "certification party": 0.96,
    "translation verdict": 0.96,
}


def main() -> None:
    """Generate, check, score, print."""
    parser = argparse.ArgumentParser(prog="make accuracy", description=__doc__)
    parser.add_argument("--corpus", default="tests.judge", help="package of the generator")
    parser.add_argument("--share", type=float, default=1.0, help="part of each stratum, 0 to 1")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--only", default="", help="strata that begin with this")
    parser.add_argument("--kinds", action="store_true", help="give the kind of each file, as with --as")
    parser.add_argument("--every", type=int, default=1, help="take every N-th bundle only")
    parser.add_argument("--folder", type=Path, help="use this corpus, already made")
    asked = parser.parse_args()
    folder = asked.folder or _generate(asked)
    lines = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
    lines = [line for line in lines if line["stratum"].startswith(asked.only)][:: asked.every]
    found = _run(lines, folder, asked.kinds)
    answers = "".join(json.dumps({"id": line["id"], **answer}) + "\n" for line, answer in found)
    (folder / "answers.jsonl").write_text(answers)
    judged = [verdict for line, answer in found for verdict in verdicts(line, answer)]
    _print_table(judged)
    _print_misses(judged)


def _generate(asked: argparse.Namespace) -> Path:
    name = asked.corpus.rpartition(".")[2]
    folder = Path("out") / f"{name}-{asked.seed}-{asked.share:g}"
    if not (folder / "manifest.jsonl").exists():
        command = [sys.executable, "-m", asked.corpus, str(folder), "--seed", str(asked.seed)]
        subprocess.run([*command, "--share", str(asked.share), "--jobs", "2"], check=True)
    return folder


def _run(
    lines: list[dict[str, Any]], folder: Path, kinds: bool
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Check every bundle; three threads keep two reading processes busy."""
    done, lock = [0], threading.Lock()

    def one(line: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        answer = _check(line, folder, executor, kinds)
        with lock:
            done[0] += 1
            if done[0] % 50 == 0:
                print(f"{done[0]} of {len(lines)} bundles", file=sys.stderr)
        return line, answer

    with Processes() as executor, ThreadPoolExecutor(executor.width + 1) as threads:
        return list(threads.map(one, lines))


def _check(line: dict[str, Any], folder: Path, executor: Processes, kinds: bool) -> dict[str, Any]:
    """One bundle, as the command checks it; with `kinds` told what each file is."""
    inputs = [
        FileInput(
            folder / "files" / line["id"] / file["name"],
            Kind(file["kind"]) if kinds and file.get("kind") else None,
        )
        for file in line["files"]
    ]
    rules = load_rules(line["procedure"], DAY)
    return as_data(
        check_bundle(inputs, rules=rules, executor=executor, limits=Limits(), trust=TrustStore.default())
    )


def _print_table(judged: list[Verdict]) -> None:
    by_claim: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in judged:
        by_claim[verdict.claim].append(verdict)
    print(f"\n{'claim / stratum':58} {'n':>5} {'right':>8} {'95 % at least':>14}  target")
    for claim in sorted(by_claim):
        target = TARGETS.get(claim)
        print(_row(claim, by_claim[claim]) + (f"  {target:.1%}" if target else ""))
        strata: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in by_claim[claim]:
            strata[verdict.stratum].append(verdict)
        for stratum in sorted(strata):
            print(_row(f"  {stratum}", strata[stratum]))


def _row(name: str, group: Iterable[Verdict]) -> str:
    rights = [verdict.right for verdict in group]
    hits, n = sum(rights), len(rights)
    return f"{name[:58]:58} {n:5} {hits / n:8.2%} {lower_bound(hits, n):14.2%}"


def _print_misses(judged: list[Verdict]) -> None:
    misses = [verdict for verdict in judged if not verdict.right]
    print(f"\n{len(misses)} misses")
    for miss in sorted(misses, key=lambda verdict: (verdict.claim, verdict.item)):
        print(f"  {miss.claim}: {miss.item} expected {miss.expected}; said {miss.said}")


if __name__ == "__main__":
    main()
