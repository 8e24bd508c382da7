"""Wording and parties of certification marks, paraphrased."""

from __future__ import annotations

COPY: dict[str, tuple[str, ...]] = {
    "nl": (
        "Voor gewaarmerkt afschrift",
        "Kopie conform het origineel",
        "Voor eensluidend afschrift van het getoonde stuk",
        "Gezien en overeenkomstig het origineel bevonden",
        "Deze kopie stemt overeen met het ons getoonde origineel",
        "Gewaarmerkte kopie",
        "Afschrift gelijkluidend aan het originele document",
    ),
    "en": (
        "Certified true copy",
        "I certify that this is a true copy of the original shown to me",
        "Copy agrees with the original document",
        "Certified to be a true and complete copy of the original",
        "Original seen - copy verified",
    ),
    "fr": (
        "Copie certifiée conforme à l'original",
        "Pour copie conforme",
        "Vu et certifié conforme au document original présenté",
        "Photocopie certifiée conforme",
    ),
    "de": (
        "Beglaubigte Kopie",
        "Die Übereinstimmung mit dem Original wird hiermit beglaubigt",
        "Vorstehende Ablichtung stimmt mit der Urschrift überein",
        "Amtlich beglaubigte Abschrift",
    ),
    "pl": ("Za zgodność z oryginałem", "Stwierdzam zgodność kopii z okazanym oryginałem"),
    "es": ("Es copia fiel del original", "Compulsado con el original"),
    "it": ("Copia conforme all'originale", "Per copia conforme"),
    "ro": ("Conform cu originalul", "Copie legalizată, conformă cu originalul"),
}
OWN = (
    "Ik verklaar dat deze kopie gelijk is aan het origineel, dat ik zelf in bezit heb.",
    "Je certifie ce document conforme à l'original que je détiens.",
    "I hereby declare that this is a true copy of my own original diploma.",
    "Hierbij verklaar ik, de aanvrager, dat dit een juiste kopie is van mijn diploma.",
    "Ich versichere, dass diese Kopie mit meinem Original übereinstimmt.",
    "J'atteste sur l'honneur que cette copie est conforme à mon original.",
    "Kopie van mijn eigen document, door mij voor origineel verklaard.",
    "I, the holder of this document, confirm it is a copy of the original in my possession.",
)
NOTARY_NL: tuple[tuple[str, ...], ...] = (
    ("NOTARIS", "mr. {who}", "notaris te {city}"),
    ("Notariskantoor {last}", "{city}"),
    ("mr. {who}, notaris", "gevestigd te {city}"),
    ("mr. {who}", "kandidaat-notaris te {city}"),
    ("{last} Notarissen", "{street}", "{town}"),
    ("mr. {who}", "toegevoegd notaris", "{city}, Nederland"),
    ("Mr. {who}", "civil-law notary", "{city}, the Netherlands"),
)
NOTARY_EEA: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("de", ("Notar", "{who}", "in Hohenfeld"), "NOTAR DR. {LAST} * HOHENFELD"),
    ("fr", ("Maître {last}", "NOTAIRE", "Montclair (France)"), "OFFICE NOTARIAL * MONTCLAIR"),
    ("nl", ("Notaris {last}", "notaris te Gent", "België"), "NOTARIS {LAST} * GENT BELGIË"),
    ("es", ("{last}", "NOTARIO", "Almenara (España)"), "NOTARÍA DE ALMENARA"),
    ("it", ("Dott. {last}", "NOTAIO in Montelauro", "Italia"), "NOTAIO {LAST} * MONTELAURO"),
    ("pl", ("NOTARIUSZ", "{last}", "Zielonka Górna"), "KANCELARIA NOTARIALNA"),
    ("ro", ("{last}", "NOTAR PUBLIC", "Valea Lungă, România"), "BIROU NOTARIAL * ROMÂNIA"),
)
NOTARY_OUTSIDE: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("en", ("{last}", "NOTARY PUBLIC", "State of Florida, USA"), "NOTARY PUBLIC * STATE OF FLORIDA"),
    ("en", ("{last}", "Notary Public", "Manchester, England"), "NOTARY PUBLIC * ENGLAND"),
    ("en", ("{last}", "Notary Public", "Quezon City, Philippines"), "NOTARY PUBLIC * PHILIPPINES"),
    ("en", ("T.C. ANKARA 14. NOTERLİĞİ", "{last}"), "ANKARA 14. NOTERLİĞİ"),
    ("en", ("Advocate {last}", "Notary, Pretoria", "South Africa"), "NOTARY * PRETORIA SOUTH AFRICA"),
)
OTHER_PARTY: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("nl", ("Gemeente {city}", "afdeling Burgerzaken"), "GEMEENTE {CITY}"),
    ("nl", ("Gemeente {city}", "Publiekszaken", "namens de burgemeester"), "BURGEMEESTER VAN {CITY}"),
    ("nl", ("Beëdigd vertaler {last}", "Wbtv-nummer {wbtv}"), "BEËDIGD VERTALER * {LAST}"),
    ("nl", ("Advocatenkantoor {last}", "{city}"), "ADVOCATEN * {CITY}"),
    ("en", ("Embassy of Farlandia", "Consular section", "The Hague"), "EMBASSY * CONSULAR SECTION"),
    ("nl", ("Huisartsenpraktijk {last}", "{city}"), "HUISARTS {LAST}"),
    ("nl", ("Openbare Bibliotheek {city}", "balie"), "OPENBARE BIBLIOTHEEK"),
    ("nl", ("Postkantoor & Copyshop", "{city}"), "COPYSHOP {CITY}"),
    ("nl", ("Politie {city}", "afdeling Service"), "POLITIE {CITY}"),
    ("en", ("{last} Recruitment Ltd", "Nursing Agency"), "{LAST} RECRUITMENT AGENCY"),
)
AUTHORITIES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "en": ("en", ("Nursing and Midwifery Board", "Department of Health"), "MINISTRY OF HEALTH"),
    "de": ("de", ("Landesamt für Gesundheit", "Anerkennungsstelle"), "LANDESAMT FÜR GESUNDHEIT"),
    "fr": ("fr", ("Ministère de la Santé", "Bureau des diplômes"), "MINISTÈRE DE LA SANTÉ"),
    "pl": ("pl", ("Ministerstwo Zdrowia", "Departament Kształcenia"), "MINISTERSTWO ZDROWIA"),
    "es": ("es", ("Ministerio de Sanidad", "Registro de títulos"), "MINISTERIO DE SANIDAD"),
    "it": ("it", ("Ministero della Salute", "Ufficio titoli esteri"), "MINISTERO DELLA SALUTE"),
    "ro": ("ro", ("Ministerul Sănătății", "Direcția resurse umane"), "MINISTERUL SĂNĂTĂȚII"),
}
