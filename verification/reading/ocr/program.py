"""The outside program Tesseract, called through pytesseract.

One call reads any number of pictures (a text file lists their paths), so the models are loaded once. Every
call runs in a process group of its own, on one thread, under a time limit; whatever happens, nothing is left.

pytesseract starts its child with `subprocess.Popen` and, on a time-out, ends that one process only. `_Group`
takes the place of that `Popen`, so that the end reaches all that the child started (docs/decisions/0002).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import pytesseract

from verification.errors import OutsideProgramError
from verification.reading.ocr.model import Grey
from verification.reading.ocr.tokens import Osd, Token, parse_osd, parse_tsv

GRACE = 5.0  # seconds beyond our limit after which coreutils' timeout ends the orphan of a killed worker
ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}  # more threads cost 1.7 to 1.9 times the processor time (libraries.md)

_call = threading.local()  # .children, .limit of the call in progress on this thread


class _Group(subprocess.Popen[bytes]):
    """A child that leads its own process group; ending it ends the group."""

    def __init__(self, args: Sequence[str], **options: Any) -> None:
        options["env"] = {**os.environ, **ONE_THREAD}
        guard = shutil.which("timeout")
        prefix = [guard, "--signal=KILL", f"{_call.limit + GRACE:.0f}"] if guard else []
        super().__init__([*prefix, *args], start_new_session=True, **options)
        _call.children.append(self)

    def terminate(self) -> None:
        self.kill()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)


pytesseract.pytesseract.subprocess = SimpleNamespace(
    Popen=_Group, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL, TimeoutExpired=subprocess.TimeoutExpired
)


def read_words(
    pictures: Sequence[Grey], *, models: Sequence[str], psm: int, seconds: float, charset: str = ""
) -> list[tuple[Token, ...]]:
    """The words of each picture, of the characters in `charset` only ('' for any). `seconds` bounds all.

    Raises OutsideProgramError when Tesseract is missing, fails or runs over its time.
    """
    config = f"--psm {int(psm)} -c tessedit_create_tsv=1{_only(charset)}"
    return parse_tsv(_run(pictures, "tsv", "+".join(models), config, seconds), pictures=len(pictures))


def read_text(picture: Grey, *, model: str, charset: str, psm: int, seconds: float) -> str:
    """The plain text of one small picture, of the characters in `charset` only ('' for any)."""
    config = f"--psm {int(psm)}{_only(charset)}"
    return _run([picture], "txt", model, config, seconds).strip()


def _only(charset: str) -> str:
    """The options that allow these characters only, without dictionaries; none for any character."""
    if not charset:
        return ""
    return f" -c load_system_dawg=0 -c load_freq_dawg=0 -c tessedit_char_whitelist={charset}"


def detect(picture: Grey, *, seconds: float) -> Osd | None:
    """Orientation and script; None where Tesseract finds too little to say, which it calls a failure."""
    try:
        return parse_osd(_run([picture], "osd", "osd", "--psm 0", seconds))
    except OutsideProgramError as exc:
        if isinstance(exc.__cause__, pytesseract.TesseractError):
            return None
        raise


def _run(pictures: Sequence[Grey], kind: str, models: str, config: str, seconds: float) -> str:
    if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
        raise OutsideProgramError("Tesseract is not installed")
    _call.children, _call.limit = [], seconds
    try:
        with tempfile.TemporaryDirectory(prefix="bewijsloket-ocr-") as folder:
            return str(
                pytesseract.run_and_get_output(
                    str(_write(pictures, Path(folder))), kind, lang=models, config=config, timeout=seconds
                )
            )
    except RuntimeError as exc:  # pytesseract's time-out; TesseractError is one as well
        failed = isinstance(exc, pytesseract.TesseractError)
        raise OutsideProgramError("Tesseract failed" if failed else "Tesseract ran over its time") from exc
    except OSError as exc:
        raise OutsideProgramError("Tesseract could not be run") from exc
    finally:
        for child in _call.children:
            if child.returncode is None or child.returncode < 0:
                child.kill()
                child.wait()


def _write(pictures: Sequence[Grey], folder: Path) -> Path:
    """Grey PNM files and a text file that lists them; the path of that."""
    paths = [folder / f"{number}.pgm" for number in range(len(pictures))]
    for path, picture in zip(paths, pictures, strict=True):
        if not cv2.imwrite(str(path), picture):
            raise OSError("a page picture could not be written")
    listing = folder / "pages.txt"
    listing.write_text("".join(f"{path}\n" for path in paths))
    return listing
