# ruff: noqa: E501  (running text and tables of words)
"""Bundles of a source and its translation: sworn, not sworn, alone, incomplete, into a language that is not accepted.

Where a translation bears all marks of a sworn one, `translation.sworn` is expected besides its defect.
The source under a sworn translation into a language that is not accepted is not judged.
"""

from __future__ import annotations

import random
from functools import partial

from . import fonts, language, marks, pack, people, scan, texts
from .canvas import Page, pdf, raster
from .flow import Flow
from .model import Bundle, Doc
from .registry import Leaf

NAMES = {
    "nl": "Pools|Roemeens|Spaans|Italiaans|Portugees|Turks|Russisch|Oekraïens|Grieks|Bulgaars|Hongaars|Tsjechisch",
    "en": "Polish|Romanian|Spanish|Italian|Portuguese|Turkish|Russian|Ukrainian|Greek|Bulgarian|Hungarian|Czech",
    "fr": "polonaise|roumaine|espagnole|italienne|portugaise|turque|russe|ukrainienne|grecque|bulgare|hongroise|tchèque",
    "de": "polnischen|rumänischen|spanischen|italienischen|portugiesischen|türkischen|russischen|ukrainischen|griechischen|bulgarischen|ungarischen|tschechischen",
    "es": "polaco|rumano|español|italiano|portugués|turco|ruso|ucraniano|griego|búlgaro|húngaro|checo",
    "it": "polacco|rumeno|spagnolo|italiano|portoghese|turco|russo|ucraino|greco|bulgaro|ungherese|ceco",
}
# heading, declaration, stamp lines, stamp ring
SWORN: dict[str, tuple[tuple[str, str, tuple[str, ...], str], ...]] = {
    "nl": (
        (
            "Beëdigde vertaling uit het {lang}",
            "Ondergetekende, {who}, als beëdigd vertaler {lang}-Nederlands ingeschreven in het Register beëdigde tolken en vertalers onder nummer {no}, verklaart dat het bovenstaande een getrouwe en volledige vertaling is van het aangehechte stuk.",
            ("{last}", "beëdigd vertaler", "Wbtv {no}"),
            "BEËDIGD VERTALER * WBTV {no}",
        ),
        (
            "Vertaling uit het {lang}",
            "Ik, {who}, door de rechtbank beëdigd als vertaler in de {lang}e taal (Rbtv-nr. {no}), verklaar hierbij dat ik het hieraan gehechte document volledig en naar waarheid in het Nederlands heb vertaald.",
            ("Vertaalbureau {last}", "Rbtv-nr. {no}"),
            "VERTALER * RBTV {no}",
        ),
        (
            "VERTALING - {lang} / Nederlands",
            "Voor getrouwe vertaling, woord voor woord overeenkomend met de inhoud van het origineel: {who}, beëdigd vertaler, Wbtv-nummer {no}.",
            ("{last}, beëdigd vertaler", "Rbtv {no}"),
            "BEËDIGD VERTAALSTER {LAST}",
        ),
    ),
    "en": (
        (
            "Sworn translation from {lang}",
            "I, {who}, sworn translator for {lang} and English, entered in the Dutch register of sworn interpreters and translators (Rbtv) under number {no}, declare that the foregoing is a true and complete translation of the attached document.",
            ("{last}", "sworn translator", "Wbtv no. {no}"),
            "SWORN TRANSLATOR * {LAST}",
        ),
        (
            "Translation from the {lang} language",
            "The undersigned, {who}, duly sworn in as a translator by the District Court, hereby certifies that this is a faithful and accurate rendering into English of the {lang} original, nothing having been left out. Rbtv number {no}.",
            ("{last} Translations", "sworn translator", "Rbtv {no}"),
            "SWORN TRANSLATOR * RBTV {no}",
        ),
    ),
    "fr": (
        (
            "Traduction assermentée de la langue {lang}",
            "Je soussigné(e), {who}, expert traducteur près la cour d'appel de Montclair, certifie que la présente traduction est conforme à l'original rédigé en langue {lang}. Visé ne varietur sous le n° {no}.",
            ("{last}", "Traducteur assermenté", "Cour d'appel de Montclair"),
            "EXPERT TRADUCTEUR * COUR D'APPEL",
        ),
        (
            "Traduction certifiée conforme à l'original",
            "Traduit de la langue {lang} par {who}, traductrice jurée, qui atteste avoir rendu fidèlement et sans omission le texte joint. N° {no}.",
            ("{last}", "traductrice jurée"),
            "TRADUCTRICE JURÉE * {LAST}",
        ),
    ),
    "de": (
        (
            "Beglaubigte Übersetzung aus der {lang} Sprache",
            "Als vom Präsidenten des Landgerichts öffentlich bestellte und allgemein beeidigte Übersetzerin bescheinige ich, {who}, die Richtigkeit und Vollständigkeit der vorstehenden Übersetzung aus der {lang} Sprache. Urkundenrolle {no}.",
            ("{last}", "allgemein beeidigte", "Übersetzerin"),
            "BEEIDIGTE ÜBERSETZERIN {LAST}",
        ),
        (
            "Übersetzung aus der {lang} Sprache",
            "Die genaue Übereinstimmung der vorstehenden Übersetzung mit der angehefteten Urschrift bestätige ich unter Berufung auf meinen Eid. {who}, gerichtlich beeidigter Dolmetscher und Übersetzer, Nr. {no}.",
            ("{last}", "gerichtlich beeidigter", "Übersetzer"),
            "GERICHTLICH BEEIDIGT * {LAST}",
        ),
    ),
    "es": (
        (
            "Traducción jurada del {lang}",
            "Don/Doña {who}, Traductor(a)-Intérprete Jurado/a, certifica que la que antecede es traducción fiel y completa al español de un documento redactado en {lang}. N.º {no}.",
            ("{last}", "Traductora Jurada", "N.º {no}"),
            "TRADUCTORA-INTÉRPRETE JURADA",
        ),
    ),
    "it": (
        (
            "Traduzione giurata dal {lang}",
            "Il sottoscritto {who}, traduttore giurato iscritto all'albo del tribunale con il n. {no}, giura di aver fedelmente e integralmente tradotto in italiano il documento allegato, redatto in {lang}.",
            ("{last}", "traduttore giurato"),
            "TRADUTTORE GIURATO * {LAST}",
        ),
    ),
}
PLAIN: dict[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        ("Vertaling", "Vertaald door {who}, kennis van de aanvrager."),
        ("Nederlandse vertaling (eigen vertaling)", ""),
        (
            "Vertaling uit het {lang}",
            "Deze vertaling is gemaakt met een vertaalprogramma en door mij nagekeken.",
        ),
        (
            "Vertaling",
            "Vertaalbureau {last}, afdeling projecten. Aan deze vertaling kunnen geen rechten worden ontleend.",
        ),
    ),
    "en": (
        ("Translation from {lang}", "Translated by {who}, a friend of the applicant."),
        ("English version", "Machine translation, checked by the applicant."),
        ("Unofficial translation", ""),
        ("Translation", "{last} Language Services. For information only."),
    ),
    "fr": (
        ("Traduction libre", "Traduit par {who}, ami de l'intéressé."),
        ("Traduction", "Traduction automatique relue par moi-même."),
        ("Version française", ""),
    ),
    "de": (
        ("Übersetzung", "Übersetzt von {who}, einer Bekannten der Antragstellerin."),
        ("Deutsche Fassung", "Mit einem Programm übersetzt und durchgesehen."),
        ("Freie Übersetzung", ""),
    ),
}
TABLE = {
    "pl": "Przedmiot|Data|Godziny",
    "ro": "Disciplina|Data|Ore",
    "es": "Asignatura|Fecha|Horas",
    "it": "Materia|Data|Ore",
    "pt": "Disciplina|Data|Horas",
    "tr": "Ders|Tarih|Saat",
    "ru": "Предмет|Дата|Часы",
    "uk": "Предмет|Дата|Години",
    "el": "Μάθημα|Ημερομηνία|Ώρες",
    "bg": "Предмет|Дата|Часове",
    "hu": "Tantárgy|Dátum|Óra",
    "cs": "Předmět|Datum|Hodiny",
    "nl": "Vak|Datum|Uren",
    "en": "Subject|Date|Hours",
    "fr": "Matière|Date|Heures",
    "de": "Fach|Datum|Stunden",
}
Facts = dict[str, str]


