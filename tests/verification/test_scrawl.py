"""Handwritten statements of the holder, as a poor reading leaves them."""

from __future__ import annotations

import pytest

from verification.scrawl import find_statement

READ_BADLY = [
    "edi veklane ik, Spskin Postnn dl deze kopi zeik is a Wet oigveel Dol ik in wijn bezit",
    "Hemit versichere ich, ei Ton, Inss Nest Work wit weinen Ociginal öbereinstimt, ns Sich",
    "l hereb declaro tht this copi is identcal to the origina in my posession",
    "leclare that this 1S a {ue Copy a my own ois Yiplowa",
    "Je cerk£ie ce decument conçarme à l'erigunal que je dékens.. Fat2i Luke",
    "Loancurm Ws is alrue protacery af heariginal ceriicale Which 4S UA WY PASSESSLON",
    "J'alesle sur lhenneur que cale capeest conferime à l'eriqualen Mapassestion",
    "je declore qe cete copie est conforne a loriginal qe je detien",
]


@pytest.mark.parametrize("text", READ_BADLY)
def test_a_statement_comes_through(text: str) -> None:
    assert find_statement([(word, 0.4) for word in text.split()]) is not None


@pytest.mark.parametrize("text", READ_BADLY)
def test_what_was_read_well_is_print(text: str) -> None:
    assert find_statement([(word, 0.95) for word in text.split()]) is None


@pytest.mark.parametrize(
    "text",
    [
        "copie certifie conforme l'original",  # a certifier's, by hand
        "Hierbij verklaren wij dat mevrouw de Vries bij ons heeft gewerkt als verpleegkundige",
        "Bachelier en soins infirmiers Ce diplôme a été délivré à Dijon conformément aux dispositions",
    ],
)
def test_no_statement_of_the_holder(text: str) -> None:
    assert find_statement([(word, 0.4) for word in text.split()]) is None


def test_less_is_enough_above_the_holders_name() -> None:
    words = [(word, 0.4) for word in ["kopi", "confarm", "origneel", "Anna", "Bakker"]]
    assert find_statement(words) is None
    assert find_statement(words, signed=True) == (0, 2)
