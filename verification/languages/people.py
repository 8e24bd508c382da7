"""The words beside which the name of a person stands: labels of forms, and "born"."""

from __future__ import annotations

from collections.abc import Mapping

# Folded stems (see `phrases`); a name follows a label, and comes before or after "born".
NAME_CUES: Mapping[str, tuple[str, ...]] = {
    "label": (
        # nl en fr de af
        "naam$", "achternaam", "voornaam", "voornamen", "voorname$", "geslachtsnaam", "familienaam", "mevrouw",
        "name$", "surname", "full name$", "last name$", "first name$", "given names", "family name$",
        "nom$", "prenom", "nom de famille", "madame$", "monsieur$", "nachname", "familienname", "vorname$", "herr$",
        "frau$", "herrn$",
        # Romance
        "apellido", "nombre$", "cognome", "nome$", "apelido", "sobrenome", "nume$", "numele$", "prenume", "numit",
        "cognoms", "nom i cognoms",
        # Slavic
        "nazwisko", "imie$", "imiona$", "pani$", "prijmeni", "jmeno", "priezvisko", "meno$", "prezime", "ime$",
        "priimek", "фамил", "имя$", "прізвище", "ім$ я$", "име$", "презиме", "отчество",
        # others
        "soyadi", "adi$", "adi soyadi", "vezeteknev", "keresztnev", "neve$", "efternavn", "fornavn", "navn$",
        "efternamn", "fornamn", "namn$", "sukunimi", "etunimi", "nimi$", "perekonnanimi", "eesnimi", "uzvards",
        "vards$", "pavarde", "vardas", "mbiemri", "emri$", "nama$", "επωνυμο", "ονομα",
    ),
    "born": (
        "geboren$", "gebore$", "born$", "ne$ le$", "nee$ le$", "ne$ e$ le$", "nacid", "nato$", "nata$", "nascid",
        "nascut", "urodzon", "narozen", "naroden", "roden", "rojen", "dogumlu", "szuletett", "fodt$", "fodd$",
        "syntynyt", "sundinud", "dzimus", "gimusi", "gimes$", "родивш", "рожден", "народ", "роден", "γεννηθ",
    ),
}  # fmt: skip