class Case:
    """The facts of one paper, the same in source and translation."""

    def __init__(self, rng: random.Random, source: str, target: str) -> None:
        self.rng, self.source, self.target = rng, source, target
        self.kind = rng.choice(("diploma", "work"))
        self.who = people.person(rng)
        first = people.day(rng, 2003, 2012)
        self.days = {
            "born": self.who.birth,
            "start": first,
            "end": (first[0] + rng.randint(2, 6), rng.randint(1, 12), rng.randint(1, 28)),
            "date": people.day(rng, 2016, 2022),
        }
        names, towns = people.FOREIGN[source]
        self.same = {
            "name": self.who.name,
            "inst": rng.choice(names),
            "city": rng.choice(towns),
            "hours": str(rng.choice((20, 24, 28, 32, 36))),
            "reg": f"{rng.randint(101, 9999)}/{rng.randint(2006, 2022)}",
        }
        self.rows = [
            (rng.randint(1, 28), rng.randint(1, 12), rng.randint(2004, 2015), rng.randint(20, 240))
            for _ in range(rng.randint(8, 14))
        ]
        self.words = sorted(rng.sample(range(12), 4))
        self.no = str(rng.randint(212, 48999))
        self.translator = people.surname_line(rng)
        order = texts.SOURCES.index(source)
        self.lang = NAMES[target].split("|")[order]

    def body(self, flow: Flow, code: str) -> None:
        """Set the text in a language."""
        title, parts = (texts.DIPLOMA if self.kind == "diploma" else texts.WORK)[code]
        known = self.same | {key: people.date(value, code) for key, value in self.days.items()}
        if code != self.source:  # a translator writes other scripts in Latin letters
            known |= {key: people.ROMAN.get(known[key], known[key]) for key in ("inst", "city")}
        flow.para(f"{known['inst']}, {known['city']}", style="b")
        flow.heading(title)
        for part in parts:
            flow.para(part.format(**known))

    def annex(self, flow: Flow, code: str) -> None:
        """Set the list of subjects: a second page."""
        flow.new_page()
        flow.para(f"{self.same['name']} - {self.same['reg']}", style="b")
        rows = [TABLE[code].split("|")]
        names = ANNEX.get(code, ANNEX["en"])
        for i, (dom, month, year, hours) in enumerate(self.rows):
            rows.append([names[i % len(names)], f"{dom:02}.{month:02}.{year}", str(hours)])
        flow.table(rows, (4, 2, 1))


