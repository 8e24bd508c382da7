"""Small papers, drawn once: text layers, so that reading them takes a moment only."""

from __future__ import annotations

import io
from functools import cache

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from verification.sample.bundle import TEST_BSN

BSN = TEST_BSN

CONTRACT = """Arbeidsovereenkomst voor onbepaalde tijd
De ondergetekenden, Ziekenhuis De Voorbeeld te Utrecht, hierna te noemen werkgever,
en mevrouw Femke Dijkstra, hierna te noemen werknemer, verklaren te zijn overeengekomen
dat werknemer met ingang van 1 maart 2024 in dienst treedt als verpleegkundige
voor zesendertig uren per week, tegen een salaris volgens de geldende cao."""

PAY_SLIP = f"""Loonstrook maart 2024
Ziekenhuis De Voorbeeld te Utrecht
Werknemer mevrouw Femke Dijkstra, functie verpleegkundige
Burgerservicenummer {BSN[:4]} {BSN[4:6]} {BSN[6:]}
Brutoloon en nettoloon over de maand maart, loonheffing en pensioenpremie ingehouden"""

POLISH = """Zaświadczenie o zatrudnieniu
Niniejszym zaświadcza się, że pani Anna Kowalska jest zatrudniona w naszym szpitalu
jako pielęgniarka od dnia 12 maja 2015 roku do dnia 30 czerwca 2021 roku
w pełnym wymiarze czasu pracy. Zaświadczenie wydaje się na prośbę zainteresowanej."""


@cache
def paper(*pages: str) -> bytes:
    """A PDF with a page for each text."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for text in pages:
        place = canvas.beginText(60, 760)
        place.setFont("Helvetica", 12)
        for line in text.splitlines():
            place.textLine(line)
        canvas.drawText(place)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
