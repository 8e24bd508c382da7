# ruff: noqa: E501  (running text and tables of words)
"""Forms: labels, names and numbers, hardly a sentence."""

from __future__ import annotations

import random
from functools import partial

from . import fonts, language, othertexts, pack, people, scan
from .canvas import A4, Page, pdf, raster
from .flow import Flow
from .model import Bundle, Doc
from .registry import Leaf

# title; surname, given names, birth date, birth place, nationality, address, town, telephone, profession,
# registration number, employer, hours a week, first day, last day, date, signature
LABELS: dict[str, str] = {
    "nl": "Gegevens werkervaring|Achternaam|Voornamen|Geboortedatum|Geboorteplaats|Nationaliteit|Adres|Woonplaats|Telefoonnummer|Beroep|Registratienummer|Naam werkgever|Aantal uren per week|Begindatum|Einddatum|Datum|Handtekening",
    "en": "Record of work experience|Surname|First names|Date of birth|Place of birth|Nationality|Address|Town|Telephone number|Profession|Registration number|Name of employer|Hours per week|Start date|End date|Date|Signature",
    "fr": "Relevé d'expérience professionnelle|Nom de famille|Prénoms|Date de naissance|Lieu de naissance|Nationalité|Adresse|Ville|Numéro de téléphone|Profession|Numéro d'inscription|Nom de l'employeur|Heures par semaine|Date de début|Date de fin|Fait le|Signature",
    "de": "Angaben zur Berufserfahrung|Familienname|Vornamen|Geburtsdatum|Geburtsort|Staatsangehörigkeit|Anschrift|Wohnort|Telefonnummer|Beruf|Registernummer|Name des Arbeitgebers|Wochenstunden|Beginn der Tätigkeit|Ende der Tätigkeit|Datum|Unterschrift",
    "pl": "Przebieg pracy zawodowej|Nazwisko|Imiona|Data urodzenia|Miejsce urodzenia|Obywatelstwo|Adres|Miejscowość|Numer telefonu|Zawód|Numer rejestru|Nazwa pracodawcy|Liczba godzin tygodniowo|Data rozpoczęcia|Data zakończenia|Dnia|Podpis",
    "ro": "Date despre experiența profesională|Numele de familie|Prenumele|Data nașterii|Locul nașterii|Cetățenia|Adresa|Localitatea|Număr de telefon|Profesia|Număr de înregistrare|Numele angajatorului|Ore pe săptămână|Data începerii|Data încheierii|Data|Semnătura",
    "es": "Datos de la experiencia laboral|Apellidos|Nombre|Fecha de nacimiento|Lugar de nacimiento|Nacionalidad|Domicilio|Localidad|Número de teléfono|Profesión|Número de colegiado|Nombre de la empresa|Horas semanales|Fecha de inicio|Fecha de fin|Fecha|Firma",
    "it": "Dati dell'esperienza lavorativa|Cognome|Nome|Data di nascita|Luogo di nascita|Cittadinanza|Indirizzo|Comune di residenza|Numero di telefono|Professione|Numero di iscrizione|Nome del datore di lavoro|Ore settimanali|Data di inizio|Data di fine|Data|Firma",
    "pt": "Dados da experiência profissional|Apelido|Nome próprio|Data de nascimento|Local de nascimento|Nacionalidade|Morada|Localidade|Número de telefone|Profissão|Número de inscrição|Nome da entidade patronal|Horas por semana|Data de início|Data de fim|Data|Assinatura",
    "tr": "İş deneyimi bilgileri|Soyadı|Adı|Doğum tarihi|Doğum yeri|Uyruğu|Adres|Oturduğu yer|Telefon numarası|Mesleği|Kayıt numarası|İşverenin adı|Haftalık çalışma saati|Başlangıç tarihi|Bitiş tarihi|Tarih|İmza",
    "ru": "Сведения о трудовом стаже|Фамилия|Имя|Дата рождения|Место рождения|Гражданство|Адрес|Населённый пункт|Номер телефона|Профессия|Регистрационный номер|Наименование работодателя|Часов в неделю|Дата начала|Дата окончания|Дата|Подпись",
    "uk": "Відомості про трудовий стаж|Прізвище|Ім'я|Дата народження|Місце народження|Громадянство|Адреса|Населений пункт|Номер телефону|Професія|Реєстраційний номер|Назва роботодавця|Годин на тиждень|Дата початку|Дата закінчення|Дата|Підпис",
    "el": "Στοιχεία προϋπηρεσίας|Επώνυμο|Όνομα|Ημερομηνία γέννησης|Τόπος γέννησης|Υπηκοότητα|Διεύθυνση|Πόλη|Αριθμός τηλεφώνου|Επάγγελμα|Αριθμός μητρώου|Όνομα εργοδότη|Ώρες την εβδομάδα|Ημερομηνία έναρξης|Ημερομηνία λήξης|Ημερομηνία|Υπογραφή",
    "bg": "Данни за трудовия стаж|Фамилия|Име|Дата на раждане|Място на раждане|Гражданство|Адрес|Населено място|Телефонен номер|Професия|Регистрационен номер|Име на работодателя|Часове седмично|Начална дата|Крайна дата|Дата|Подпис",
    "hu": "Szakmai tapasztalat adatai|Családi név|Utónév|Születési idő|Születési hely|Állampolgárság|Lakcím|Település|Telefonszám|Foglalkozás|Nyilvántartási szám|Munkáltató neve|Heti óraszám|Kezdő időpont|Záró időpont|Kelt|Aláírás",
    "cs": "Údaje o odborné praxi|Příjmení|Jméno|Datum narození|Místo narození|Státní občanství|Adresa|Bydliště|Telefonní číslo|Povolání|Registrační číslo|Název zaměstnavatele|Počet hodin týdně|Datum zahájení|Datum ukončení|Datum|Podpis",
    "sk": "Údaje o odbornej praxi|Priezvisko|Meno|Dátum narodenia|Miesto narodenia|Štátna príslušnosť|Adresa|Bydlisko|Telefónne číslo|Povolanie|Registračné číslo|Názov zamestnávateľa|Počet hodín týždenne|Dátum začiatku|Dátum ukončenia|Dátum|Podpis",
    "da": "Oplysninger om erhvervserfaring|Efternavn|Fornavne|Fødselsdato|Fødested|Statsborgerskab|Adresse|By|Telefonnummer|Stilling|Registreringsnummer|Arbejdsgiverens navn|Timer om ugen|Startdato|Slutdato|Dato|Underskrift",
    "sv": "Uppgifter om yrkeserfarenhet|Efternamn|Förnamn|Födelsedatum|Födelseort|Medborgarskap|Adress|Ort|Telefonnummer|Yrke|Registreringsnummer|Arbetsgivarens namn|Timmar per vecka|Startdatum|Slutdatum|Datum|Namnteckning",
    "fi": "Tiedot työkokemuksesta|Sukunimi|Etunimet|Syntymäaika|Syntymäpaikka|Kansalaisuus|Osoite|Asuinpaikka|Puhelinnumero|Ammatti|Rekisterinumero|Työnantajan nimi|Tunteja viikossa|Alkamispäivä|Päättymispäivä|Päiväys|Allekirjoitus",
    "hr": "Podaci o radnom iskustvu|Prezime|Ime|Datum rođenja|Mjesto rođenja|Državljanstvo|Adresa|Mjesto stanovanja|Broj telefona|Zanimanje|Registarski broj|Naziv poslodavca|Sati tjedno|Datum početka|Datum završetka|Datum|Potpis",
    "lt": "Duomenys apie darbo patirtį|Pavardė|Vardas|Gimimo data|Gimimo vieta|Pilietybė|Adresas|Gyvenamoji vieta|Telefono numeris|Profesija|Registracijos numeris|Darbdavio pavadinimas|Valandų per savaitę|Pradžios data|Pabaigos data|Data|Parašas",
    "et": "Andmed töökogemuse kohta|Perekonnanimi|Eesnimi|Sünniaeg|Sünnikoht|Kodakondsus|Aadress|Elukoht|Telefoninumber|Elukutse|Registrinumber|Tööandja nimi|Tunde nädalas|Alguskuupäev|Lõppkuupäev|Kuupäev|Allkiri",
    "af": "Besonderhede van werkondervinding|Van|Voorname|Geboortedatum|Geboorteplek|Nasionaliteit|Adres|Woonplek|Telefoonnommer|Beroep|Registrasienommer|Naam van werkgewer|Ure per week|Begindatum|Einddatum|Datum|Handtekening",
    "ca": "Dades de l'experiència laboral|Cognoms|Nom|Data de naixement|Lloc de naixement|Nacionalitat|Adreça|Població|Número de telèfon|Professió|Número de col·legiat|Nom de l'empresa|Hores setmanals|Data d'inici|Data de finalització|Data|Signatura",
    "ar": "بيانات الخبرة المهنية|اسم العائلة|الاسم الأول|تاريخ الميلاد|مكان الميلاد|الجنسية|العنوان|المدينة|رقم الهاتف|المهنة|رقم التسجيل|اسم صاحب العمل|عدد الساعات في الأسبوع|تاريخ البداية|تاريخ النهاية|التاريخ|التوقيع",
    "id": "Data pengalaman kerja|Nama keluarga|Nama depan|Tanggal lahir|Tempat lahir|Kewarganegaraan|Alamat|Kota|Nomor telepon|Pekerjaan|Nomor pendaftaran|Nama pemberi kerja|Jam kerja per minggu|Tanggal mulai|Tanggal selesai|Tanggal|Tanda tangan",
}