ANNEX: dict[str, tuple[str, ...]] = {
    "en": ("Anatomy", "Physiology", "Pharmacology", "Nursing care", "Ethics", "Psychology"),
    "nl": ("Anatomie", "Fysiologie", "Farmacologie", "Verpleegkunde", "Ethiek", "Psychologie"),
    "fr": ("Anatomie", "Physiologie", "Pharmacologie", "Soins infirmiers", "Éthique", "Psychologie"),
    "de": ("Anatomie", "Physiologie", "Arzneimittellehre", "Pflege", "Ethik", "Psychologie"),
    "pl": ("Anatomia", "Fizjologia", "Farmakologia", "Pielęgniarstwo", "Etyka", "Psychologia"),
    "ro": ("Anatomie", "Fiziologie", "Farmacologie", "Îngrijire", "Etică", "Psihologie"),
    "es": ("Anatomía", "Fisiología", "Farmacología", "Enfermería", "Ética", "Psicología"),
    "it": ("Anatomia", "Fisiologia", "Farmacologia", "Infermieristica", "Etica", "Psicologia"),
    "pt": ("Anatomia", "Fisiologia", "Farmacologia", "Enfermagem", "Ética", "Psicologia"),
    "tr": ("Anatomi", "Fizyoloji", "Farmakoloji", "Hemşirelik", "Etik", "Psikoloji"),
    "ru": ("Анатомия", "Физиология", "Фармакология", "Сестринское дело", "Этика", "Психология"),
    "uk": ("Анатомія", "Фізіологія", "Фармакологія", "Медсестринство", "Етика", "Психологія"),
    "el": ("Ανατομία", "Φυσιολογία", "Φαρμακολογία", "Νοσηλευτική", "Ηθική", "Ψυχολογία"),
    "bg": ("Анатомия", "Физиология", "Фармакология", "Сестрински грижи", "Етика", "Психология"),
    "hu": ("Anatómia", "Élettan", "Gyógyszertan", "Ápolástan", "Etika", "Pszichológia"),
    "cs": ("Anatomie", "Fyziologie", "Farmakologie", "Ošetřovatelství", "Etika", "Psychologie"),
}


