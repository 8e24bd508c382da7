"""Every sentence of the retention part of the privacy statement (S1), each in a test that names it."""

from __future__ import annotations

import pytest

from retention.schedule import ClassId
from tests.retention.build import T, fact, judged, number, told, world

REMOVED = [
    fact(T.GRANTED, "2020-01-10", dossier="d"),
    fact(T.ENTERED, "2020-01-15", dossier="d", registration="r"),
    fact(T.REMOVED, "2025-03-03", registration="r"),
]


@pytest.mark.parametrize("procedure", ["registration", "periodic-registration", "eu-recognition"])
def test_20_jaar_na_verwijdering_van_de_registratie_uit_het_register(procedure: str) -> None:
    """Behandelen en beoordelen van aanvragen voor (her)registratie en erkenning."""
    found = judged(world(REMOVED, {"d": procedure}, {"x": ["d"]}, "r"))
    assert told(found, "x") == "2045-03-03"
    assert found[number("x")].line is ClassId.REGISTER


@pytest.mark.parametrize("kind", ["partial", "temporary", "permanent"])
def test_40_jaar_bij_een_gedeeltelijke_tijdelijke_of_blijvende_bevoegdheidsbeperking(kind: str) -> None:
    facts = [*REMOVED, fact(T.RESTRICTION_IMPOSED, "2022-05-01", registration="r", kind=kind)]
    found = judged(world(facts, {"d": "registration"}, {"x": ["d"]}, "r"))
    assert told(found, "x") == "2065-03-03"
    assert found[number("x")].line is ClassId.REGISTER_RESTRICTED


@pytest.mark.parametrize(
    "procedure",
    [
        "designated-diploma",  # "aanvraag voor erkenning van een aangewezen diploma"
        "temporary-service",  # "aanvraag voor tijdelijke en incidentele dienstverlening"
        "professional-competence",  # "aanvragen voor de vakbekwaamheidsverklaringen"
        "eu-recognition",  # "aanvragen erkenning EU beroepskwalificaties"
        "european-professional-card",  # "aanvragen voor een Europese Beroepskaart (EBK)"
    ],
)
def test_20_jaar_na_besluit_indien_er_geen_inschrijving_heeft_plaatsgevonden(procedure: str) -> None:
    facts = [fact(T.GRANTED, "2026-04-07", dossier="d")]
    assert told(judged(world(facts, {"d": procedure}, {"x": ["d"]})), "x") == "2046-04-07"


@pytest.mark.parametrize("kind", [T.REFUSED, T.NOT_PROCESSED])
@pytest.mark.parametrize(
    "procedure", ["registration", "eu-recognition", "temporary-service", "bes-exemption"]
)
def test_10_jaar_bij_afwijzing_of_niet_in_behandeling_nemen(kind: T, procedure: str) -> None:
    found = judged(world([fact(kind, "2028-01-10", dossier="d")], {"d": procedure}, {"x": ["d"]}))
    assert told(found, "x") == "2038-01-10"
    assert found[number("x")].line is ClassId.REFUSED


def test_1_jaar_na_uitschrijven_zorgverlener() -> None:
    """Voor het afgeven van verklaringen in het kader van het BIG register."""
    facts = [
        fact(T.GRANTED, "2027-02-01", dossier="d"),
        fact(T.DEREGISTERED, "2030-11-30", subject="subject"),
    ]
    assert told(judged(world(facts[:1], {"d": "declaration"}, {"x": ["d"]})), "x") == "not-yet-known"
    assert told(judged(world(facts, {"d": "declaration"}, {"x": ["d"]})), "x") == "2031-11-30"


def test_20_jaar_na_een_positief_besluit_tijdelijke_en_incidentele_dienstverrichting() -> None:
    found = judged(
        world([fact(T.GRANTED, "2027-03-10", dossier="d")], {"d": "temporary-service"}, {"x": ["d"]})
    )
    assert told(found, "x") == "2047-03-10"
    assert found[number("x")].line is ClassId.TEMPORARY_SERVICE


def test_het_kopie_van_uw_id_wordt_na_afhandeling_van_uw_verzoek_vernietigd() -> None:
    facts = [fact(T.PRIVACY_REQUEST_COMPLETED, "2027-05-20", dossier="d")]
    found = judged(world(facts, {"d": "privacy-request"}, {"x": ["d"]}))[number("x")]
    assert found.destroy_from is not None
    assert found.destroy_from.isoformat() == "2027-05-20"


def test_binnen_de_bewaartermijn_mogen_we_deze_gegevens_niet_verwijderen() -> None:
    """Het recht op vergetelheid: a completed privacy request changes nothing for a dossier."""
    asked = [*REMOVED, fact(T.PRIVACY_REQUEST_COMPLETED, "2027-05-20", dossier="p")]
    cases = {"d": "registration", "p": "privacy-request"}
    found = judged(world(asked, cases, {"x": ["d"], "id": ["p"]}, "r"))
    assert (told(found, "x"), found[number("id")].line) == ("2045-03-03", ClassId.PRIVACY_REQUEST)


def test_een_aanvraag_intrekken() -> None:
    """U heeft wel altijd de mogelijkheid uw aanvraag in te trekken: no row in S1: a line of its own (?)."""
    found = judged(world([fact(T.WITHDRAWN, "2027-03-10", dossier="d")], {"d": "registration"}, {"x": ["d"]}))
    assert told(found, "x") == "2037-03-10"
    assert found[number("x")].line is ClassId.WITHDRAWN


def test_een_registratie_intrekken() -> None:
    """U heeft altijd de mogelijkheid uw registratie in te trekken: a removal on request."""
    assert told(judged(world(REMOVED, {"d": "registration"}, {"x": ["d"]}, "r")), "x") == "2045-03-03"
