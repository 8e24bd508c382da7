"""What a document is, by what it shows: headings, phrases and machine-readable zones.

The phrases are those of the documents themselves (domain, sections 1 and 2), as folded stems in the languages
that applicants bring most; a phrase counts more in a heading, and every phrase counts once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from verification.languages.phrases import Phrasebook, Token, tokens_of
from verification.matching import marks_of
from verification.model import DocumentReading, Kind, Page

_HEADING_SHARE = 0.3  # of the height of the first page: titles stand in the upper part
_LARGE = 1.35  # times the median height of the words: set as a heading
_ENOUGH = 2.0  # points below which nothing is said

# Points per phrase: 3 names the kind by itself, 2 nearly so, 1 goes with it.
_PHRASES: Mapping[Kind, Mapping[int, tuple[str, ...]]] = {
    Kind.IDENTITY: {
        3: (
            "paspoort$", "passport$", "passeport$", "reisepass", "pasaporte", "paszport", "passaporto", "pasaport",
            "identiteitskaart", "nationale identiteitskaart", "identity card", "carte nationale d identite",
            "carte d identite", "personalausweis", "documento nacional de identidad", "dowod osobisty",
            "carta d identita", "carte de identitate", "kimlik karti", "cartao de cidadao", "rijbewijs$",
            "driving licence", "driving license", "permis de conduire", "fuhrerschein", "permiso de conduccion",
            "prawo jazdy", "patente di guida", "permis de conducere", "verblijfsdocument", "verblijfstitel",
            "verblijfsvergunning", "residence permit", "titre de sejour", "aufenthaltstitel", "vreemdelingendocument",
            "osobna iskaznica", "obcansky prukaz", "obciansky preukaz", "vozacka dozvola", "паспорт", "посвідчення особи",
        ),
        1: ("nationaliteit nationality", "date of expiry", "geldig tot", "burgerservicenummer", "documentnummer",
            "authority", "holder s signature", "handtekening houder"),
    },
    Kind.DIPLOMA_SUPPLEMENT: {
        3: (
            "diploma supplement", "diplomasupplement", "supplement au diplome", "suplement do dyplomu",
            "suplemento al titulo", "supplemento al diploma", "suplimentul la diploma", "suplement la diploma",
            "diplomzusatz", "dodatek k diplomu", "dodatok k diplomu", "suplemento ao diploma", "oklevelmelleklet",
            "diploma eki", "dopunska isprava", "transcript of records", "academic transcript", "cijferlijst",
            "releve de notes", "notenspiegel", "expediente academico", "foaie matricola", "supplement annexe",
            "leistungsubersicht", "certificado academico", "wykaz ocen", "vitnemalstillegg", "examensbevis bilaga",
            "diplomatillaeg", "додаток до диплома", "приложение к диплому",
        ),
        1: ("information identifying the holder", "information identifying the qualification", "ects", "study points",
            "studiepunten", "grading scale", "mode of study", "level of qualification", "credits"),
    },
    Kind.LANGUAGE_CERTIFICATE: {
        3: (
            "staatsexamen nederlands", "nederlands als tweede taal", "nt2", "ielts", "toefl", "telc", "goethe zertifikat",
            "goethe institut", "diplome d etudes en langue", "delf", "dalf", "certificaat nederlands als vreemde taal",
            "cnavt", "taalcertificaat", "language certificate", "certificate of language", "language proficiency",
            "sprachzertifikat", "sprachprufung", "sprachnachweis", "attestation de langue", "test de connaissance du",
            "certificado de idioma", "certyfikat jezyk", "certificat de competenta lingvistica", "taalvaardigheid",
            "taaltoets", "taalexamen", "cambridge english", "occupational english test", "certificato di lingua",
            "attestation de competence linguistique",
        ),
        1: ("luisteren", "spreken$", "listening", "speaking", "reading$", "writing$", "horen$", "lesen$", "sprechen",
            "schreiben", "comprehension orale", "expression orale", "b1$", "b2$", "c1$", "cefr", "common european framework",
            "europees referentiekader"),
    },
    Kind.GOOD_CONDUCT: {
        3: (
            "verklaring omtrent het gedrag", "certificate of conduct", "certificate of good conduct", "good conduct",
            "police clearance", "police certificate", "criminal record", "criminal records", "disclosure and barring",
            "uittreksel uit het strafregister", "uittreksel strafregister", "strafregister", "bewijs van goed gedrag",
            "extrait du casier judiciaire", "casier judiciaire", "fuhrungszeugnis", "strafregisterbescheinigung",
            "certificado de antecedentes penales", "antecedentes penales", "certificato penale", "casellario giudiziale",
            "registo criminal", "cazier judiciar", "krajowego rejestru karnego", "krajowy rejestr karny",
            "zaswiadczenie o niekaralnosci", "adli sicil", "vypis z rejstriku trestu", "vypis z registra trestov",
            "uvjerenje o nekaznjavanju", "erkolcsi bizonyitvany", "straffeattest", "politiattest", "belastningsregister",
            "bonnes vie et moeurs", "bonne vie et moeurs", "certificate of no criminal", "свидетелство за съдимост",
            "справка об отсутствии судимости", "довідка про несудимість",
        ),
        1: ("justis$", "veroordel", "convictions", "condamnation", "verurteil", "strafrecht", "justitiele documentatie"),
    },
    Kind.PROFESSIONAL_STATUS: {
        3: (
            "certificate of current professional status", "current professional status", "certificate of good standing",
            "good standing", "good professional standing", "ccps", "certificat de conformite", "attestation de conformite",
            "certificate of conformity", "bewijs van bevoegdheid", "verklaring van bevoegdheid", "unbedenklichkeit",
            "unbedenklichkeitsbescheinigung", "attestation de non sanction", "attestation d inscription a l ordre",
            "certificat de statut professionnel", "certificado de buena conducta profesional", "certificado de colegiacion",
            "zaswiadczenie o prawie wykonywania zawodu", "prawo wykonywania zawodu", "prawa wykonywania zawodu",
            "certificat de status profesional", "status profesional curent", "certificato di onorabilita professionale",
            "attestato di onorabilita", "verification of registration", "certificate of registration",
            "letter of good standing", "mesleki durum belgesi", "onbesproken beroepsuitoefening", "approbationsurkunde",
            "certificate of professional status", "beroepsstatus", "certyfikat dobrej praktyki",
        ),
        2: ("no disciplinary", "geen tuchtmaatregel", "tuchtrechtelijke maatregel", "fitness to practise",
            "entitled to practise", "licensed to practise", "berufserlaubnis", "sanction disciplinaire",
            "sankcje dyscyplinarne", "kar dyscyplinarnych", "sanctiuni disciplinare", "berufsrechtlich",
            "uitoefening van het beroep", "exercice de la profession", "ausubung des berufs", "register of nurses",
            "registration number", "restrictions on practice", "without restrictions"),
        1: ("council$", "chamber of", "ordre des", "ordinul", "colegio oficial", "izba pielegniarek", "izby pielegniarek",
            "kammer", "register$", "registration$"),
    },
    Kind.PAY_SLIP: {
        3: (
            "loonstrook", "loonspecificatie", "salarisspecificatie", "salarisstrook", "loonbrief", "jaaropgaaf",
            "jaaropgave", "payslip", "pay slip", "pay stub", "wage slip", "salary slip", "salary statement",
            "pay statement", "earnings statement", "bulletin de paie", "bulletin de salaire", "fiche de paie",
            "gehaltsabrechnung", "lohnabrechnung", "lohnzettel", "entgeltabrechnung", "verdienstabrechnung",
            "bezugemitteilung", "entgeltnachweis", "nomina$", "recibo de salarios", "pasek wynagrodzen",
            "lista plac", "odcinek wyplaty", "busta paga", "cedolino", "recibo de vencimento", "fluturas de salariu",
            "maas bordrosu", "ucret bordrosu", "vyplatni paska", "vyplatna paska", "platna lista", "lonseddel",
            "lonnslipp", "lonespecifikation", "palkkalaskelma", "berjegyzek", "obracun place", "annual earnings statement",
        ),
        1: ("loonheffing", "brutoloon", "nettoloon", "bruto", "netto", "uitbetaald", "sv loon", "vakantiegeld",
            "heffingskorting", "gross pay", "net pay", "deductions", "national insurance", "tax code", "salaire brut",
            "net a payer", "cotisations", "bruttolohn", "nettolohn", "lohnsteuer", "sozialversicherung",
            "auszahlungsbetrag", "steuerklasse", "urssaf", "salario bruto", "wynagrodzenie brutto", "wyplata"),
    },
    Kind.CONTRACT: {
        3: (
            "arbeidsovereenkomst", "arbeidscontract", "employment contract", "employment agreement",
            "contract of employment", "contrat de travail", "arbeitsvertrag", "contrato de trabajo",
            "contrato de trabalho", "contratto di lavoro", "umowa o prace", "contract individual de munca",
            "contract de munca", "is sozlesmesi", "pracovni smlouva", "pracovna zmluva", "ugovor o radu",
            "pogodba o zaposlitvi", "munkaszerzodes", "ansaettelseskontrakt", "anstallningsavtal", "arbeidsavtale",
            "overeenkomst van opdracht", "dienstvertrag", "service agreement", "convention de collaboration",
            "stageovereenkomst", "tyosopimus", "трудовой договор", "трудовий договір",
        ),
        1: ("partijen", "komen overeen", "zijn overeengekomen", "the parties", "les parties", "vertragsparteien",
            "artikel 1$", "opzegtermijn", "notice period", "proeftijd", "probation", "periode d essai", "probezeit",
            "kundigungsfrist", "in aanmerking nemende", "hereby agree", "strony", "hierna te noemen"),
    },
    Kind.CV: {
        3: ("curriculum vitae", "curriculum", "lebenslauf", "europass", "resume$", "zyciorys", "ozgecmis", "oneletrajz",
            "zivotopis", "elulookirjeldus", "cv$", "levensloop", "резюме", "meritforteckning", "parcours professionnel"),
        1: ("werkervaring", "work experience", "professional experience", "experience professionnelle",
            "berufserfahrung", "beruflicher werdegang", "opleidingen", "education$", "vaardigheden", "skills$", "hobby",
            "competences", "kenntnisse", "talenkennis", "languages$", "experiencia laboral", "experiencia profesional",
            "doswiadczenie zawodowe", "wyksztalcenie", "umiejetnosci", "esperienza", "experienta profesionala",
            "personalia", "personal details", "interests$", "centres d interet", "referenties", "references$",
            "profiel$", "profile$", "employment history", "ausbildung$", "e mail", "linkedin"),
    },
    Kind.EMPLOYMENT_STATEMENT: {
        3: (
            "werkgeversverklaring", "verklaring van werkgever", "verklaring werkgever", "getuigschrift van het dienstverband",
            "werkverklaring", "arbeidsverklaring", "verklaring werkervaring", "verklaring omtrent werkervaring",
            "verklaring van dienstverband", "employer s statement", "employers statement", "statement of employment",
            "certificate of employment", "employment certificate", "proof of employment", "confirmation of employment",
            "employment verification", "verification of employment", "experience certificate", "certificate of service",
            "certificate of experience", "letter of employment", "employment reference", "employment confirmation",
            "work certificate", "statement of service", "certificat de travail", "attestation de travail",
            "attestation d emploi", "attestation employeur", "attestation de l employeur", "attestation de service",
            "arbeitszeugnis", "arbeitsbescheinigung", "arbeitsbestatigung", "beschaftigungsnachweis", "dienstzeugnis",
            "tatigkeitsnachweis", "bescheinigung uber die tatigkeit", "arbeitgeberbescheinigung", "zwischenzeugnis",
            "beschaftigungsbestatigung", "certificado de trabajo", "certificado de empresa", "certificado laboral",
            "certificado de servicios", "swiadectwo pracy", "zaswiadczenie o zatrudnieniu", "zaswiadczenie o pracy",
            "attestato di servizio", "certificato di servizio", "certificato di lavoro", "dichiarazione del datore",
            "declaracao de trabalho", "declaracao da entidade patronal", "certificado de trabalho",
            "adeverinta de salariat", "adeverinta de vechime", "adeverinta de angajat", "calisma belgesi",
            "hizmet belgesi", "potvrzeni o zamestnani", "potvrdenie o zamestnani", "potvrda o zaposlenju",
            "potvrda o radnom", "munkaltatoi igazolas", "arbeidsattest", "arbetsgivarintyg", "tjanstgoringsintyg",
            "tyotodistus", "справка с места работы", "довідка з місця роботи", "bewijs van tewerkstelling",
        ),
        2: ("in dienst is", "in dienst was", "in dienst geweest", "werkzaam is geweest", "werkzaam geweest",
            "heeft gewerkt als", "employed by", "employed as", "has been employed", "was employed", "worked as",
            "worked with us", "been working", "a travaille", "est employe", "a ete employe", "exerce ses fonctions",
            "beschaftigt war", "beschaftigt ist", "tatig war", "tatig gewesen", "beschaftigt gewesen", "was bei uns",
            "byla zatrudniona", "byl zatrudniony", "jest zatrudnion", "ha trabajado", "presta servicios", "ha prestado",
            "a fost angajat", "este angajat", "a lucrat", "ha lavorato", "trabalhou", "calismis", "calismakta",
            "uur per week", "hours per week", "heures par semaine", "stunden pro woche", "wochenstunden", "dienstverband",
            "werkervaring bevestig"),
        1: ("werkgever", "employer", "employeur", "arbeitgeber", "pracodawc", "empleador", "angajator", "functie",
            "werkzaamheden", "duties", "taken", "aufgaben", "human resources", "personeelszaken", "personalabteilung"),
    },
    Kind.DIPLOMA: {
        3: (
            "diploma$", "diplome$", "diplom$", "getuigschrift$", "bul$", "degree of", "bachelor of", "master of",
            "doctor of", "abschlusszeugnis", "prufungszeugnis", "zeugnis uber die", "urkunde$", "dyplom$", "dyplomu$",
            "swiadectwo ukonczenia", "titulo de", "titulo universitario", "titulo oficial", "diploma de",
            "diploma di", "laurea$", "licenta$", "diploma de licenta", "mezuniyet", "diplomasi", "oklevel$",
            "maturitni vysvedceni", "vysokoskolsky diplom", "vitnemal", "examensbevis", "eksamensbevis", "tutkintotodistus",
            "certificate of qualification", "certificate of graduation", "brevet$", "brevet d", "vakbekwaamheid verklaring",
            "staatliche prufung", "examen d etat", "certificaat$", "свидетельство об окончании", "диплом", "zeugnis$",
            "erlaubnis zum fuhren", "higher national diploma", "diploma of higher education", "diplomei",
        ),
        2: ("met goed gevolg", "afsluitend examen", "examencommissie", "has been awarded", "has conferred", "conferred upon",
            "conferred on", "is hereby awarded", "having satisfied", "having fulfilled", "has satisfied",
            "a obtenu le grade", "est decerne", "decerne", "delivre le diplome", "le grade de", "hat die prufung",
            "mit der gesamtnote", "mit erfolg abgelegt", "den akademischen grad", "prufung bestanden", "berufsbezeichnung",
            "ukonczyl", "uzyskal tytul", "uzyskala tytul", "ha superado", "expide el presente", "obtinut titlul",
            "titlul de", "ha conseguito", "successfully completed the", "graad van", "is verleend", "with honours"),
        1: ("universiteit", "university", "universite", "universitat", "hogeschool", "school of nursing", "faculty",
            "faculteit", "rector$", "dean$", "uniwersytet", "universidad", "universitatea", "universita", "college",
            "krankenpflegeschule", "examen$", "examination"),
    },
}  # fmt: skip

_BOOKS = {
    kind: Phrasebook({f"{points} {text}": (text,) for points, texts in rows.items() for text in texts})
    for kind, rows in _PHRASES.items()
}


def classify(reading: DocumentReading) -> Kind:
    """The kind of a document; `other` where nothing says what it is.

    A file that holds both a source and its translation has the kind of the source: that is what is proved.
    """
    if any(page.mrz for page in reading.pages):
        return Kind.IDENTITY
    pages = [page for page in reading.pages if page.words]
    if not pages:
        return Kind.OTHER
    if any(marks.declared or marks.sworn or marks.disowned for marks in map(marks_of, pages)):
        return Kind.TRANSLATION
    scores = score(pages)
    kind = max(scores, key=lambda key: scores[key])
    return kind if scores[kind] >= _ENOUGH else Kind.OTHER


def score(pages: Sequence[Page]) -> dict[Kind, float]:
    """Points per kind over the first pages."""
    totals = dict.fromkeys(_PHRASES, 0.0)
    for place, page in enumerate(pages[:3]):
        tokens = tokens_of(page.words)
        heights = [word.box[3] - word.box[1] for word in page.words]
        usual = median(heights)
        for kind, book in _BOOKS.items():
            seen: dict[str, float] = {}
            for hit in book.find(tokens):
                points = float(hit.key.split(" ", 1)[0])
                seen[hit.key] = max(seen.get(hit.key, 0.0), points * _prominence(page, tokens, hit.first, usual))
            totals[kind] += sum(seen.values()) * (1.0 if place == 0 else 0.4)
    return totals


def _prominence(page: Page, tokens: Sequence[Token], place: int, usual: float) -> float:
    """How much a phrase stands out: large type and the upper part of the page."""
    box = page.words[tokens[place].word].box
    factor = 1.0
    if box[3] - box[1] > _LARGE * usual:
        factor *= 1.8
    if box[1] < _HEADING_SHARE:
        factor *= 1.4
    return factor
