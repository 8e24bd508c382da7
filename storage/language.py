"""The languages of people who use a command or a page of ours: Dutch and English.

Here because every room but `verification` may import this one; that one is used by itself, and has its own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Lang(StrEnum):
    NL = "nl"
    EN = "en"


LangOption = Annotated[Lang, typer.Option(help="Language of the text.")]
