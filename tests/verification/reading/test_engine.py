"""Whole files: pages in order, problems told, what is lost costs only itself."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.verification.reading import files
from verification.limits import Limits
from verification.model import DocumentReading, PageSource
from verification.reading.engine import read_document
from verification.reading.executors import Executor, Inline, Processes
from verification.reading.worker import Loss, Outcome, Task, perform

LIMITS = Limits()


@pytest.fixture(scope="module")
def pool() -> Iterator[Processes]:
    with Processes(2) as processes:
        yield processes


def read(path: Path, executor: Executor | None = None, **options: object) -> DocumentReading:
    return read_document(path, executor=executor or Inline(), limits=LIMITS, **options)  # type: ignore[arg-type]


def numbered(pages: int) -> bytes:
    parts = pikepdf.new()
    for number in range(1, pages + 1):
        with pikepdf.open(
            files.io.BytesIO(files.pdf(lambda c, n=number: c.drawString(72, 700, f"page {n}")))
        ) as one:
            parts.pages.extend(one.pages)
    out = files.io.BytesIO()
    parts.save(out)
    return out.getvalue()


@pytest.mark.parametrize("inline", [True, False])
def test_pages_come_in_order(tmp_path: Path, pool: Processes, inline: bool) -> None:
    told: list[tuple[int, int]] = []
    path = files.put(tmp_path, "a.pdf", numbered(23))
    reading = read(path, Inline() if inline else pool, progress=lambda done, of: told.append((done, of)))
    assert [page.text for page in reading.pages] == [f"page {n}" for n in range(1, 24)]
    assert (reading.opened, reading.born_digital, reading.page_count) == (True, True, 23)
    assert told[-1] == (23, 23)
    assert told == sorted(told)


def test_the_command_imports_nothing_that_opens_files(tmp_path: Path) -> None:
    """Neither does what comes back from the reading processes make it do so: that would double the start."""
    path = files.put(tmp_path, "a.pdf", numbered(1))
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from verification.limits import Limits\n"
        "from verification.reading.engine import read_document\n"
        "from verification.reading.executors import Processes\n"
        "with Processes(1) as pool:\n"
        "    reading = read_document(Path(sys.argv[1]), executor=pool, limits=Limits())\n"
        "heavy = {'cv2', 'numpy', 'pikepdf', 'PIL', 'pypdfium2'} & set(sys.modules)\n"
        "print(len(reading.pages), sorted(heavy))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    said = subprocess.run(
        [sys.executable, "-c", script, str(path)], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout == "1 []\n"


def test_a_reading_process_imports_nothing_that_reads_settings() -> None:
    """It is sent the limits as bare values: reading them from the environment costs a fifth of its start."""
    sent = pickle.dumps(Limits(max_pages=3))
    script = (
        "import pickle, sys\n"
        "import verification.reading.page, verification.reading.probe\n"
        "limits = pickle.load(sys.stdin.buffer)\n"
        "print(limits.max_pages, limits.ocr_dpi, 'pydantic' in sys.modules)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    run = [sys.executable, "-c", script]
    said = subprocess.run(run, env=environment, input=sent, capture_output=True, check=True)
    assert said.stdout.decode() == f"3 {LIMITS.ocr_dpi} False\n"


def test_what_a_picture_carries_is_looked_at_in_a_process(tmp_path: Path, pool: Processes) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (200, 300), "white").save(path)
    assert [page.problems for page in read(path, pool).pages] == [()]


def test_ranges_join_to_the_whole(tmp_path: Path) -> None:
    path = files.put(tmp_path, "a.pdf", numbered(7))
    parts = [read(path, pages=range(1, 4)), read(path, pages=range(4, 8))]
    assert [p.number for part in parts for p in part.pages] == [1, 2, 3, 4, 5, 6, 7]
    assert [part.page_count for part in parts] == [7, 7]
    assert parts[0].pages + parts[1].pages == read(path).pages


def test_a_scan_is_recognised(tmp_path: Path, pool: Processes) -> None:
    reading = read(files.put(tmp_path, "a.pdf", files.scanned_pdf(files.paper(dpi=200).rotate(180))), pool)
    (page,) = reading.pages
    assert page.problems == ()
    assert (page.source, page.rotation, page.born_digital) == (PageSource.OCR, 180, False)
    assert reading.born_digital is False
    assert "verpleegkundige" in page.text
    assert page.quality.dpi == pytest.approx(200, abs=1)
    assert page.quality.sharpness is not None
    assert page.quality.sharpness > 0.6
    assert (round(page.width_mm or 0), round(page.height_mm or 0)) == (210, 297)
    top = min(word.box[1] for word in page.words)
    assert 0.05 < top < 0.15  # upright


def test_a_scan_within_text_adds_its_words(tmp_path: Path) -> None:
    scan = files.paper(
        dpi=200, lines=("Gewaarmerkt afschrift", "door notaris Van Dalen", "te Leeuwarden")
    ).crop((0, 100, 900, 500))

    def draw(page: files.canvas.Canvas) -> None:
        files.write_prose(page)
        page.drawInlineImage(scan, 60, 300, 324, 144)

    (page,) = read(files.put(tmp_path, "a.pdf", files.pdf(draw))).pages
    assert page.source is PageSource.MIXED
    assert page.text.startswith(files.PROSE[0])
    assert "Leeuwarden" in page.text
    place = next(word.box for word in page.words if word.text == "Leeuwarden")
    assert place[1] > 0.5


def test_blank_paper(tmp_path: Path) -> None:
    (page,) = read(files.put(tmp_path, "a.pdf", files.scanned_pdf(files.paper(lines=())))).pages
    assert (page.source, page.words) == (PageSource.BLANK, ())


def test_a_file_name_with_a_bsn_is_masked(tmp_path: Path) -> None:
    reading = read(files.put(tmp_path, "kopie 999990019.pdf", files.pdf()))
    assert reading.name == "kopie •••••••••.pdf"
    assert reading.opened


def test_what_cannot_be_read_is_told(tmp_path: Path, pool: Processes) -> None:
    for path, code in (
        (tmp_path / "gone.pdf", "safety.not-found"),
        (files.put(tmp_path, "locked.pdf", files.encrypted("x")), "safety.encrypted"),
        (files.put(tmp_path, "cut.jpg", files.picture(files.paper(), "JPEG")[:9000]), "safety.malformed"),
    ):
        reading = read(path, pool)
        assert (reading.opened, [problem.code for problem in reading.problems]) == (False, [code])


def test_an_oversized_page_costs_only_itself(tmp_path: Path) -> None:
    def enlarge(file: pikepdf.Pdf) -> None:
        file.pages[1].obj.MediaBox = pikepdf.Array([0, 0, 28346, 842])

    reading = read(files.put(tmp_path, "a.pdf", files.changed(numbered(3), enlarge)))
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert [page.problems for page in reading.pages] == [(), ("page",), ()]
    assert [(problem.code, problem.page) for problem in reading.problems] == [("safety.too-large", 2)]


class Losing:
    """An executor that loses the tasks with this label, all or those of one page."""

    width = 2

    def __init__(self, label: str, loss: Loss, page: int | None = None) -> None:
        self.label, self.loss, self.page = label, loss, page

    def run(self, tasks: deque[Task]) -> Iterator[Outcome]:
        while tasks:
            task = tasks.popleft()
            struck = task.label == self.label and (self.page is None or self.page in task.args[2])
            yield Outcome(task, loss=self.loss, reason="test") if struck else perform(task)


@pytest.mark.parametrize("loss", list(Loss))
def test_a_lost_page_costs_only_itself(tmp_path: Path, loss: Loss) -> None:
    """Also where it was read together with others: those are read again."""
    reading = read(files.put(tmp_path, "a.pdf", numbered(23)), Losing("pages", loss, page=9))
    assert [page.number for page in reading.pages] == list(range(1, 24))
    assert [page.number for page in reading.pages if page.problems == ("page",)] == [9]
    assert [page.number for page in reading.pages if page.text] == [n for n in range(1, 24) if n != 9]
    (problem,) = reading.problems
    assert (problem.code, problem.params, problem.page) == (
        "safety.malformed",
        {"variant": f"page-{loss}"},
        9,
    )
    assert reading.opened


def test_a_file_of_which_every_page_is_lost_was_not_opened(tmp_path: Path) -> None:
    reading = read(files.put(tmp_path, "a.pdf", numbered(3)), Losing("pages", Loss.TIME_LIMIT))
    assert not reading.opened
    assert len(reading.problems) == 3


@pytest.mark.parametrize(
    ("loss", "code"), [(Loss.TIME_LIMIT, "safety.malformed"), (Loss.MEMORY, "safety.too-large")]
)
def test_a_file_that_cannot_be_opened_in_time_or_memory(tmp_path: Path, loss: Loss, code: str) -> None:
    reading = read(files.put(tmp_path, "a.pdf", files.pdf()), Losing("probe", loss))
    assert (reading.opened, reading.size > 0, reading.sha256 is not None) == (False, True, True)
    assert [(problem.code, problem.params["variant"]) for problem in reading.problems] == [(code, loss)]


@pytest.mark.parametrize("label", ["hidden", "signatures"])
def test_a_lost_step_over_the_whole_file_is_told(tmp_path: Path, label: str) -> None:
    reading = read(files.put(tmp_path, "a.pdf", numbered(2)), Losing(label, Loss.CRASHED))
    assert [page.problems for page in reading.pages] == [(label,), ()]


def test_a_slow_page_is_given_up(tmp_path: Path, pool: Processes) -> None:
    """With real processes: the limit of the page plus the time that a cold process needs."""
    path = files.put(tmp_path, "a.pdf", files.scanned_pdf(files.paper(dpi=200)))
    for _ in range(3):
        read(files.put(tmp_path, "warm.pdf", numbered(6)), pool)
    reading = read_document(path, executor=pool, limits=Limits(page_seconds=0.05))
    assert not reading.opened