def _source(case: Case, *, annex: bool, born_digital: bool) -> list[Page]:
    rng = case.rng
    flow = Flow(
        rng, rng.choice(language.families(case.source, born_digital=born_digital)), size=rng.uniform(10, 11.5)
    )
    case.body(flow, case.source)
    flow.page.image((flow.margin, flow.y, flow.margin + 130, flow.y + 48), marks.scribble(rng))
    if annex:
        case.annex(flow, case.source)
    return flow.pages


def _translation(case: Case, *, annex: bool, sworn: bool, born_digital: bool) -> list[Page]:
    rng, target = case.rng, case.target
    flow = Flow(
        rng,
        rng.choice(fonts.WIDE_PDF if born_digital else fonts.WIDE),
        size=rng.uniform(10, 11.2),
        top=rng.uniform(50, 70),
    )
    known = {
        "lang": case.lang,
        "who": case.translator,
        "no": case.no,
        "last": case.translator.split(". ")[-1],
    }
    known["LAST"] = known["last"].upper()
    if sworn:
        head, declaration, lines, ring = rng.choice(SWORN[target])
    else:
        head, declaration = rng.choice(PLAIN[target])
    flow.para(head.format(**known), style="i", align=rng.choice("lm"))
    flow.space(8)
    case.body(flow, target)
    if annex:
        case.annex(flow, target)
    flow.room(190)
    flow.space(12)
    if declaration:
        flow.para(declaration.format(**known), size=flow.size * 0.95)
    if sworn:
        flow.para(f"{rng.choice(people.CITIES)}, {people.date(people.day(rng, 2022), target, rng)}")
        y = flow.y
        stamp_lines, stamp_ring = tuple(line.format(**known) for line in lines), ring.format(**known)
        if rng.random() < 0.6:
            image = marks.round_stamp(rng, stamp_ring, [line for line in stamp_lines if len(line) < 24][:2])
            flow.page.image(
                (flow.margin + 10, y, flow.margin + 120, y + 110 * image.height / image.width), image
            )
        else:
            image = marks.oblong_stamp(rng, list(stamp_lines))
            flow.page.image(
                (flow.margin + 10, y, flow.margin + 190, y + 180 * image.height / image.width), image
            )
        flow.page.image((flow.margin + 200, y + 6, flow.margin + 340, y + 60), marks.scribble(rng))
    return flow.pages


def _file(pages: list[Page], rng: random.Random, stem: str, *, born_digital: bool) -> tuple[str, bytes]:
    if born_digital:
        return f"{stem}.pdf", pdf(pages)
    dpi = rng.choice((200, 200, 240))
    mode = rng.choices(("colour", "grey"), (3, 2))[0]
    name, data = pack.save(
        [scan.scan(raster(page, dpi), rng, mode=mode, careful=True) for page in pages],
        rng,
        dpi=dpi,
        stem=stem,
        quality=70,
    )
    return name, data


