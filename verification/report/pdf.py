"""The outcome as an accessible PDF (PDF/UA-1), drawn with typst: the same content as the HTML report."""

from __future__ import annotations

import base64
import json
import tempfile
from dataclasses import asdict
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from verification.bad_call import BadCall
from verification.reading.executors import Executor
from verification.recipe import Precheck
from verification.report.pictures import Picture, pictures_of
from verification.report.view import DocumentView, FindingView, ReportView, view
from verification.report.words import long_date


def write_pdf(precheck: Precheck, path: Path, lang: str, *, executor: Executor) -> None:
    """Write the report. BadCall if it cannot be drawn or written."""
    report = view(precheck, lang)
    with tempfile.TemporaryDirectory(prefix="bewijsloket-") as folder:
        room = Path(folder)
        (room / "report.typ").write_bytes((files("verification.report") / "report.typ").read_bytes())
        (room / "data.json").write_text(json.dumps(_data(report, room, executor)), encoding="utf-8")
        try:
            made = typst.compile(
                str(room / "report.typ"), root=str(room), ignore_system_fonts=True, pdf_standards=["ua-1"]
            )
            path.write_bytes(made)
        except OSError as exc:
            raise BadCall("report-write") from exc
        except RuntimeError as exc:
            raise BadCall("report-draw") from exc


def _data(report: ReportView, room: Path, executor: Executor) -> dict[str, Any]:
    keys = {"documents_title": "documents", "bundle_title": "bundle", "findings_title": "findings"}
    made = long_date(datetime.now().astimezone().date(), report.lang)
    return {
        "lang": report.lang,
        "title": report.title,
        "procedure": report.procedure,
        "rules": report.rules,
        "outcome": report.outcome,
        "outcome_label": f"{report.sign} {report.outcome_label}",
        "made_on": f"{report.text('made_on')} {made}",
        **{key: report.text(key) for key in ("desk", "together", "pre_check", "nothing")},
        **{key: report.text(name) for key, name in keys.items()},
        "bundle": [_finding(finding, report) for finding in report.bundle],
        "documents": [_document(document, report, room, executor) for document in report.documents],
    }


def _document(document: DocumentView, report: ReportView, room: Path, executor: Executor) -> dict[str, Any]:
    pictures, left_out = pictures_of(document, report.lang, executor=executor)
    return {
        "file": document.file,
        "kind": document.kind,
        "extent": document.extent,
        "outcome": document.outcome,
        "outcome_label": f"{document.sign} {document.outcome_label}",
        "findings": [_finding(finding, report) for finding in document.findings],
        "pictures": [_picture(picture, document, report, room) for picture in pictures],
        "left_out": f"{report.text('more_pages')} {left_out}" if left_out else "",
    }


def _finding(finding: FindingView, report: ReportView) -> dict[str, Any]:
    seen = f"{report.text('seen')}: “{finding.evidence}” · " if finding.evidence else ""
    small = f"{seen}{report.text('rule')}: {finding.rule}{finding.confidence}"
    return {
        "number": finding.number,
        "severity": finding.severity.value,
        "label": f"{finding.sign} {finding.label}",
        "check": finding.check,
        "place": f" · {report.text('page')} {finding.page}" if finding.page else "",
        "message": finding.message,
        "small": small,
    }


def _picture(picture: Picture, document: DocumentView, report: ReportView, room: Path) -> dict[str, Any]:
    marks = []
    for finding in document.on_page(picture.number):
        assert finding.box is not None
        x0, y0, x1, y1 = finding.box
        place = {"x": x0, "y": y0, "w": x1 - x0, "h": y1 - y0}
        marks.append({**place, "severity": finding.severity.value, "number": finding.number})
    file = ""
    if picture.data:
        file = f"{document.index}-{picture.number}.jpg"
        (room / file).write_bytes(base64.b64decode(picture.data))
    covered = f" · {report.text('covered_by_us')}" if picture.covered else ""
    name = f"{report.text('page').capitalize()} {picture.number}"
    return {
        **{key: value for key, value in asdict(picture).items() if key in ("width", "height", "reason")},
        "file": file,
        "caption": f"{name}{covered}",
        "alt": f"{report.text('picture_of')} {picture.number}",
        "marks": marks,
    }
