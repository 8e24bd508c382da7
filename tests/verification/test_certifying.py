"""Who certified a copy, by wording, stamp and place: a table of marks as the desk sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.verification.marked_pages import DIPLOMA, STATEMENT, document, page, rules
from verification.certifying import judge
from verification.model import Document, Kind, Stamp

NL, EEA, EU = "periodic-registration", "registration", "eu-recognition"

# (name, procedure, stamp texts, lines of the mark, expected code, expected variant)
MARKS = [
    # a notary established in the Netherlands
    ("nl notary, stamp alone", NL, ["MR. J.P. VISSER NOTARIS TE HARDERWIJK"], [], "notary", ""),
    ("nl notary, rim without spaces", NL, ["NOTARISKANTOORHOEKSTRALEEUWARDEN"], [], "notary", ""),
    ("nl notary, misread", NL, ["MR. J.P. VISSER NOTAR1S TE LEEUWARDFN"], [], "notary", ""),
    (
        "toegevoegd notaris",
        NL,
        ["P.T."],
        ["Voor eensluidend afschrift,", "mr. P. Terpstra, toegevoegd notaris te Sneek"],
        "notary",
        "",
    ),
    (
        "kandidaat-notaris as deputy",
        NL,
        ["~~"],
        [
            "Gezien en vergeleken met het origineel door mij,",
            "mr. L. de Wit, kandidaat-notaris, waarnemer van mr. K. Bos, notaris te Ede",
        ],
        "notary",
        "",
    ),
    (
        "nl notary in English",
        NL,
        ["CIVIL LAW NOTARY"],
        [
            "Certified to be a true copy of the original seen by me,",
            "S. de Groot, civil-law notary in The Hague, the Netherlands",
        ],
        "notary",
        "",
    ),
    (
        "nl notary where the EEA is admitted",
        EEA,
        ["NOTARIS MR VISSER ZWOLLE"],
        ["Kopie conform origineel"],
        "notary",
        "",
    ),
    (
        "notary with the place only beside the stamp",
        NL,
        ["NOTARIS"],
        ["mr. A. Smit", "gevestigd te Zutphen"],
        "notary",
        "",
    ),
    # a notary in another EEA state
    (
        "german notary, EEA",
        EEA,
        ["DR. KARL WEBER NOTAR IN MÜNCHEN"],
        ["Die Übereinstimmung der Abschrift mit der Urschrift wird hiermit beglaubigt."],
        "notary",
        "",
    ),
    (
        "german notary, NL only",
        NL,
        ["NOTARIN DR. EVA BRANDT KIEL"],
        ["Beglaubigte Ablichtung"],
        "party-not-accepted",
        "notary-abroad",
    ),
    (
        "french notary, EEA",
        EEA,
        ["ETUDE DE MAITRE DUPONT NOTAIRE A LYON"],
        ["Pour copie certifiée conforme"],
        "notary",
        "",
    ),
    (
        "belgian notary, NL only",
        NL,
        ["NOTARIS PEETERS GENT"],
        ["Voor eensluidend verklaard afschrift"],
        "party-not-accepted",
        "notary-abroad",
    ),
    (
        "polish notary, EEA, no place",
        EEA,
        ["NOTARIUSZ ANNA NOWAK"],
        ["Poświadczam zgodność kopii z okazanym oryginałem"],
        "notary",
        "",
    ),
    (
        "spanish notary, EEA",
        EEA,
        ["NOTARIA DE D. LUIS PEREZ SEVILLA"],
        ["Notario: es copia fiel y exacta"],
        "notary",
        "",
    ),
    (
        "romanian notary, NL only",
        NL,
        ["BIROUL NOTARIAL POPESCU CLUJ-NAPOCA"],
        ["Conform cu originalul"],
        "party-not-accepted",
        "notary-abroad",
    ),
    (
        "irish notary, EEA",
        EEA,
        ["NOTARY PUBLIC AOIFE BRENNAN CORK IRELAND"],
        ["Certified true copy"],
        "notary",
        "",
    ),
    # a notary beyond the EEA
    (
        "london",
        EEA,
        ["NOTARY PUBLIC LONDON ENGLAND"],
        ["I certify this to be a true copy of the original"],
        "party-not-accepted",
        "notary-abroad",
    ),
    (
        "new york",
        EEA,
        ["JANE DOE NOTARY PUBLIC STATE OF NEW YORK"],
        ["My commission expires 03-04-2027"],
        "party-not-accepted",
        "notary-abroad",
    ),
    ("turkey", EEA, ["ANKARA 12. NOTERLIGI"], ["Aslı gibidir"], "party-not-accepted", "notary-abroad"),
    ("switzerland", EEA, ["NOTARIAT ZÜRICH"], ["Beglaubigte Kopie"], "party-not-accepted", "notary-abroad"),
    (
        "suriname writes Dutch",
        NL,
        ["NOTARIS MR. R. KALLOE PARAMARIBO"],
        ["Gewaarmerkte kopie"],
        "party-not-accepted",
        "notary-abroad",
    ),
    # municipalities, translators and others
    (
        "dutch municipality",
        NL,
        ["GEMEENTE AMERSFOORT BURGERZAKEN"],
        ["Kopie conform"],
        "party-not-accepted",
        "municipality",
    ),
    (
        "dutch municipality without wording",
        NL,
        ["GEMEENTE ALPHEN AAN DEN RIJN"],
        [],
        "party-not-accepted",
        "municipality",
    ),
    (
        "german town",
        EEA,
        ["STADT KASSEL BÜRGERBÜRO"],
        ["Die Übereinstimmung mit dem Original wird beglaubigt"],
        "party-not-accepted",
        "municipality",
    ),
    (
        "french town",
        EEA,
        ["MAIRIE DE NANTES"],
        ["Copie certifiée conforme à l'original, pour le maire"],
        "party-not-accepted",
        "municipality",
    ),
    (
        "english town",
        EEA,
        ["BOROUGH COUNCIL TOWN HALL"],
        ["True copy of the original"],
        "party-not-accepted",
        "municipality",
    ),
    (
        "translator",
        NL,
        ["BEËDIGD VERTAALSTER POOLS RBTV 12345"],
        ["Gewaarmerkte kopie van het origineel"],
        "party-not-accepted",
        "translator",
    ),
    (
        "french translator",
        EEA,
        ["EXPERT PRES LA COUR D'APPEL TRADUCTEUR"],
        ["Copie conforme à l'original"],
        "party-not-accepted",
        "translator",
    ),
    ("embassy", NL, ["AMBASSADE DU MAROC LA HAYE"], ["Copie certifiée conforme"], "party-not-accepted", ""),
    (
        "solicitor",
        EEA,
        ["SMITH & CO SOLICITORS"],
        ["I certify that this is a true copy of the original"],
        "party-not-accepted",
        "",
    ),
    # a competent authority of the diploma's country
    ("ministry, admitted", EU, ["MINISTRY OF HEALTH OF LATVIA"], ["Certified true copy"], "authority", ""),
    (
        "ministry, not admitted",
        NL,
        ["MINISTERSTWO ZDROWIA"],
        ["Za zgodność z oryginałem"],
        "party-not-accepted",
        "authority",
    ),
    ("german authority", EU, ["BEZIRKSREGIERUNG MÜNSTER"], ["Beglaubigte Kopie"], "authority", ""),
    ("nursing board without wording", EU, ["NURSING AND MIDWIFERY BOARD"], [], "authority", ""),
    # the issuer of the diploma
    ("issuer with wording", NL, ["HOGESCHOOL RIJNMOND ROTTERDAM"], ["Gewaarmerkt afschrift"], "issuer", ""),
    ("issuer misread", NL, ["H0GESCHOOL RIJNM0ND"], ["Voor kopie conform"], "issuer", ""),
    ("issuer's desk without wording", NL, ["HOGESCHOOL RIJNMOND STUDENTENADMINISTRATIE"], [], "issuer", ""),
    ("issuer, dated later", NL, ["HOGESCHOOL RIJNMOND"], ["12-03-2023"], "issuer", ""),
    (
        "issuer named only in print",
        NL,
        [""],
        ["Gewaarmerkte kopie", "namens Hogeschool Rijnmond", "de registrator"],
        "issuer",
        "",
    ),
    ("only the diploma's own seal", NL, ["HOGESCHOOL RIJNMOND"], [], "missing", ""),
    # nobody, somebody unknown, or the holder
    ("nothing", NL, [], [], "missing", ""),
    ("stamp that cannot be read", NL, [""], [], "undetermined", ""),
    ("wording on a stamp that names nobody", NL, ["KOPIE CONFORM"], [], "undetermined", ""),
    ("wording without stamp", NL, [], ["Voor eensluidend afschrift"], "undetermined", "no-stamp"),
    (
        "notary without stamp",
        NL,
        [],
        ["Gewaarmerkte kopie", "mr. A. Smit, notaris te Zutphen"],
        "undetermined",
        "no-stamp",
    ),
    (
        "own statement",
        NL,
        [],
        ["Ik, Anna Bakker, verklaar dat dit een kopie is van mijn diploma"],
        "own-statement",
        "",
    ),
    (
        "own statement in French",
        EEA,
        [],
        ["Je certifie ce document conforme à l'original que je détiens"],
        "own-statement",
        "",
    ),
    (
        "own statement in English",
        NL,
        [],
        ["I, the undersigned, declare that this copy is identical to the original"],
        "own-statement",
        "",
    ),
    (
        "own statement in German",
        EEA,
        [],
        ["Ich versichere, dass diese Kopie mit meinem Original übereinstimmt"],
        "own-statement",
        "",
    ),
    (
        "a footer about copies is no wording",
        NL,
        [],
        ["Kopieën zijn niet geldig zonder gewaarmerkte stempel"],
        "missing",
        "",
    ),
]


@pytest.mark.parametrize(
    ("procedure", "stamps", "mark", "code", "variant"), [m[1:] for m in MARKS], ids=[m[0] for m in MARKS]
)
def test_mark_on_a_diploma(
    procedure: str, stamps: list[str], mark: list[str], code: str, variant: str
) -> None:
    verdict = judge(document(page(DIPLOMA, mark=mark, stamps=stamps)), rules(procedure))
    assert (verdict.code, verdict.variant) == (code, variant), verdict


LETTERS = [
    ("employer's stamp and signature", ["ZIEKENHUIS DE LINDE DEVENTER"], [], "issuer"),
    ("employer by acronym of its name", ["ZDL"], ["Kopie conform"], "issuer"),
    ("another hospital", ["ZIEKENHUIS RIJNSTATE"], [], "undetermined"),
    ("no stamp", [], [], "missing"),
    ("municipality", ["GEMEENTE DEVENTER"], [], "party-not-accepted"),
    ("notary", ["NOTARIS MR. SMIT DEVENTER"], ["Voor kopie conform"], "notary"),
]


@pytest.mark.parametrize(("stamps", "mark", "code"), [c[1:] for c in LETTERS], ids=[c[0] for c in LETTERS])
def test_mark_on_a_statement(stamps: list[str], mark: list[str], code: str) -> None:
    verdict = judge(
        document(page(STATEMENT, mark=mark, stamps=stamps), kind=Kind.EMPLOYMENT_STATEMENT), rules()
    )
    assert verdict.code == code, verdict


APOSTILLE = (
    "APOSTILLE",
    "(Convention de La Haye du 5 octobre 1961)",
    "1. Country: Romania",
    "This public document",
    "2. has been signed by Ion Popescu",
    "3. acting in the capacity of notary public",
    "4. bears the seal/stamp of the notary in Cluj",
    "Certified",
    "5. at Bucharest 6. the 3 May 2021",
    "7. by the Ministry of Justice",
    "8. No 1234",
    "9. Seal/stamp: 10. Signature:",
)


def test_apostille_alone() -> None:
    verdict = judge(
        document(page(DIPLOMA, mark=APOSTILLE, stamps=["MINISTERUL JUSTITIEI"])), rules("registration")
    )
    assert verdict.code == "apostille-only"


def test_apostille_on_its_own_page() -> None:
    verdict = judge(document(page(DIPLOMA), page(APOSTILLE, stamps=[], number=2)), rules("registration"))
    assert verdict.code == "apostille-only"


def test_certification_besides_an_apostille_wins() -> None:
    copied = page(DIPLOMA, mark=["Conform cu originalul"], stamps=["NOTAR PUBLIC ION POPESCU CLUJ-NAPOCA"])
    verdict = judge(document(copied, page(APOSTILLE, number=2)), rules("registration"))
    assert verdict.code == "notary"
    assert verdict.apostille is not None
    assert verdict.apostille.page == 2


def test_certification_on_the_last_page_covers_the_document() -> None:
    back = page(
        ["Certified true copy of this and the preceding page"], stamps=["NOTARIS MR SMIT BREDA"], number=2
    )
    verdict = judge(document(page(DIPLOMA), back), rules())
    assert (verdict.code, verdict.page) == ("notary", 2)


def test_the_translators_own_page_certifies_nothing() -> None:
    translation = page(
        ["Ondergetekende, beëdigd vertaler Pools, verklaart dat dit een getrouwe en volledige vertaling is"],
        stamps=["BEËDIGD VERTALER RBTV 12345"],
        number=2,
    )
    verdict = judge(document(page(DIPLOMA), translation), rules())
    assert verdict.code == "missing", verdict


def test_a_party_that_is_not_admitted_needs_no_stamp() -> None:
    copied = page(DIPLOMA, mark=["Kopie conform origineel, gezien door collega A. Bos"], stamps=[])
    assert judge(document(copied), rules()).code == "party-not-accepted"


def test_an_admitted_party_does() -> None:
    copied = page(DIPLOMA, mark=["Kopie conform origineel, mr. A. Bos, notaris te Ede"], stamps=[])
    assert judge(document(copied), rules()).code == "undetermined"


def test_a_wording_with_the_holders_own_name_is_an_own_statement() -> None:
    marked = page(DIPLOMA, mark=("Kopie gelijk aan het origineel", "Anna Bakker"))
    assert judge(document(marked), rules()).code == "own-statement"
    stranger = page(DIPLOMA, mark=("Kopie gelijk aan het origineel", "Karel de Wit"))
    assert judge(document(stranger), rules()).code == "undetermined"


def test_a_stamp_of_somebody_else_belies_the_issuer_in_print() -> None:
    lines = ("University of Northfield", *DIPLOMA[1:])
    marked = page(
        lines, mark=("True copy, Barclays Bank, Northfield branch",), stamps=("NORTHFIELD POST OFFICE",)
    )
    assert judge(document(marked), rules()).code == "party-not-accepted"


def test_a_place_with_its_date_names_no_issuer() -> None:
    lines = ("Northern College", "Diploma", "Kimberley, 12 December 2011")
    marked = page(lines, mark=("True copy of the original",), stamps=("Lodge, Kimberley",))
    assert judge(document(marked), rules()).code == "undetermined"


def test_running_text_names_no_issuer() -> None:
    text = "heeft recht op het voeren van de bij de opleiding behorende graad."
    marked = page(
        (*DIPLOMA[:7], "", text), mark=("gewaarmerkte kopie",), stamps=("behorende opleiding graad",)
    )
    assert judge(document(marked), rules()).code == "undetermined"


def test_a_colleague_in_the_first_person_is_not_admitted() -> None:
    marked = page(DIPLOMA, mark=("Ik heb als collega het origineel gezien en verklaar dat de kopie klopt",))
    assert judge(document(marked), rules()).code == "party-not-accepted"


def test_an_office_broken_in_two_by_recognition_is_told() -> None:
    marked = page(DIPLOMA, mark=("true copy of the original seen by me", "embas sy of the Phil ippines"))
    assert judge(document(marked), rules()).code == "party-not-accepted"


def test_the_register_that_the_paper_is_for_certified_nothing() -> None:
    marked = page(
        DIPLOMA, mark=("ten behoeve van het BIG-register", "Ik verklaar dat dit een echte kopie is", "A. B.")
    )
    assert judge(document(marked), rules()).code == "own-statement"


def test_the_emblem_of_a_letterhead_is_nobody_elses_mark() -> None:
    emblem = Stamp((0.75, 0.08, 0.87, 0.16), "round", "black", "Ministerie Hogeschool Rijnmond", 0.75)
    made = page(DIPLOMA, mark=("Dit is een kopie van mijn diploma",))
    verdict = judge(document(replace(made, stamps=(emblem,))), rules())
    assert verdict.code == "own-statement"


SEALED = Stamp((0.6, 0.17, 0.75, 0.27), "round", "black", "HOGESCHOOL RIJNMOND", 0.95)


def sealed(*stamps: Stamp, lines: Sequence[str] = DIPLOMA, mark: Sequence[str] = ()) -> Document:
    """A diploma with the seal that belongs to it, and other stamps."""
    return document(replace(page(lines, mark=mark), stamps=(SEALED, *stamps)))


def stamp(text: str, confidence: float = 0.95) -> Stamp:
    return Stamp((0.4, 0.9, 0.6, 0.95), "rectangular", "blue", text, confidence)


@pytest.mark.parametrize(
    "text",
    [
        "INGEKOMEN 21 FEB. 2024",
        "NGEKOMEN 21 FEB 2024",
        "REÇU LE 14 MARS 2023",
        "Eingegangen 3. Mai 2022 Poststelle",
        "RECEIVED 4 JAN 2024 Mail room",
        "KOPIE",
    ],
)
def test_a_stamp_of_a_desk_that_received_a_paper_certifies_nothing(text: str) -> None:
    assert judge(sealed(stamp(text)), rules()).code == "missing"
    assert judge(sealed(stamp(text), mark=("Kopie van mijn diploma",)), rules()).code == "own-statement"


def test_a_received_stamp_is_told_by_the_words_of_the_page_in_it() -> None:
    made = page(DIPLOMA, mark=("| INGEKOMEN 21 FEB. 2024",))
    *print_, edge, first, day, month, year = made.words
    moved = [
        replace(w, box=(w.box[0] + 0.3, w.box[1], w.box[2] + 0.3, w.box[3]))
        for w in (first, day, month, year)
    ]
    marked = replace(made, words=(*print_, edge, *moved))
    frame = Stamp((0.44, 0.705, 0.66, 0.735), "rectangular", "blue", "", 0.9)
    assert judge(document(replace(marked, stamps=(SEALED, frame))), rules()).code == "missing"


def test_a_line_of_print_that_runs_through_a_stamp_is_none_of_its_own() -> None:
    marked = page(DIPLOMA, mark=("who has received the degree in", "the year of the award"))
    frame = Stamp((0.19, 0.69, 0.27, 0.735), "rectangular", "blue", "", 0.9)
    assert judge(document(replace(marked, stamps=(SEALED, frame))), rules()).code == "undetermined"


def test_a_stamp_that_says_more_than_received_is_looked_at() -> None:
    assert judge(sealed(stamp("ONTVANGEN EN VERGELEKEN MET ORIGINEEL")), rules()).code == "undetermined"


def test_the_seal_of_an_original_is_no_stamp_of_a_wording_further_down() -> None:
    assert judge(sealed(mark=("Voor kopie conform",)), rules()).code == "undetermined"
    assert judge(sealed(stamp("KOPIE CONFORM")), rules()).code == "undetermined"
    own = ("Se certifie ce docurent conforme", "à l'eriginal que $e détiens")
    assert judge(sealed(mark=own), rules()).code == "own-statement"


def test_the_date_of_issue_beside_a_seal_is_not_that_of_a_certification() -> None:
    low = replace(SEALED, box=(0.55, 0.70, 0.72, 0.82))
    issued = page(DIPLOMA[:6], mark=("Rotterdam, 12 juli 2012",))
    above = replace(low, box=(0.55, 0.72, 0.72, 0.82))
    for one in (low, above):
        assert judge(document(replace(issued, stamps=(one,))), rules()).code == "missing"
    later = page(DIPLOMA, mark=("12 juli 2022",))
    assert judge(document(replace(later, stamps=(low,))), rules()).code == "issuer"


def test_a_course_in_a_frame_is_no_office() -> None:
    assert judge(sealed(stamp("Anatomy Pharmacology", 0.5)), rules()).code == "missing"
    assert judge(sealed(stamp("Pharmacy De Brug", 0.5)), rules()).code == "party-not-accepted"
    table = stamp(
        "Anatomy 12 Physiology 15 Pharmacy 15 Ethics 5 Hygiene 3 Internal medicine 5 Surgery 6 Dutch law 5",
        0.5,
    )
    assert judge(sealed(table), rules()).code == "missing"


def test_letters_that_touch_name_the_same_issuer_in_a_stamp() -> None:
    lines = ("Thornbury General Hospital", *STATEMENT[2:6])
    read = ("Medical Staffing, Thombury General Hospital",)
    marked = page(lines, mark=("Certified true copy", *read))
    box = (0.08, 0.69, 0.6, 0.8)
    frame = Stamp(box, "rectangular", "blue", "Cernitied mue copy fedical Staffing Thornbury Hospral", 0.8)
    one = document(replace(marked, stamps=(frame,)), kind=Kind.EMPLOYMENT_STATEMENT)
    assert judge(one, rules()).code == "issuer"


def test_words_far_apart_are_no_statement_by_hand() -> None:
    print_and_stamp = page(("het bezit van dit diploma verbindt", "hierbij"), mark=("Kopie naar origineel",))
    words = tuple(replace(word, confidence=0.4) for word in print_and_stamp.words)
    assert judge(document(replace(print_and_stamp, words=words)), rules()).code == "undetermined"