def make(rng: random.Random, _index: int, *, case: str, procedure: str) -> Bundle:
    """Make one bundle."""
    narrow = procedure in {"eu-recognition", "professional-competence"}
    target = rng.choice(("nl", "en") if narrow else ("nl", "nl", "en", "fr", "de"))
    if case == "target":
        target = rng.choice(("fr", "de", "es", "it") if narrow else ("es", "it"))
    source = rng.choice([code for code in texts.SOURCES if code != target])
    story = Case(rng, source, target)
    annex = case == "incomplete" or rng.random() < 0.25 and target in TABLE
    if target not in TABLE or (source not in ANNEX):
        annex = False
    kind = "diploma" if story.kind == "diploma" else "employment-statement"
    digital = rng.random() < 0.3
    stem = rng.choice(("origineel", "diploma", "document_1", "source"))
    docs: list[Doc] = []
    if case != "alone":
        name, data = _file(_source(story, annex=annex, born_digital=digital), rng, stem, born_digital=digital)
        wanted: list[str] | None = (
            ["translation.required"]
            if case in {"source-only", "not-sworn"}
            else None
            if case == "target"
            else []
        )
        docs.append(Doc(name, data, kind, translation=wanted, born_digital=digital))
    if case == "source-only":
        return Bundle(docs, procedure)
    digital = case == "not-sworn" and rng.random() < 0.4
    pages = _translation(
        story, annex=annex and case != "incomplete", sworn=case != "not-sworn", born_digital=digital
    )
    truth = {
        "sworn": ["translation.sworn"],
        "not-sworn": ["translation.not-sworn"],
        "alone": ["translation.sworn", "translation.source-missing"],
        "incomplete": ["translation.sworn", "translation.incomplete"],
        "target": ["translation.sworn", "translation.target-not-accepted"],
    }[case]
    name, data = _file(
        pages,
        rng,
        rng.choice(("vertaling", "translation_v1", "beedigde vertaling"))
        if case != "alone"
        else "vertaling diploma",
        born_digital=digital,
    )
    docs.append(Doc(name, data, "translation", translation=truth, born_digital=digital))
    return Bundle(docs, procedure)


def joined(rng: random.Random, _index: int, *, procedure: str) -> Bundle:
    """Make one file that holds the sworn translation with a copy of its source fixed to it."""
    target = rng.choice(("nl", "en"))
    source = rng.choice(texts.SOURCES)
    story = Case(rng, source, target)
    pages = [
        *_translation(story, annex=False, sworn=True, born_digital=False),
        *_source(story, annex=False, born_digital=False),
    ]
    name, data = _file(pages, rng, "vertaling met bron", born_digital=False)
    return Bundle([Doc(name, data, "translation", translation=["translation.sworn"])], procedure)


def accepted(
    rng: random.Random, _index: int, *, procedure: str, codes: tuple[str, ...], wanted: tuple[str, ...]
) -> Bundle:
    """Make a paper in nl, en, fr or de: needs no translation, unless the procedure takes only nl and en."""
    code = rng.choice(codes)
    pages = language.compose(rng, code, born_digital=False)
    name, data = _file(pages, rng, "verklaring", born_digital=False)
    return Bundle([Doc(name, data, "employment-statement", translation=list(wanted))], procedure)


def leaves() -> list[Leaf]:
    """Return the strata of this module."""
    result = []
    for procedure in ("periodic-registration", "registration", "eu-recognition", "professional-competence"):
        for case, count in (
            ("sworn", 11),
            ("not-sworn", 8),
            ("source-only", 8),
            ("alone", 6),
            ("incomplete", 5),
            ("target", 5),
        ):
            result.append(
                Leaf(f"translation/{case}/{procedure}", count, partial(make, case=case, procedure=procedure))
            )
        result.append(Leaf(f"translation/joined/{procedure}", 3, partial(joined, procedure=procedure)))
    result.append(
        Leaf(
            "translation/accepted/periodic-registration",
            8,
            partial(accepted, procedure="periodic-registration", codes=texts.MAIN, wanted=()),
        )
    )
    result.append(
        Leaf(
            "translation/fr-de-not-accepted/eu-recognition",
            8,
            partial(
                accepted, procedure="eu-recognition", codes=("fr", "de"), wanted=("translation.required",)
            ),
        )
    )
    return result
