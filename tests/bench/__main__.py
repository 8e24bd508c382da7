"""`make bench`: whole processes on the same files in the same run, against OCRmyPDF 17, pdfplumber, a bare
endpoint; the full set against the engine alone, against boto3, and against itself with ten documents stored.

States each target and whether it is met. The exit status is 1 only if something could not be run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from tests.bench import documents, programs, reading, stored, throughput, uploads, uploads_s3
from tests.bench.errors import error_rate
from tests.servers.programs import ServerError

SPEED = 5.0  # times the pages per minute of OCRmyPDF
ACCURACY = 0.001  # character error rate above that of OCRmyPDF
BORN_DIGITAL_PAGES = 50
UPLOADS = 0.5  # of the rate of a bare endpoint, and of boto3
THROUGHPUT = 0.85  # of the pages per minute of the engine alone
GROWN = 1.15  # times the memory at a third of the bytes: flat, but for what the system keeps
SLOWER = 1.2  # times as long, with very many documents stored

ROWS = ("many", "one", "text", "uploads", "throughput", "uploads-s3", "stored")
_AGAINST_OTHERS = {"many", "one", "text"}


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("--seed", type=int, default=0, help="of the documents")
    options.add_argument("--repeat", type=int, default=3, help="runs of the short files; the median counts")
    options.add_argument("--pages", type=int, default=24, help="of the row `throughput`")
    options.add_argument("--mebibytes", type=int, default=1024, help="of the row `uploads-s3`")
    options.add_argument("--stored", type=int, default=20_000, help="documents of the row `stored`")
    options.add_argument("--requests", type=int, default=100, help="of each kind in the row `stored`")
    options.add_argument("--only", choices=ROWS, action="append", help="this row alone; repeatable")
    chosen = options.parse_args()
    try:
        if _AGAINST_OTHERS & set(chosen.only or ROWS):
            programs.install_others()
        with tempfile.TemporaryDirectory(prefix="bewijsloket-bench-") as folder:
            failed = _run(Path(folder), chosen.only or ROWS, chosen)
    except (programs.BenchError, OSError) as exc:
        print(exc, file=sys.stderr)
        return 1
    return 1 if failed else 0


def _run(folder: Path, rows: Sequence[str], chosen: argparse.Namespace) -> list[str]:
    """Run the rows; one that could not be run is told and costs no other. Returns the names of those."""
    seed, repeat = chosen.seed, chosen.repeat
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
            elif row == "throughput":
                _throughput(folder, seed, chosen.pages)
            elif row == "uploads-s3":
                _uploads_s3(folder, chosen.mebibytes)
            elif row == "stored":
                _stored(folder, chosen.stored, chosen.requests)
            else:
                documents.born_digital(text, pages=BORN_DIGITAL_PAGES, seed=seed)
                _born_digital(text, repeat)
        except (programs.BenchError, ServerError) as exc:
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
        _rate(name, one)
    _target(f"at least {UPLOADS:g} of its rate", theirs.seconds / ours.seconds, UPLOADS)
    print()


def _throughput(folder: Path, seed: int, pages: int) -> None:
    paths = throughput.files(folder / "throughput", pages=pages, seed=seed)
    alone = throughput.engine_alone(paths)
    ours = throughput.full_set_seconds(folder / "throughput-set", paths)
    print(f"{pages} scanned pages, a file each, from the first byte sent to the last file checked")
    for name, seconds in (("the full set", ours), ("the engine alone", alone)):
        print(f"  {name:<24}{seconds:7.1f} s {60 * pages / seconds:8.1f} pages/minute")
    _share(f"at least {THROUGHPUT:.0%} of the engine alone", alone / ours, THROUGHPUT)
    print()


def _uploads_s3(folder: Path, mebibytes: int) -> None:
    third, ours, theirs = uploads_s3.measured(
        folder / "uploads-s3", each=mebibytes * 2**20 // uploads.STREAMS
    )
    print(f"{mebibytes} MiB in {uploads.STREAMS} streams to the same S3 server, on disk")
    for name, one in (
        ("a third, by tus", third),
        ("bewijsloket, by tus", ours),
        ("boto3 upload_fileobj", theirs),
    ):
        _rate(name, one)
    _share(f"at least {UPLOADS:.0%} of boto3", theirs.seconds / ours.seconds, UPLOADS)
    grown = ours.memory / third.memory
    _verdict(f"memory at most {GROWN:g} times that at a third", f"{grown:.2f} times", grown <= GROWN)
    print()


def _stored(folder: Path, many: int, requests: int) -> None:
    print(f"Answers of the API on PostgreSQL, {stored.FEW} documents stored and {many:,}; medians")
    found = stored.answers(folder, many=many, requests=requests)
    for one in found:
        print(f"  {one.name:<24}{1000 * one.few:7.1f} ms {1000 * one.many:7.1f} ms  {one.ratio:.2f} times")
    worst = max(found, key=lambda one: one.ratio)
    _verdict(f"at most {SLOWER:g} times", f"{worst.ratio:.2f} times ({worst.name})", worst.ratio <= SLOWER)
    print()


def _rate(name: str, one: uploads.Uploaded) -> None:
    memory = f"  at most {one.memory / 2**20:.0f} MiB of memory" if one.memory else ""
    print(f"  {name:<24}{one.seconds:7.1f} s {one.rate:8.1f} MiB/s{memory}")


def _mean_error(truth: list[str], texts: list[str]) -> float:
    padded = [*texts, *[""] * len(truth)]
    return mean(error_rate(wanted, got) for wanted, got in zip(truth, padded, strict=False))


def _line(name: str, timing: programs.Timing, pages: int, more: str = "") -> None:
    rate = 60 * pages / timing.wall
    print(f"  {name:<24}{timing.wall:7.1f} s ({timing.processor:5.1f}) {rate:8.1f} pages/minute  {more}")


def _target(name: str, ratio: float, least: float) -> None:
    _verdict(name, f"{ratio:.1f} times", ratio >= least)


def _share(name: str, ratio: float, least: float) -> None:
    _verdict(name, f"{ratio:.0%}", ratio >= least)


def _verdict(name: str, figure: str, met: bool) -> None:
    print(f"  target {name}: {figure}, {'met' if met else 'NOT met'}")


if __name__ == "__main__":
    sys.exit(main())
