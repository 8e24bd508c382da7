"""The words by which a certifier shows what it is, folded (`verification.fuzzy`).

Long terms end freely: `notariskantoor` also finds its plural. Terms are looked for in marks only (wording,
stamps and what stands beside them), never in the body of a document. Sources: domain, section 3; the titles
of office of the European notaries (notaries-directory.eu) and the usual names of the other offices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from verification.fuzzy import find, fold


class Office(StrEnum):
    """What kind of party made a mark."""

    ISSUER = "issuer"  # whoever issued the document
    NOTARY = "notary"
    TRANSLATOR = "translator"
    MUNICIPALITY = "municipality"
    AUTHORITY = "authority"  # a ministry, register, board or agency
    LAWYER = "lawyer"
    CONSULATE = "embassy"
    POLICE = "police"
    COURT = "court"
    PHYSICIAN = "physician"
    COMPANY = "other"  # another institution than the issuer


def _folded(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(term) for term in text.split("|") if term.strip()))


# Titles that by themselves say the country: a notary who writes so needs no place to be told from the others.
NOTARY_EEA_ONLY = _folded(
    "notariusz|kancelaria notarialna|rejent|közjegyző|kozjegyzo|notář|notářská|notariatskammer|"
    "notarius publicus|javni bilježnik|javna bilježnica|notar public|notari publici|biroul notarial|"
    "birou notarial|societate profesionala notariala|συμβολαιογράφος|συμβολαιογραφος|"
    "нотариална камара|notaras|notaru biuras|zverinats notars|vannotar|julkinen notaari|notaio|"
    "studio notarile|office notarial|conseil superieur du notariat|öffentlicher notar"
)
NOTARY_BEYOND_ONLY = _folded(
    "noter|noterligi|noterlik|my commission expires|commission expires|notary public for the state|"
    "scrivener notary|javni beleznik|јавни бележник|приватний нотаріус|приватный нотариус|"
    "частный нотариус|notario publico numero|tabeliao|tabelionato|cartorio|commissioner of oaths|"
    "commissioner for oaths|gazetted officer|adoul"
)
NOTARY_NL_ONLY = _folded(
    "toegevoegd notaris|kandidaat notaris|notaris waarnemer|waarnemend notaris|waarnemer van mr|"
    "koninklijke notariele beroepsorganisatie|knb register|dutch civil law notary"
)
NOTARY = _folded(
    "notaris|notariskantoor|notariaat|notarieel|notariele|notaire|etude notariale|notariale|notary|"
    "notary public|civil law notary|notar|notarin|notariat|notariats|notario|notaria publica|"
    "notaria|notário|notarial|нотариус|нотаріус"
)
# Where a notary with a title that begins so most likely sits when no place can be read.
TITLE_GUESS = (
    ("notaris", "netherlands"),
    ("notary", None),
    ("notario", None),
    ("notaria", None),
    ("notar", "eea"),
)

TERMS: Mapping[Office, tuple[str, ...]] = {
    Office.TRANSLATOR: _folded(
        "beëdigd vertaler|beedigd vertaalster|beëdigd tolk|vertaalbureau|vertalingen|vertaler|rbtv|wbtv|"
        "sworn translator|certified translator|official translator|translator|translation bureau|"
        "translation agency|translation services|traducteur|traductrice|traducteur assermenté|"
        "traducteur juré|expert près la cour|beeidigte übersetzer|beeidigter übersetzer|"
        "ermächtigte übersetzer|vereidigte übersetzer|öffentlich bestellte|übersetzungsbüro|übersetzer|"
        "übersetzerin|gerichtsdolmetscher|dolmetscher|traductor|traductora|intérprete jurad|"
        "tłumacz przysięgły|tlumacz|traduttore|tradutor|traducător autorizat|traducator|"
        "interpret si traducator|yeminli tercüman|tercuman|tercume burosu|soudní překladatel|"
        "soudny prekladatel|hiteles fordit|мовний перекладач|перекладач|переводчик|преводач"
    ),
    Office.MUNICIPALITY: _folded(
        "gemeente|burgerzaken|burgemeester|gemeentehuis|gemeentebestuur|stadsbestuur|stadhuis|"
        "stadsloket|publiekszaken|stad gent|ambtenaar van de burgerlijke stand|bevolkingsdienst|"
        "dienst bevolking|klantcontactcentrum gemeente|stadskantoor|bürgeramt|buergeramt|bürgerbüro|"
        "bürgerservice|bürgermeister|oberbürgermeister|stadtverwaltung|stadtgemeinde|gemeindeamt|"
        "gemeindeverwaltung|gemeinde|magistrat der|rathaus|landeshauptstadt|einwohnermeldeamt|"
        "standesamt|stadt|samtgemeinde|hansestadt|marktgemeinde|mairie|le maire|pour le maire|"
        "commune de|commune d|administration communale|ville de|hôtel de ville|officier de l état civil|"
        "service population|conseil communal|bourgmestre|municipality|municipal|city council|town hall|"
        "town clerk|town council|borough council|borough of|county council|city of|city hall|"
        "council offices|mayor|civil registrar|register office|ayuntamiento|alcaldía|alcalde|alcaldesa|"
        "registro civil|comune di|il sindaco|ufficio anagrafe|câmara municipal|junta de freguesia|"
        "urząd miasta|urząd miejski|urząd gminy|urząd stanu cywilnego|primăria|primar|consiliul local|"
        "belediye|belediyesi|nufus mudurlugu|muhtar|městský úřad|obecní úřad|magistrát města|matrika|"
        "matricny urad|mestsky urad|polgármesteri|onkormanyzat|община|кметство|δημος|κεπ|kommune|kommun|"
        "opcina|grad zagreb|upravna enota|savivaldybe|gradska uprava|opstina"
    ),
    Office.CONSULATE: _folded(
        "embassy|ambassade|botschaft|embajada|ambasciata|ambasada|consulate|consulaat|consulat|konsulat|"
        "consulado|consolato|konsulatu|buyukelcilig|konsoloslug|consul general|honorary consul"
    ),
    Office.LAWYER: _folded(
        "advocaat|advocaten|advocatenkantoor|rechtsanwalt|rechtsanwältin|rechtsanwälte|avocat|solicitor|"
        "barrister|attorney at law|advocate high court|abogado|avvocato|advogado|adwokat|radca prawny|"
        "avukat|ügyvéd|advokat|juridisch advies|law firm|lawyer|deurwaarder|gerechtsdeurwaarder|"
        "huissier|gerichtsvollzieher|accountant|steuerberater|justice of the peace|peace commissioner|"
        "commissioner of oath|legal adviser"
    ),
    Office.POLICE: _folded(
        "politie|police|polizei|policia|policja|gendarmerie|polis emniyet|carabinieri|station commander"
    ),
    Office.COURT: _folded(
        "rechtbank|griffier|griffie|amtsgericht|landgericht|oberlandesgericht|tribunal|greffier|"
        "county court|district court|high court|sąd okręgowy|sad rejonowy|tribunale|juzgado|judecatoria"
    ),
    Office.PHYSICIAN: _folded(
        "huisarts|general practitioner|medecin generaliste|facharzt|hausarzt|arztpraxis|"
        "huisartsenpraktijk|apotheek|apotheke|pharmacie"
    ),
    Office.AUTHORITY: _folded(
        "ministerie|ministry|ministère|ministerium|ministerio|ministero|ministerstwo|ministerul|"
        "ministerstvo|minisztérium|bakanlığı|bakanligi|министерство|міністерство|υπουργειο|"
        "staatsministerium|kultusministerium|bundesministerium|minister of|department of health|"
        "department of education|health service executive|landesamt|landesprüfungsamt|"
        "regierungspräsidium|bezirksregierung|regierung von|landesdirektion|landesbehörde|behörde für|"
        "senatsverwaltung|anerkennungsstelle|landesverwaltungsamt|gesundheitsamt|landratsamt|"
        "kreisverwaltung|ärztekammer|pflegekammer|kammer|kuratorium oświaty|okręgowa izba|"
        "izba pielęgniarek|naczelna izba|izba lekarska|nawa|narodowa agencja|ordre national|ordre des|"
        "conseil national|rectorat|académie de|préfecture|prefect|agence régionale|colegio oficial|"
        "consejo general|consejeria|delegacion del gobierno|subdireccion general|ordem dos|"
        "direção geral|ordine delle|ordine dei|collegio ipasvi|ordinul asistent|oamgmamr|"
        "inspectoratul scolar|centrul national|cnred|nursing board|board of nursing|midwifery board|"
        "nursing council|midwifery council|nursing and midwifery|medical council|health council|"
        "health professions|general council|national agency|nationaal agentschap|naric|enic|nuffic|"
        "dienst uitvoering onderwijs|duo groningen|cibg|big register|inspectie|"
        "department of professional registration|registration department|registration authority|"
        "competent authority|competent body|federale overheidsdienst|service public federal|spf sante|"
        "fod volksgezondheid|vlaamse overheid|sundhedsstyrelsen|styrelsen|socialstyrelsen|"
        "helsedirektoratet|valvira|okresni urad|krajsky urad|oktatasi hivatal|kormanyhivatal|агенция|"
        "регионална|terveysameti|terviseamet|veselibas|sveikatos|professional regulation commission|"
        "commission on higher education|yuksekogretim|saglik mudurlugu|milli egitim|chamber of|"
        "kamer van koophandel|kamara|republik osterreich bund|directorate|direction generale|"
        "generaldirektion|authority|autoriteit|autorite|overheid"
    ),
}

# Words for kinds of institution: they mean the same in every language, and little by themselves.
INSTITUTIONS: Mapping[str, tuple[str, ...]] = {
    "university": _folded(
        "universiteit|university|universität|universitaet|université|universidad|università|"
        "universidade|uniwersytet|universitatea|univerzita|egyetem|universitet|üniversitesi|yliopisto|"
        "sveučilište|univerza|университет|πανεπιστημιο|ulikool|universitate|universitetas"
    ),
    "college": _folded(
        "hogeschool|hochschule|fachhochschule|haute école|college|academie|academy|akademie|académie|"
        "akademia|institute|instituut|institut|instituto|istituto|school|schule|école|escuela|scuola|"
        "szkoła|szkola|scoala|roc|campus|polytechnic|politechnika|vysoka skola|faculty|faculteit|"
        "fakultät|faculté|facultad|facolta|wydzial|facultatea|egitim|okul|yuksekokulu|lyceum|ausbildung|"
        "opleiding|berufsfachschule|krankenpflegeschule|pflegeschule|bildungszentrum|onderwijs"
    ),
    "hospital": _folded(
        "ziekenhuis|hospital|krankenhaus|klinikum|klinik|clinic|clinique|clinica|kliniek|hôpital|"
        "hopital|ospedale|szpital|spitalul|hastanesi|nemocnice|nemocnica|korhaz|sjukhus|sygehus|sykehus|"
        "sairaala|bolnica|medisch centrum|medical center|medical centre|centre hospitalier|umc|gasthuis|"
        "infirmary|nhs trust|polikliniek|poliklinik"
    ),
    "care": _folded(
        "zorggroep|zorgcentrum|zorg|thuiszorg|verpleeghuis|verzorgingshuis|woonzorg|care|nursing home|"
        "pflegeheim|pflegedienst|pflege|seniorenheim|maison de retraite|ehpad|soins|residencia|"
        "dom opieki|ggz|ggd|revalidatie|rehabilitation|praktijk|praxis|practice|cabinet|stichting|"
        "foundation|stiftung|fondation|caritas|diakonie|rotes kreuz|rode kruis"
    ),
}

# Offices of a school or employer that certify copies; they are no part of an original's own seal.
COPY_DESKS = _folded(
    "studentenadministratie|student administration|studentenzaken|student affairs|student services|"
    "registrar|registry|registrar s office|academic registry|examenbureau|examination office|"
    "examination board|bureau onderwijs|onderwijsbureau|studentenservice|studierendensekretariat|"
    "studiensekretariat|studierendenservice|studierendenbüro|prüfungsamt|sekretariat|secretariaat|"
    "scolarité|service de la scolarité|service des études|service des examens|secrétariat|"
    "secretaría|segreteria|dziekanat|secretariat|archief|archives|archiv|archivo|personeelszaken|"
    "personeelsadministratie|afdeling p o|afdeling hr|human resources|hr department|"
    "personalabteilung|personalwesen|ressources humaines|recursos humanos|kadry|diplomaregistratie"
)


def first_term(terms: Sequence[str], text: str, *, least: int = 8) -> tuple[str, int, int, int] | None:
    """The term that stands best in the text: the term, its wrong characters, where it starts and ends.

    Terms shorter than `least` must be right in every letter; those of up to six letters must be whole words.
    """
    best: tuple[str, int, int, int] | None = None
    for term in terms:
        hit = find(term, text, errors=None if len(term) >= least else 0)
        if hit is None:
            continue
        if len(term) <= 6 and hit[1] < len(text) and text[hit[1]] != " ":
            continue
        if best is None or (hit[2], -len(term)) < (best[1], -len(best[0])):
            best = (term, hit[2], hit[0], hit[1])
    return best
