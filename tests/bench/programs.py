"""The programs that are compared, each run as a whole process with its wall clock and processor time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
OTHERS = ROOT / ".venv-bench"  # OCRmyPDF (MPL-2.0) is a tool of the bench, never a dependency of the product
OCRMYPDF = "ocrmypdf>=17,<18"
MODELS = "nld+eng+fra+deu"
PLUMBER = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_text()
        page.close()
"""


class BenchError(Exception):
    """A program of the bench could not be run."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one whole process; `processor` with all its children."""

    wall: float
    processor: float


def timed(command: Sequence[str | Path], *, good: Sequence[int] = (0,), output: Path | None = None) -> Timing:
    """Run it; standard output goes to `output`. Raises BenchError if it does not end with a good status."""
    with (output or Path(os.devnull)).open("wb") as out:
        start = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], stdout=out, stderr=subprocess.PIPE)
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stderr.close()
    if child.returncode not in good:
        lines = said.decode(errors="replace").strip().splitlines()[-5:]
        raise BenchError(f"{Path(command[0]).name} ended with {child.returncode}:\n" + "\n".join(lines))
    return Timing(wall, usage.ru_utime + usage.ru_stime)


def in_turn(*runs: Callable[[], Timing], repeat: int) -> list[Timing]:
    """The median of each program, run in turn so that all meet the same load on the machine."""
    rounds = [[run() for run in runs] for _ in range(repeat)]
    return [middle(timings) for timings in zip(*rounds, strict=True)]


def middle(timings: Sequence[Timing]) -> Timing:
    """The median of each figure."""
    return Timing(median(t.wall for t in timings), median(t.processor for t in timings))


def check(path: Path, output: Path) -> Timing:
    """`bewijsloket check --json`: all checks included. 0 and 1 are verdicts, both good."""
    program = Path(sys.executable).parent / "bewijsloket"
    return timed([program, "check", "--json", path], good=(0, 1), output=output)


def ocrmypdf(path: Path, sidecar: Path) -> Timing:
    """Its PDF goes beside the input, never over it: the next run would find text in it and refuse."""
    output = path.with_name(f"{path.stem}-by-ocrmypdf.pdf")
    return timed(
        [OTHERS / "bin" / "ocrmypdf", "--quiet", "--rotate-pages", "--deskew", "--jobs", "2", "-l", MODELS,
         "--sidecar", sidecar, path, output],
    )  # fmt: skip


def pdfplumber(path: Path) -> Timing:
    return timed([sys.executable, "-c", PLUMBER, path])


def install_others() -> None:
    """OCRmyPDF into an environment of its own, once. Ghostscript comes from the system."""
    if (OTHERS / "bin" / "ocrmypdf").exists():
        return
    print(f"Installing {OCRMYPDF} into {OTHERS.name}")
    timed([sys.executable, "-m", "venv", OTHERS])
    timed([OTHERS / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", OCRMYPDF])
