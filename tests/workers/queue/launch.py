"""The command line of this source tree, whatever is installed: `python -m tests.workers.queue.launch run`."""

from __future__ import annotations

import sys

import typer

from intake.commands import web
from storage.language import Lang
from workers.commands import work

app = typer.Typer()
app.command("web")(web)
app.add_typer(work, name="work")


@app.command("run")
def run() -> None:
    from workers.one_machine import run_all
    from workers.told import said, told

    with told(Lang.EN):
        run_all(
            lambda key, **given: print(said(key, Lang.EN, **given), flush=True),
            [sys.executable, "-m", "tests.workers.queue.launch"],
        )


if __name__ == "__main__":
    app()
