# ruff: noqa: E501  (running text and tables of words)
"""Invented persons, institutions, places and numbers."""

from __future__ import annotations

import random
from dataclasses import dataclass

SURNAMES = (
    "Van der Wielinga",
    "Hoekstra-Brandt",
    "Oudekamp",
    "Te Loozen",
    "Zwartendijk",
    "Vermeulen-Prins",
    "De Haas Molenkamp",
    "Kuiperij",
    "Achterveldt",
    "Broekstra",
    "Nieuwelaar",
    "Van Schagerland",
    "Rozemuller",
    "Tjaarda",
    "Wijnhuizen",
    "Kowalczyn",
    "Ionescovici",
    "Marinelli Ruocco",
    "Fernandes Tolosa",
    "Özdemirel",
    "Benhaddouche",
    "Okonjoro",
    "Schwarzlinger",
    "Dubreuilh",
    "Lindqvarn",
    "Petrovanski",
    "Papadorakis",
    "Horvathy",
    "Abdelkarimi",
    "Nguyenssen",
)
GIVEN = (
    "Annelore",
    "Bregje Maria",
    "Casper Jan",
    "Dunya",
    "Elvira Sanne",
    "Floris",
    "Gwenda",
    "Hidde Pieter",
    "Ilse-Marie",
    "Jorrit",
    "Katarzyna",
    "Luciana",
    "Mihail",
    "Nadira",
    "Oleksandr",
    "Pilar",
    "Quinten",
    "Rosalie",
    "Stavros",
    "Teuntje",
    "Ulrike",
    "Veronique",
    "Wiebe",
    "Xandra",
    "Yusuf",
    "Zsofia",
)
CITIES = (
    "Leeuwarden",
    "Zutphen",
    "Goes",
    "Venlo",
    "Assen",
    "Hoorn",
    "Gouda",
    "Tiel",
    "Roermond",
    "Deventer",
    "Alkmaar",
    "Ede",
    "Vlissingen",
    "Emmen",
    "Oss",
    "Meppel",
    "Harderwijk",
    "Zeist",
    "Sneek",
    "Weert",
)
STREETS = (
    "Lindelaan",
    "Korte Brugstraat",
    "Molenpad",
    "Singelgracht",
    "Prins Mauritsweg",
    "Achter de Kerk",
    "Veldzichtlaan",
    "Oude Havenkade",
    "Dr. Nolensplein",
    "Zonnebloemstraat",
)
EMPLOYERS = (
    "Ziekenhuis De Waterlanden",
    "Stichting Zorggroep Merenveld",
    "Woonzorgcentrum Het Anker",
    "GGZ Noordervaart",
    "Medisch Centrum Oostkamp",
    "Thuiszorg De Linde B.V.",
    "Revalidatiecentrum Duinoord",
    "Kliniek Zuiderpoort",
    "Huisartsenpraktijk Aan de Vliet",
    "Verpleeghuis Rozenhage",
    "Tandartspraktijk Kroonenburg",
    "Fysiotherapie Brugzicht",
    "Apotheek De Vijzel",
    "Streekziekenhuis Vechtdalen",
    "Zorgcoöperatie Bergzand U.A.",
)
SCHOOLS = (
    "Hogeschool Waddenkust",
    "Universiteit van de Lage Landen",
    "ROC Rivierenstreek",
    "Hogeschool Brabantse Delta",
    "Academie voor Verpleegkunde Noord",
    "Hogeschool Vijverberg",
)
FOREIGN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("Northbridge General Hospital", "Ashcombe University", "St Wilfrid's Infirmary"),
        ("Halford", "Kingsmere", "Ballintoy"),
    ),
    "fr": (
        ("Hôpital Sainte-Aldegonde", "Université de la Vallée-Haute", "Clinique du Parc Boisé"),
        ("Montclair", "Saint-Vaury", "Limont"),
    ),
    "de": (
        ("Klinikum Lindenau", "Hochschule Westerberg", "Universitätsklinikum Hohenfeld"),
        ("Altenbruck", "Weidenau", "Hohenfeld"),
    ),
    "pl": (
        ("Szpital Miejski im. św. Jadwigi", "Uniwersytet Medyczny Ziemi Wschodniej"),
        ("Zielonka Górna", "Brzozów Mały"),
    ),
    "ro": (
        ("Spitalul Județean Valea Lungă", "Universitatea de Medicină Dealul Verde"),
        ("Valea Lungă", "Brădești"),
    ),
    "es": (
        ("Hospital Comarcal de la Ribera", "Universidad de Valdeluz"),
        ("Villaverde del Soto", "Almenara"),
    ),
    "it": (
        ("Ospedale Civile San Gaudenzio", "Università degli Studi di Montelauro"),
        ("Montelauro", "Borgosereno"),
    ),
    "pt": (
        ("Hospital Distrital de Vale Formoso", "Universidade do Mondego Alto"),
        ("Vale Formoso", "Arcozelo"),
    ),
    "tr": (("Yeşilova Devlet Hastanesi", "Akçadere Üniversitesi"), ("Yeşilova", "Akçadere")),
    "ru": (("Городская больница № 14", "Северо-Заречный медицинский университет"), ("Заречье", "Берёзовск")),
    "uk": (("Обласна клінічна лікарня", "Придеснянський медичний університет"), ("Підлісне", "Вишневець")),
    "el": (("Γενικό Νοσοκομείο Λιμνοχωρίου", "Πανεπιστήμιο Ανατολικής Πίνδου"), ("Λιμνοχώρι", "Πετρωτό")),
    "bg": (
        ("Многопрофилна болница „Света Петка“", "Медицински университет Горна река"),
        ("Горна река", "Белово поле"),
    ),
    "hu": (("Szent Borbála Kórház", "Tiszamenti Egyetem"), ("Kisvölgy", "Tiszaberek")),
    "cs": (("Nemocnice Horní Lhota", "Lékařská fakulta Podhorské univerzity"), ("Horní Lhota", "Podhoří")),
}
ROMAN = {
    "Городская больница № 14": "Gorodskaja bolnitsa No. 14",
    "Северо-Заречный медицинский университет": "Severo-Zaretsjny Medisch-universitet",
    "Заречье": "Zaretsje",
    "Берёзовск": "Berjozovsk",
    "Обласна клінічна лікарня": "Oblasna klinichna likarnia",
    "Придеснянський медичний університет": "Prydesnianskyi medychnyi universytet",
    "Підлісне": "Pidlisne",
    "Вишневець": "Vyshnevets",
    "Γενικό Νοσοκομείο Λιμνοχωρίου": "Geniko Nosokomeio Limnochoriou",
    "Πανεπιστήμιο Ανατολικής Πίνδου": "Panepistimio Anatolikis Pindou",
    "Λιμνοχώρι": "Limnochori",
    "Πετρωτό": "Petroto",
    "Многопрофилна болница „Света Петка“": "Mnogoprofilna bolnitsa Sveta Petka",
    "Медицински университет Горна река": "Meditsinski universitet Gorna reka",
    "Горна река": "Gorna reka",
    "Белово поле": "Belovo pole",
}
MONTHS = {
    "nl": (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "de": (
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
}


@dataclass(frozen=True)
class Person:
    """An invented person."""

    surname: str
    given: str
    birth: tuple[int, int, int]
    sex: str

    @property
    def name(self) -> str:
        """Return the full name."""
        return f"{self.given} {self.surname}"


def person(rng: random.Random) -> Person:
    """Return an invented person."""
    birth = (rng.randint(1958, 1999), rng.randint(1, 12), rng.randint(1, 28))
    return Person(rng.choice(SURNAMES), rng.choice(GIVEN), birth, rng.choice("MF"))


def plain(text: str) -> str:
    """Return the name as an MRZ spells it."""
    table = str.maketrans({"Ö": "O", "ö": "o", "é": "e", "-": " ", "'": ""})
    return text.translate(table).upper()


def day(rng: random.Random, first: int = 2005, last: int = 2025) -> tuple[int, int, int]:
    """Return a date."""
    return rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28)


def date(value: tuple[int, int, int], language: str = "", rng: random.Random | None = None) -> str:
    """Write a date: in words for nl, en, fr and de, else in figures."""
    year, month, dom = value
    if language in MONTHS and (rng is None or rng.random() < 0.7):
        dot = "." if language == "de" else ""
        return f"{dom}{dot} {MONTHS[language][month - 1]} {year}"
    sep = (
        "."
        if language in {"de", "pl", "ro", "tr", "ru", "uk", "bg", "cs", "hu"}
        else "/"
        if language in {"fr", "es", "it", "pt", "el"}
        else "-"
    )
    return f"{dom:02}{sep}{month:02}{sep}{year}"


def address(rng: random.Random) -> tuple[str, str]:
    """Return street and town lines."""
    code = f"{rng.randint(1011, 9999)} {rng.choice('ABCDEGHJKLNPRTVWXZ')}{rng.choice('ABCDEGHJKLNPRTVWXZ')}"
    return f"{rng.choice(STREETS)} {rng.randint(1, 240)}", f"{code}  {rng.choice(CITIES)}"


def phone(rng: random.Random) -> str:
    """Return a telephone number."""
    return rng.choice(
        (
            f"06-{rng.randint(10**7, 10**8 - 1)}",
            f"0{rng.randint(10, 79)} {rng.randint(1000000, 9999999)}",
            f"+31 (0){rng.randint(10, 79)} {rng.randint(100, 999)} {rng.randint(10, 99)} {rng.randint(10, 99)}",
        )
    )


def iban(rng: random.Random) -> str:
    """Return an account number with a right check."""
    bank = rng.choice(("TEST", "DEMO", "VOOR"))
    number = f"{rng.randint(10**8, 10**9 - 1):010d}"
    text = bank + number + "NL00"
    value = int("".join(str(ord(c) - 55) if c.isalpha() else c for c in text))
    return f"NL{98 - value % 97:02d} {bank} {number[:4]} {number[4:8]} {number[8:]}"


def big(rng: random.Random) -> str:
    """Return a BIG number: eleven digits."""
    return f"{rng.choice(('1', '2', '4', '7', '8', '9'))}90{rng.randint(10**5, 10**6 - 1)}{rng.choice(('01', '02', '30', '04', '07'))}"


def surname_line(rng: random.Random) -> str:
    """Return initials and surname, as under a letter."""
    return f"{rng.choice('ABCDEHJKLMPRSTW')}.{rng.choice('ABCDEHJKLMP')}. {rng.choice(SURNAMES)}"
