"""Other evidence: CVs, certificates of professional status and of good conduct, language certificates."""

from __future__ import annotations

from random import Random

from tests.corpus import documents, numbers, stamps
from tests.corpus.canvas import MM, Sheet
from tests.corpus.language import Facts, day, texts
from tests.corpus.layout import Flow

STATUS = {
    "nl": (
        "Verklaring omtrent beroepsuitoefening",
        "Hierbij verklaren wij dat de hieronder genoemde persoon in ons "
        "register is ingeschreven, bevoegd is het beroep zelfstandig uit te oefenen, en dat er geen "
        "beperkingen of "
        "tuchtmaatregelen van kracht zijn.",
        "Registratiedatum",
        "Registratienummer",
        "Diplomadatum",
    ),
    "en": (
        "Certificate of Current Professional Status",
        "This is to certify that the person named below is entered in "
        "our register, is entitled to practise independently, and is not subject to any restriction, "
        "suspension or "
        "disciplinary proceedings.",
        "Date of registration",
        "Registration number",
        "Date of diploma",
    ),
    "fr": (
        "Attestation de situation professionnelle",
        "Nous attestons que la personne désignée ci-dessous est inscrite "
        "au tableau de l'ordre, qu'elle a le droit d'exercer sa profession et qu'aucune sanction "
        "disciplinaire n'est "
        "en cours.",
        "Date d'inscription",
        "Numéro d'inscription",
        "Date du diplôme",
    ),
    "de": (
        "Unbedenklichkeitsbescheinigung",
        "Hiermit wird bescheinigt, dass die nachstehend genannte Person berechtigt "
        "ist, ihren Beruf ohne Einschränkung auszuüben, und dass keine berufsrechtlichen Maßnahmen gegen sie "
        "eingeleitet worden sind.",
        "Datum der Eintragung",
        "Registernummer",
        "Datum des Diploms",
    ),
}
CONDUCT = {
    "nl": (
        "Verklaring omtrent het gedrag",
        "De minister voor Rechtsbescherming verklaart dat uit het onderzoek naar het "
        "gedrag van betrokkene niet is gebleken van bezwaren tegen de uitoefening van de functie in de "
        "gezondheidszorg.",
    ),
    "en": (
        "Police Certificate of Good Conduct",
        "A search of the criminal records was made and no convictions, cautions "
        "or pending proceedings were found against the person named below as at the date of this "
        "certificate.",
    ),
    "fr": (
        "Extrait de casier judiciaire",
        "Après consultation du casier judiciaire central, aucune condamnation n'a été "
        "relevée à charge de la personne désignée ci-dessous à la date du présent extrait : néant.",
    ),
    "de": (
        "Führungszeugnis",
        "Über die nachstehend bezeichnete Person sind im Zentralregister keine Eintragungen "
        "vorhanden. Inhalt: Keine Eintragung.",
    ),
}
LANGUAGE = {
    "nl": (
        "Certificaat Nederlands als tweede taal",
        "Deze kandidaat heeft het examen afgelegd en geslaagd voor alle "
        "onderdelen op niveau {level} van het Europees Referentiekader.",
    ),
    "en": (
        "Certificate of English Language Proficiency",
        "The candidate named below has sat the examination and has "
        "reached level {level} of the Common European Framework in all four skills.",
    ),
    "fr": (
        "Diplôme d'études en langue française",
        "Le candidat désigné ci-dessous a passé toutes les épreuves et a "
        "obtenu le niveau {level} du cadre européen commun de référence.",
    ),
    "de": (
        "Zertifikat Deutsch",
        "Die unten genannte Person hat die Prüfung abgelegt und in allen Teilen die Stufe "
        "{level} des Gemeinsamen Europäischen Referenzrahmens erreicht.",
    ),
}
CV = {
    "nl": (
        "Curriculum vitae",
        "Werkervaring",
        "Opleiding",
        "Ik ben een ervaren verpleegkundige die graag in een team "
        "werkt en rustig blijft wanneer het druk is.",
    ),
    "en": (
        "Curriculum vitae",
        "Work experience",
        "Education",
        "I am an experienced nurse who enjoys working in a team and who stays calm when things get busy.",
    ),
    "fr": (
        "Curriculum vitae",
        "Expérience professionnelle",
        "Formation",
        "Infirmière expérimentée, j'aime travailler en "
        "équipe et je garde mon calme dans les moments difficiles.",
    ),
    "de": (
        "Lebenslauf",
        "Berufserfahrung",
        "Ausbildung",
        "Ich bin eine erfahrene Pflegekraft, arbeite gerne im Team und "
        "bleibe auch dann ruhig, wenn viel zu tun ist.",
    ),
}


def _seal(sheet: Sheet, text: str, x: float, y: float, rng: Random) -> None:
    picture = stamps.round_stamp(text.upper(), "", rng=rng)
    sheet.picture(picture, x, y, x + 36 * MM, y + 36 * MM)


