"""The outcome as one self-contained HTML file: findings beside the page pictures they point at.

Works without JavaScript and without any other file; a strict content security policy is part of it.
"""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from verification.bad_call import BadCall
from verification.reading.executors import Executor
from verification.recipe import Precheck
from verification.report.pictures import pictures_of
from verification.report.view import view
from verification.report.words import long_date


def write_html(precheck: Precheck, path: Path, lang: str, *, executor: Executor) -> None:
    """Write the report. BadCall if the file cannot be written."""
    try:
        path.write_text(render_html(precheck, lang, executor=executor), encoding="utf-8")
    except OSError as exc:
        raise BadCall("report-write") from exc


def render_html(precheck: Precheck, lang: str, *, executor: Executor) -> str:
    """The report as HTML text in `nl` or `en`."""
    report = view(precheck, lang)
    environment = Environment(
        loader=FunctionLoader(_template), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("report.html.j2").render(
        report=report,
        documents=[
            (document, *pictures_of(document, lang, executor=executor)) for document in report.documents
        ],
        css=Markup(_template("report.css")),  # noqa: S704 - our own style sheet
        made_on=long_date(datetime.now().astimezone().date(), lang),
    )


def _template(name: str) -> str:
    return (files("verification.report") / name).read_text(encoding="utf-8")
