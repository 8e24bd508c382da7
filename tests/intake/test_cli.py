"""The command as a user types it: exit statuses, streams, and nothing heavy before it is needed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

COMMAND = [sys.executable, "-c", "from intake.cli import main; main()"]
HEAVY = [
    "cv2",
    "numpy",
    "PIL",
    "pikepdf",
    "pypdfium2",
    "pydantic",
    "jinja2",
    "typst",
    "langdetect",
    "pyhanko",
]
CV = [
    "Curriculum vitae",
    "Sanne Voorbeeld, verpleegkundige",
    "Werkervaring",
    "Van 2015 tot en met 2019 werkte ik als verpleegkundige op de afdeling cardiologie van een",
    "streekziekenhuis. Daar verzorgde ik patiënten na een operatie en begeleidde ik leerlingen.",
    "Sinds 2020 werk ik in de wijkverpleging, waar ik zelfstandig zorgplannen opstel en uitvoer.",
    "Opleiding",
    "In 2014 haalde ik het diploma van de opleiding tot verpleegkundige aan de hogeschool.",
]


def bewijsloket(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, args)], capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def cv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A born-digital document that needs no certification and no translation."""
    path = tmp_path_factory.mktemp("files") / "cv.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for row, line in enumerate(CV):
        canvas.drawString(70, 770 - 22 * row, line)
    canvas.save()
    return path


def test_help_names_the_commands() -> None:
    done = bewijsloket("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("check", "sample", "trust"))


def test_help_imports_nothing_heavy() -> None:
    program = (
        f"import sys; from intake.cli import build; build(); print([m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_clear_document_ends_with_0(cv: Path) -> None:
    done = bewijsloket("check", cv, "--json")
    outcome = json.loads(done.stdout)
    assert (done.returncode, outcome["outcome"]) == (0, "clear"), done.stdout
    assert done.stderr == ""
    assert outcome["documents"][0]["kind"] == "cv"


def test_a_document_to_look_at_ends_with_1(cv: Path) -> None:
    done = bewijsloket("check", cv, "--json", "--as", f"{cv}=diploma")
    assert done.returncode == 1
    assert json.loads(done.stdout)["documents"][0]["kind"] == "diploma"


def test_a_missing_file_ends_with_3_and_the_others_are_checked(cv: Path) -> None:
    done = bewijsloket("check", cv.parent / "niet-daar.pdf", cv, "--json")
    assert done.returncode == 3
    missing, present = json.loads(done.stdout)["documents"]
    codes = [f["code"] for check in missing["checks"] for f in check["findings"]]
    assert "safety.not-found" in codes
    assert present["outcome"] == "clear"


BAD = [
    ([], "FILE"),
    (["--nonsense", "cv.pdf"], "nonsense"),
    (["cv.pdf", "--procedure", "herregistratie"], "periodic-registration"),
    (["cv.pdf", "--on", "3 november"], "JJJJ-MM-DD"),
    (["cv.pdf", "--on", "1990-01-01"], "vanaf 2009-01-01"),
    (["cv.pdf", "--on", "1990-01-01", "--lang", "en"], "in force from 2009-01-01"),
    (["cv.pdf", "--as", "cv.pdf"], "BESTAND=SOORT"),
    (["cv.pdf", "--as", "cv.pdf=tosti"], "kies uit: identity"),
    (["cv.pdf", "--as", "other.pdf=cv"], "niet bij de te controleren"),
    (["cv.pdf", "--report", "report.docx"], ".html of .pdf"),
    (["cv.pdf", "--report", "no/such/folder/report.html"], "bestaat niet"),
    (["cv.pdf", "--lang", "fr"], "lang"),
]


@pytest.mark.parametrize(("args", "said"), BAD)
def test_a_bad_call_ends_with_2_and_says_what_to_do(args: list[str], said: str) -> None:
    done = bewijsloket("check", *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_setting_that_cannot_be_used_is_named(cv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEWIJSLOKET_MAX_PAGES", "veel")
    done = bewijsloket("check", cv, "--lang", "en")
    assert done.returncode == 2
    assert "BEWIJSLOKET_MAX_PAGES" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_report_never_overwrites_the_evidence(cv: Path) -> None:
    before = cv.read_bytes()
    assert bewijsloket("check", cv, "--report", cv).returncode == 2
    assert cv.read_bytes() == before


def test_the_text_is_in_the_asked_language(cv: Path) -> None:
    assert "Alles samen" in bewijsloket("check", cv).stdout
    assert "All together" in bewijsloket("check", cv, "--lang", "en").stdout


@pytest.mark.parametrize("suffix", ["html", "pdf"])
def test_a_report_is_written(cv: Path, tmp_path: Path, suffix: str) -> None:
    report = tmp_path / f"report.{suffix}"
    done = bewijsloket("check", cv, "--report", report)
    assert done.returncode == 0, done.stderr
    assert report.stat().st_size > 5_000


def test_a_file_name_with_a_bsn_is_masked_everywhere(cv: Path, tmp_path: Path) -> None:
    named = tmp_path / "id-999990019.pdf"
    named.write_bytes(cv.read_bytes())
    report = tmp_path / "report.html"
    done = bewijsloket("check", named, "--json", "--report", report)
    assert "id-•••••••••.pdf" in done.stdout
    assert "999990019" not in done.stdout + done.stderr + report.read_text()


@pytest.mark.slow
def test_the_sample_bundle_shows_what_it_is_meant_to(tmp_path: Path) -> None:
    bewijsloket("sample", tmp_path)
    done = bewijsloket("check", *sorted(tmp_path.iterdir()), "--json")
    found = {
        document["file"]: {f["code"] for check in document["checks"] for f in check["findings"]}
        for document in json.loads(done.stdout)["documents"]
    }
    assert done.returncode == 1
    assert "identity.bsn-visible" in found["paspoort.jpg"]
    assert "certification.notary" in found["diploma.pdf"]
    assert "translation.required" in found["werkgever.pdf"]
    assert "identity.redaction-ineffective" in found["loonstrook.pdf"]