def _page(facts: Facts, rng: Random, office: str) -> tuple[Sheet, Flow]:
    sheet = documents.blank(rng)
    documents.letterhead(sheet, office, facts.city, Random(facts.number))
    column = documents.flow(sheet, facts.code, rng, size=10.5, y=84)
    return sheet, column


def professional_status(facts: Facts, rng: Random) -> Sheet:
    """A CCPS: name, birth date, diploma and registration dates, no restrictions, stamp and initials."""
    title, text, since, number, diploma = STATUS[facts.code]
    labels = texts(facts.code)["labels"]
    office = {
        "nl": "Register Zorgberoepen",
        "en": "Nursing and Midwifery Board",
        "fr": "Ordre des infirmiers",
        "de": "Landesamt für Gesundheit",
    }[facts.code]
    sheet, column = _page(facts, rng, office)
    column.heading(title)
    column.para(text)
    column.fields(
        [
            (labels["name"], facts.name),
            (labels["birth"], day(facts.code, facts.birth)),
            (diploma, day(facts.code, facts.issued)),
            (since, day(facts.code, facts.start)),
            (number, numbers.big(rng)),
            (labels["role"], facts.role),
        ]
    )
    column.para(texts(facts.code)["prose"][0]["lines"][0])
    _seal(sheet, office, 330, column.y + 10, rng)
    documents.ink_signature(sheet, column.x, column.y + 60, rng, mm=30)
    return sheet


def good_conduct(facts: Facts, rng: Random) -> Sheet:
    """A certificate of good conduct: name, birth date and place, no convictions."""
    title, text = CONDUCT[facts.code]
    labels = texts(facts.code)["labels"]
    office = {
        "nl": "Ministerie van Justitie",
        "en": "National Police Vetting Bureau",
        "fr": "Casier judiciaire central",
        "de": "Bundesamt für Justiz",
    }[facts.code]
    sheet, column = _page(facts, rng, office)
    column.heading(title, align="centre")
    column.para(text)
    column.fields(
        [
            (labels["name"], facts.name),
            (labels["birth"], day(facts.code, facts.birth)),
            (labels["birthplace"], facts.birthplace),
            (labels["number"], numbers.lookalike(rng)),
        ]
    )
    _seal(sheet, office, 300, column.y + 20, rng)
    return sheet


def language_certificate(facts: Facts, rng: Random) -> Sheet:
    """A language certificate with marks for four skills."""
    title, text = LANGUAGE[facts.code]
    labels = texts(facts.code)["labels"]
    sheet, column = _page(facts, rng, "Lingua Examens" if facts.code == "nl" else "Lingua Certificates")
    column.heading(title, align="centre", size=20)
    column.para(text.format(level=rng.choice(("B1", "B2", "C1"))))
    column.fields(
        [
            (labels["name"], facts.name),
            (labels["birth"], day(facts.code, facts.birth)),
            (labels["number"], numbers.lookalike(rng)),
            (labels["date"], day(facts.code, facts.issued)),
        ]
    )
    skills = {
        "nl": ("Lezen", "Luisteren", "Schrijven", "Spreken"),
        "en": ("Reading", "Listening", "Writing", "Speaking"),
        "fr": ("Lire", "Écouter", "Écrire", "Parler"),
        "de": ("Lesen", "Hören", "Schreiben", "Sprechen"),
    }
    column.table(
        [(labels["course"], labels["grade"]), *((s, f"{rng.randrange(60, 99)}") for s in skills[facts.code])],
        widths=(3, 1),
    )
    documents.ink_signature(sheet, column.x, column.y + 50, rng)
    return sheet


def curriculum(facts: Facts, rng: Random) -> Sheet:
    """A CV in one column."""
    title, work, school, about = CV[facts.code]
    labels = texts(facts.code)["labels"]
    sheet = documents.blank(rng)
    column = documents.flow(sheet, facts.code, rng, size=10)
    column.heading(f"{title} {facts.name}")
    column.para(about)
    column.fields(
        [
            (labels["birth"], day(facts.code, facts.birth)),
            (labels["phone"], numbers.phone(rng)),
            (labels["place"], facts.city),
            ("BIG", numbers.big(rng)),
        ]
    )
    column.heading(work)
    data = texts(facts.code)
    year = 2024
    for org in rng.sample(data["orgs"], min(3, len(data["orgs"]))):
        span = rng.randrange(2, 5)
        column.fields(
            [
                (
                    f"{year - span} - {year}",
                    f"{rng.choice(data['roles'])}, {org}, {rng.choice(data['cities'])}",
                )
            ],
            column=90,
        )
        column.para(data["prose"][-1]["lines"][rng.randrange(2)], size=9)
        year -= span
    column.heading(school)
    column.fields(
        [(f"{facts.issued.year - 4} - {facts.issued.year}", f"{facts.course}, {facts.school}")], column=90
    )
    return sheet
