"""`make bench`: whole processes on the same files in the same run, against OCRmyPDF 17, pdfplumber and a bare
endpoint.

States each target and whether it is met. The exit status is 1 only if something could not be run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from tests.bench import documents, programs, reading, uploads
from tests.bench.errors import error_rate

SPEED = 5.0  # times the pages per minute of OCRmyPDF
ACCURACY = 0.001  # character error rate above that of OCRmyPDF
BORN_DIGITAL_PAGES = 50
UPLOADS = 0.5  # of the rate of a bare endpoint

ROWS = ("many", "one", "text", "uploads")


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("--seed", type=int, default=0, help="of the documents")
    options.add_argument("--repeat", type=int, default=3, help="runs of the short files; the median counts")
    options.add_argument("--only", choices=ROWS, action="append", help="this row alone; repeatable")
    chosen = options.parse_args()
    try:
        programs.install_others()
        with tempfile.TemporaryDirectory(prefix="bewijsloket-bench-") as folder:
            failed = _run(Path(folder), chosen.seed, chosen.repeat, chosen.only or ROWS)
    except (programs.BenchError, OSError) as exc:
        print(exc, file=sys.stderr)
        return 1
    return 1 if failed else 0


def _run(folder: Path, seed: int, repeat: int, rows: Sequence[str]) -> list[str]:
    """Run the rows; one that could not be run is told and costs no other. Returns the names of those."""
    pages = documents.scanned_pages(seed) if set(rows) & {"many", "one"} else []
    many, one, text = folder / "scan-12.pdf", folder / "scan-1.pdf", folder / "text-50.pdf"
    print("Whole processes, wall clock; processor seconds in brackets.\n")
    failed = []
    for row in rows:
        try:
            if row == "many":
                documents.scans_to_pdf([(rgb, how) for _, how, rgb in pages], many)
                _scanned(many, [page.text for page, _, _ in pages])
            elif row == "one":
                documents.scans_to_pdf([(rgb, how) for _, how, rgb in pages[:1]], one)
                _single(one, repeat)
            elif row == "uploads":
                _uploads(folder, repeat)
            else:
                documents.born_digital(text, pages=BORN_DIGITAL_PAGES, seed=seed)
                _born_digital(text, repeat)
        except programs.BenchError as exc:
            print(f"  could not be run, so there is no figure: {exc}\n")
            failed.append(row)
    return failed


def _scanned(path: Path, truth: list[str]) -> None:
    sidecar = path.with_suffix(".txt")
    ours = programs.check(path, path.with_suffix(".json"))
    share = reading.read(path)
    theirs = programs.ocrmypdf(path, sidecar)
    our_error = _mean_error(truth, share.texts)
    their_error = _mean_error(truth, sidecar.read_text().split("\f"))
    print(f"{len(truth)} scanned pages, 300, 200 and 150 dpi, askew, three of them turned")
    _line("bewijsloket check", ours, len(truth), f"wrong characters {our_error:.2%}")
    _line("OCRmyPDF", theirs, len(truth), f"wrong characters {their_error:.2%}")
    print(f"  Tesseract itself: {share.tesseract:.1f} s of {share.whole:.1f} s of reading on one core, "
          f"of {ours.processor:.1f} s in all ({share.tesseract / ours.processor:.0%})")  # fmt: skip
    _target(f"at least {SPEED:g} times faster", theirs.wall / ours.wall, SPEED)
    limit = their_error + ACCURACY
    _verdict(f"wrong characters at most {limit:.2%}", f"{our_error:.2%}", our_error <= limit)
    _worst(truth, share.texts, sidecar.read_text().split("\f"))


def _worst(truth: list[str], ours: list[str], theirs: list[str]) -> None:
    rates = [
        " ".join(f"{error_rate(wanted, got):.2%}" for wanted, got in zip(truth, texts, strict=False))
        for texts in (ours, theirs)
    ]
    print(f"  page by page, ours:   {rates[0]}\n                theirs: {rates[1]}\n")


def _single(path: Path, repeat: int) -> None:
    ours, theirs = programs.in_turn(
        lambda: programs.check(path, path.with_suffix(".json")),
        lambda: programs.ocrmypdf(path, path.with_suffix(".txt")),
        repeat=repeat,
    )
    print("one scanned page, 300 dpi")
    _line("bewijsloket check", ours, 1)
    _line("OCRmyPDF", theirs, 1)
    _target(f"at least {SPEED:g} times faster", theirs.wall / ours.wall, SPEED)
    print()


def _born_digital(path: Path, repeat: int) -> None:
    ours, theirs = programs.in_turn(
        lambda: programs.check(path, path.with_suffix(".json")),
        lambda: programs.pdfplumber(path),
        repeat=repeat,
    )
    print(f"{BORN_DIGITAL_PAGES} born-digital pages")
    _line("bewijsloket check", ours, BORN_DIGITAL_PAGES)
    _line("pdfplumber, text alone", theirs, BORN_DIGITAL_PAGES)
    _target("faster", theirs.wall / ours.wall, 1.0)


def _uploads(folder: Path, repeat: int) -> None:
    """Turn by turn; the median counts. Memory of the last run."""
    runs = [
        (uploads.ours(folder / f"ours-{turn}"), uploads.bare(folder / f"bare-{turn}"))
        for turn in range(repeat)
    ]
    ours, theirs = (
        sorted(side, key=lambda one: one.seconds)[repeat // 2] for side in zip(*runs, strict=True)
    )
    print(f"1 GiB in {uploads.STREAMS} streams, on disk when answered")
    for name, one in (("bewijsloket, by tus", ours), ("bare Starlette", theirs)):
        print(
            f"  {name:<24}{one.seconds:7.1f} s {one.rate:8.1f} MiB/s  "
            f"at most {one.memory / 2**20:.0f} MiB of memory"
        )
    _target(f"at least {UPLOADS:g} of its rate", theirs.seconds / ours.seconds, UPLOADS)
    print()


def _mean_error(truth: list[str], texts: list[str]) -> float:
    padded = [*texts, *[""] * len(truth)]
    return mean(error_rate(wanted, got) for wanted, got in zip(truth, padded, strict=False))


def _line(name: str, timing: programs.Timing, pages: int, more: str = "") -> None:
    rate = 60 * pages / timing.wall
    print(f"  {name:<24}{timing.wall:7.1f} s ({timing.processor:5.1f}) {rate:8.1f} pages/minute  {more}")


def _target(name: str, ratio: float, least: float) -> None:
    _verdict(name, f"{ratio:.1f} times", ratio >= least)


def _verdict(name: str, figure: str, met: bool) -> None:
    print(f"  target {name}: {figure}, {'met' if met else 'NOT met'}")


if __name__ == "__main__":
    sys.exit(main())