def _form(rng: random.Random, code: str, *, born_digital: bool) -> list[Page]:
    labels = LABELS[code].split("|")
    family = rng.choice(language.families(code, born_digital=born_digital))
    flow = Flow(rng, family, size=rng.uniform(9.8, 11.5), rtl=code in othertexts.RTL)
    who = people.person(rng)
    street, town = people.address(rng)
    names, towns = people.FOREIGN.get(code, (people.EMPLOYERS, people.CITIES))
    first = people.day(rng, 2006, 2016)
    values = [
        who.surname,
        who.given,
        people.date(who.birth),
        rng.choice(towns),
        rng.choice(("NLD", "POL", "ESP", "TUR", "ROU")),
        street,
        town,
        people.phone(rng),
        "",
        str(rng.randint(1000, 99999)),
        rng.choice(names),
        str(rng.choice((20, 24, 32, 36))),
        people.date(first),
        people.date((first[0] + 4, *first[1:])),
        people.date(people.day(rng, 2021)),
        "",
    ]
    pairs = list(zip(labels[1:], values, strict=True))
    if rng.random() < 0.4:
        keep = sorted(rng.sample(range(len(pairs) - 2), rng.randint(8, 11))) + [
            len(pairs) - 2,
            len(pairs) - 1,
        ]
        pairs = [pairs[i] for i in keep]
    flow.heading(labels[0], align="r" if flow.rtl else rng.choice("lm"))
    hand = (
        not born_digital
        and not flow.rtl
        and code in {"nl", "en", "fr", "de", "es", "da", "sv", "af", "id"}
        and rng.random() < 0.4
    )
    way = rng.choice(("pairs", "boxes", "ruled"))
    if flow.rtl or way != "boxes":
        if hand:
            column = max(fonts.width(a, family, "", flow.size) for a, _ in pairs) + 20
            for label, value in pairs:
                flow.y += flow.size * 2
                flow.page.text(flow.margin, flow.y, label, family, flow.size)
                flow.page.line(
                    flow.margin + column, flow.y + 3, A4[0] - flow.margin, flow.y + 3, stroke=(120, 120, 120)
                )
                flow.page.text(
                    flow.margin + column + 4,
                    flow.y,
                    value,
                    rng.choice(fonts.HANDS[:2]),
                    flow.size * 1.35,
                    fill=(20, 30, 110),
                )
        else:
            flow.pairs(pairs, ruled=way == "ruled")
        return flow.pages[:1]
    wide = flow.width / 2
    for i in range(0, len(pairs), 2):
        for j, (label, value) in enumerate(pairs[i : i + 2]):
            x = flow.margin + j * wide
            flow.page.rect((x, flow.y, x + wide, flow.y + 36), stroke=(90, 90, 90))
            flow.page.text(x + 4, flow.y + 12, label, family, flow.size * 0.85)
            flow.page.text(x + 6, flow.y + 28, value, family, flow.size, style="b")
        flow.y += 36
    return flow.pages[:1]


def make(rng: random.Random, _index: int, *, code: str, medium: str) -> Bundle:
    """Make one form."""
    digital = medium == "digital"
    pages = _form(rng, code, born_digital=digital)
    if digital:
        name, data = "formulier.pdf", pdf(pages)
    else:
        dpi = rng.choice((150, 200, 240, 300))
        name, data = pack.save(
            [scan.scan(raster(pages[0], dpi), rng, careful=True)],
            rng,
            dpi=dpi,
            stem=rng.choice(("form", "scan12", "formulier")),
        )
    return Bundle([Doc(name, data, "other", languages=[code], bsn_visible=[], born_digital=digital)])


def leaves() -> list[Leaf]:
    """Return the strata of this module."""
    result = []
    for code in LABELS:
        main = code in {"nl", "en", "fr", "de"}
        if code not in othertexts.IMAGE_ONLY:
            result.append(
                Leaf(f"forms/{code}/digital", 8 if main else 2, partial(make, code=code, medium="digital"))
            )
        result.append(Leaf(f"forms/{code}/scan", 8 if main else 2, partial(make, code=code, medium="scan")))
    return result
