"""Running text in the four languages for the bench documents; people, places and numbers are invented."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "nl": (
        "Hierbij verklaren wij dat {name} van {start} tot en met {end} bij ons in dienst is geweest.",
        "De werkzaamheden bestonden uit het verlenen van zorg aan patiënten op de afdeling {ward}.",
        "De arbeidsduur bedroeg gemiddeld {hours} uren per week, in dag-, avond- en nachtdiensten.",
        "Zij werkte zelfstandig, overlegde met de arts en begeleidde stagiairs en nieuwe collega's.",
        "Voor vragen over deze verklaring kunt u de personeelsadministratie bellen op nummer {phone}.",
        "In {year} volgde zij een scholing over het veilig toedienen van medicijnen, waarvoor zij slaagde.",
        "Deze brief is op haar eigen verzoek opgesteld en dient om de gewerkte uren aan te tonen.",
        "Tijdens de coördinatie van het team bleek zij betrouwbaar, zorgvuldig en altijd vriendelijk.",
        "Bij ziekte of vakantie werd het rooster aangepast, zodat de continuïteit gewaarborgd bleef.",
        "Het kenmerk van dit dossier is {ref}; vermeld dit a.u.b. in al uw brieven aan ons.",
        "De functie is ingedeeld in schaal {scale} van de collectieve arbeidsovereenkomst voor ziekenhuizen.",
        "Onderbrekingen van langer dan zes weken hebben zich in deze periode niet voorgedaan.",
    ),
    "en": (
        "This is to certify that {name} was employed by this hospital from {start} until {end}.",
        "Her duties included direct patient care, record keeping and the training of junior staff on {ward}.",
        "The post required an average of {hours} hours a week, including weekends and public holidays.",
        "She passed every yearly review and was known for calm judgement under pressure.",
        "Should you require anything further, please call the personnel office on {phone}.",
        "In {year} she completed a course in wound care and was awarded the corresponding certificate.",
        "The file number {ref} should be quoted in all letters that concern this statement.",
        "No disciplinary action was taken, and there were no breaks longer than six weeks.",
        "The level of the post corresponds to grade {scale} of the national pay agreement.",
        "We remain willing to answer questions about the nature, scope and spread of the work.",
        "Medication was prepared, checked and given according to the protocol in force at the time.",
        "Night shifts were shared fairly, and handovers took place at seven in the morning.",
    ),
    "fr": (
        "Nous attestons que {name} a travaillé dans notre établissement du {start} au {end}.",
        "Elle était chargée des soins infirmiers, de l'accueil des familles et des dossiers à {ward}.",
        "La durée hebdomadaire du travail s'élevait à {hours} heures en moyenne, nuits et week-ends compris.",
        "En {year}, elle a réussi une formation complémentaire consacrée à l'hygiène hospitalière.",
        "Pour tout renseignement, veuillez téléphoner au service du personnel : {phone}.",
        "Aucune sanction n'a été prononcée et aucune interruption supérieure à six semaines n'a eu lieu.",
        "La présente attestation est délivrée à la demande de l'intéressée pour servir à qui de droit.",
        "Le numéro de référence {ref} doit être rappelé dans toute correspondance.",
        "Son poste relève du niveau {scale} de la convention collective applicable aux hôpitaux.",
        "Très appréciée de ses collègues, elle a toujours fait preuve de sérieux et d'honnêteté.",
        "Les médicaments étaient préparés, contrôlés et distribués conformément au protocole en vigueur.",
        "Elle a également participé à la rédaction du manuel destiné aux élèves infirmiers.",
    ),
    "de": (
        "Hiermit bestätigen wir, dass {name} vom {start} bis zum {end} in unserem Haus beschäftigt war.",
        "Zu ihren Aufgaben gehörten die Pflege der Patienten und die Anleitung auf {ward}.",
        "Die durchschnittliche Arbeitszeit betrug {hours} Stunden pro Woche einschließlich der Nachtdienste.",
        "Im Jahr {year} hat sie eine Weiterbildung zur Wundversorgung mit gutem Erfolg abgeschlossen.",
        "Für Rückfragen erreichen Sie unsere Personalabteilung unter der Rufnummer {phone}.",
        "Unterbrechungen von mehr als sechs Wochen sind während des genannten Zeitraums nicht aufgetreten.",
        "Diese Bescheinigung wird auf Wunsch der Beschäftigten zur Vorlage bei der Behörde ausgestellt.",
        "Bitte geben Sie bei allen Schreiben das Aktenzeichen {ref} an.",
        "Die Tätigkeit entspricht der Entgeltgruppe {scale} des geltenden Tarifvertrags.",
        "Wir haben sie als zuverlässige, höfliche und stets hilfsbereite Kollegin kennengelernt.",
        "Die Medikamente wurden gemäß den gültigen Vorschriften vorbereitet, geprüft und verabreicht.",
        "Größere Änderungen im Dienstplan wurden früh besprochen und gemeinsam beschlossen.",
    ),
}

HEADINGS: dict[str, tuple[str, ...]] = {
    "nl": ("Verklaring werkervaring", "Toelichting bij de aanvraag", "Overzicht van de diensten"),
    "en": ("Statement of employment", "Notes on the application", "Summary of service"),
    "fr": ("Attestation de travail", "Précisions sur la demande", "Relevé des services"),
    "de": ("Arbeitszeugnis", "Erläuterungen zum Antrag", "Übersicht der Dienste"),
}

TABLE_HEADS: dict[str, tuple[str, ...]] = {
    "nl": ("Periode", "Afdeling", "Functie", "Uren"),
    "en": ("Period", "Ward", "Position", "Hours"),
    "fr": ("Période", "Service", "Fonction", "Heures"),
    "de": ("Zeitraum", "Station", "Stelle", "Stunden"),
}

POSITIONS: dict[str, tuple[str, ...]] = {
    "nl": ("verpleegkundige", "teamleider", "praktijkbegeleider"),
    "en": ("staff nurse", "ward sister", "practice mentor"),
    "fr": ("infirmière", "cadre de santé", "tutrice"),
    "de": ("Pflegefachfrau", "Stationsleitung", "Praxisanleiterin"),
}

WARDS: dict[str, tuple[str, ...]] = {
    "nl": ("Cardiologie", "Kindergeneeskunde", "Spoedeisende hulp", "Neurologie"),
    "en": ("Cardiology", "Paediatrics", "Emergency care", "Neurology"),
    "fr": ("Cardiologie", "Pédiatrie", "Urgences", "Neurologie"),
    "de": ("Kardiologie", "Kinderheilkunde", "Notaufnahme", "Neurologie"),
}

NAMES = (
    "M. van der Laan-Özer",
    "Sofia Brandt",
    "J. Lefèvre",
    "Ingrid Haverkamp",
    "Aisha Diallo",
    "T. O'Connell",
    "Łucja Nowicka",
    "Käthe Grünwald",
    "Chloé Marchand",
    "Wietske Hoekstra",
)
PLACES = ("Zwolle", "Leeuwarden", "Norwich", "Besançon", "Göttingen", "Deventer", "Limoges", "Lübeck")
