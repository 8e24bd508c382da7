"""The outcome on a terminal: per file an outcome and what to do, worst first. Colour only helps."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from verification.model import Severity
from verification.recipe import Precheck
from verification.report.view import DocumentView, FindingView, ReportView, view

_STYLE = {"clear": "green", "review": "yellow", "return": "bold red"}
_SEVERITY_STYLE = {Severity.FAIL: "bold red", Severity.ATTENTION: "yellow", Severity.INFO: "dim"}

# Lines longer than this are hard to read, however wide the window.
_MOST_COLUMNS = 100


def show(precheck: Precheck, lang: str, *, console: Console | None = None) -> None:
    """Print the outcome on standard output in `nl` or `en`."""
    console = console or Console(highlight=False)
    console.width = min(console.width, _MOST_COLUMNS)
    report = view(precheck, lang)
    console.print(Text.assemble((report.title, "bold"), " · ", report.procedure, " · ", report.rules))
    for document in report.documents:
        console.print()
        _show_document(console, document, report)
    if report.bundle:
        console.print()
        console.print(Text(report.text("bundle"), "bold"))
        for finding in report.bundle:
            _show_finding(console, finding, report)
    console.print()
    console.print(
        Text.assemble(
            report.text("together"), ": ", (f"{report.sign} {report.outcome_label}", _STYLE[report.outcome])
        )
    )
    console.print(Text(report.text("pre_check"), "dim"))


def _show_document(console: Console, document: DocumentView, report: ReportView) -> None:
    console.print(
        Text.assemble(
            (f"{document.sign} {document.file}", "bold"),
            f" · {document.kind} · {document.extent} · ",
            (document.outcome_label, _STYLE[document.outcome]),
        )
    )
    for finding in document.findings:
        _show_finding(console, finding, report)


def _show_finding(console: Console, finding: FindingView, report: ReportView) -> None:
    place = f" · {report.text('page')} {finding.page}" if finding.page else ""
    head = Text.assemble((f"{finding.sign} {finding.label}", _SEVERITY_STYLE[finding.severity]))
    head.append(f" · {finding.check}{place}", "dim")
    console.print(Padding(head, (0, 0, 0, 2)))
    console.print(Padding(Text(finding.message), (0, 0, 0, 4)))
    if finding.severity is not Severity.INFO:
        console.print(Padding(Text(f"{report.text('rule')}: {finding.rule}", "dim"), (0, 0, 0, 4)))
