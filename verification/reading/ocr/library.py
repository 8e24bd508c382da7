"""Tesseract in this process, through tesserocr: the fast path behind the same functions as `program`.

Models stay loaded between pages, no picture is written to disk, and the library of its wheel needs about a
quarter less processor time than Debian's program (docs/decisions/0002). Tesseract itself stops at the
deadline; a crash or a hang in native code ends with the reading process, which its executor watches.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytesseract
import tesserocr

from verification.errors import OutsideProgramError
from verification.reading.ocr.model import Grey
from verification.reading.ocr.tokens import Osd, Token, parse_tsv

SILENT = 6  # leptonica's L_SEVERITY_NONE
DPI = 200  # told to Tesseract, which otherwise guesses it from the text
MOST_LOADED = 4  # sets of models kept by one thread; about 20 MB for each model

_thread = threading.local()


def read_words(
    pictures: Sequence[Grey], *, models: Sequence[str], psm: int, seconds: float, charset: str = ""
) -> list[tuple[Token, ...]]:
    """The words of each picture, of the characters in `charset` only ('' for any). `seconds` bounds all.

    Raises OutsideProgramError when a model is missing, Tesseract fails or runs over its time.
    """
    end = time.monotonic() + seconds
    tables = [_read(picture, "+".join(models), charset, psm, end).GetTSVText(0) for picture in pictures]
    return [parse_tsv(table, pictures=1)[0] for table in tables]


def read_text(picture: Grey, *, model: str, charset: str, psm: int, seconds: float) -> str:
    """The plain text of one small picture, of the characters in `charset` only ('' for any)."""
    api = _read(picture, model, charset, psm, time.monotonic() + seconds)
    return str(api.GetUTF8Text()).strip()


def detect(picture: Grey, *, seconds: float) -> Osd | None:
    """Orientation and script; None where there is too little to say. It takes 0.3 s and cannot be stopped."""
    api = _loaded("osd", strip=False)
    _show(api, picture)
    found = api.DetectOrientationScript()
    api.Clear()
    if not found:
        return None
    upright = -int(found["orient_deg"]) % 360
    return Osd(upright, found["orient_conf"], found["script_name"], found["script_conf"])


def _show(api: tesserocr.PyTessBaseAPI, picture: Grey) -> None:
    height, width = picture.shape
    api.SetImageBytes(picture.tobytes(), width, height, 1, width)
    api.SetSourceResolution(DPI)


def _read(picture: Grey, models: str, charset: str, psm: int, end: float) -> tesserocr.PyTessBaseAPI:
    api = _loaded(models, strip=bool(charset))
    api.SetPageSegMode(int(psm))
    api.SetVariable("tessedit_char_whitelist", charset)
    _show(api, picture)
    left = round((end - time.monotonic()) * 1000)
    if left <= 0 or not api.Recognize(left):
        api.Clear()
        raise OutsideProgramError("Tesseract failed or ran over its time")
    return api


def _loaded(models: str, *, strip: bool) -> tesserocr.PyTessBaseAPI:
    """Tesseract with these models, from what this thread has loaded; `strip` without dictionaries."""
    if not hasattr(_thread, "loaded"):
        _thread.loaded = OrderedDict()
    loaded: OrderedDict[tuple[str, bool], tesserocr.PyTessBaseAPI] = _thread.loaded
    key = (models, strip)
    if key not in loaded:
        _hush()
        variables = {"debug_file": os.devnull}
        if strip:
            variables |= {"load_system_dawg": "0", "load_freq_dawg": "0"}
        try:
            loaded[key] = tesserocr.PyTessBaseAPI(
                path=models_folder(),
                lang=models,
                oem=tesserocr.OEM.DEFAULT if models == "osd" else tesserocr.OEM.LSTM_ONLY,
                variables=variables,
            )
        except RuntimeError as exc:
            raise OutsideProgramError("Tesseract or one of its models is not installed") from exc
    loaded.move_to_end(key)
    while len(loaded) > MOST_LOADED:
        loaded.popitem(last=False)[1].End()
    return loaded[key]


@cache
def _hush() -> None:
    """Leptonica, inside the wheel, writes to standard error about every odd box; that is ours alone."""
    for path in Path(tesserocr.__file__).parents[1].glob("tesserocr.libs/liblept*"):
        ctypes.CDLL(str(path)).setMsgSeverity(SILENT)


@cache
def models_folder() -> str:
    """Where the installed Tesseract keeps its models: it says so itself, in the first line of its list."""
    try:
        listed = subprocess.run(
            [pytesseract.pytesseract.tesseract_cmd, "--list-langs"],
            capture_output=True, text=True, timeout=10, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as exc:
        raise OutsideProgramError("Tesseract is not installed") from exc
    quoted = listed.stdout.splitlines()[0].split('"')
    if len(quoted) != 3:
        raise OutsideProgramError("Tesseract does not say where its models are")
    return quoted[1]
