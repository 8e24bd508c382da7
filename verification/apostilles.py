"""The words of an apostille: its heading and its numbered fields.

Source: the model annexed to the Hague convention of 5 October 1961 (domain, section 3).
"""

from __future__ import annotations

import re

from verification.fuzzy import fold

_FIELDS = (
    r"acting in the capacity|agissant en qualite|in der eigenschaft|actuando en calidad|in de "
    r"hoedanigheid|che agisce in qualita|wystepujac\w* w charakterze|dzialajac\w* w charakterze|"
    r"in calitate de|in ihrer eigenschaft|in seiner eigenschaft|agindo na qualidade",
    r"bears the (?:seal|stamp)|est revetu du|versehen mit|versehen ist|mit dem siegel|revestido del|"
    r"voorzien van (?:het|de) |is voorzien|reca il (?:sigillo|timbro)|opatrzony|poarta sigiliul",
    r"has been signed|a ete signe|unterschrieben|ha sido suscrito|is ondertekend|e stato firmato|zostal "
    r"podpisany|a fost semnat|foi assinado",
    r"this public document|le present acte public|diese offentliche urkunde|el presente documento|deze "
    r"openbare akte|niniejszy dokument|prezentul act oficial|il presente atto pubblico",
)
_HAGUE = re.compile(
    r"convention de la haye|hague convention|5 octobre 1961|octobre 1961|5 october 1961|haags "
    r"apostilleverdrag|la haye du"
)
_APOSTILLE = re.compile(r"\bap[o0c]sti[l1i]{1,2}[ea]?\w?\b|\bapostil\w*")


def is_apostille_heading(line: str) -> bool:
    """Whether a line is the heading of an apostille, or names its convention."""
    folded = fold(line)
    return bool(_HAGUE.search(folded)) or (bool(_APOSTILLE.search(folded)) and len(folded.split()) <= 4)


def apostille_fields(text: str) -> int:
    """How many of the set phrases of an apostille (fields 1 to 4) stand in a text."""
    folded = fold(text)
    return sum(bool(re.search(field, folded)) for field in _FIELDS) + bool(_HAGUE.search(folded))
