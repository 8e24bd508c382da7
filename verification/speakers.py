"""Who speaks in a wording about a copy: whoever certifies it, or the holder of the document.

The holder is told by what a certifier never says: that the original is "mine", that it is "in my possession",
"made by myself", "on my honour" (domain, section 3: the trap of "que je détiens").
"""

from __future__ import annotations

import re
from enum import StrEnum


class Speech(StrEnum):
    """Who speaks in a wording about a copy."""

    CERTIFIER = "certifier"
    HOLDER = "holder"  # certainly: "mine", "in my possession"
    PERSON = "person"  # somebody who declares in the first person, without naming an office


# What the holder calls the paper.
_PAPER = (
    r"(?:\w*(?:verklaring|bewijs|attest|bescheinigung|brief|papieren)|original\w*|origineel|originele|oryginal\w*|diplom\w*|possession|posesi\w*|poder|possesso|posse|posiadani\w*|"
    r"bezit|besitz|document\w*|dokument\w*|certificat\w*|certificad\w*|certifik\w*|zertifikat\w*|papier\w*|paper\w*|"
    r"bulletin|getuigschrift\w*|zeugnis\w*|\w+zeugnis\w*|urkunde\w*|statement|verklaring|attestation|degree|copy|"
    r"kopie|titulo|titre|swiadectw\w*|dyplom\w*|records|transcript\w*|unterlagen|qualification\w*|akte|bul)"
)
_MINE = (
    r"(?:my|mijn|mon|ma|mes|meine?[rmsn]?|mi|mis|mio|mia|miei|moj\w*|moim|moich|meu|minha|meus|minhas|mea|"
    r"meus|lui meu)"
)
# "My colleague's diploma", "in my presence": who says so is not the holder.
_OTHERS = (
    r"(?!(?:colleague|coworker|client|patient|employee|student|friend|neighbour|wife|husband|daughter|son|"
    r"presence|office|hand|seal|signature|opinion|name|collega|client\w*|vriend\w*|buur\w*|vrouw|man|dochter|"
    r"zoon|aanwezigheid|bijzijn|kantoor|ambt|hand|zegel|collegue|etude|cliente?|ami|amie|epou\w+|kolleg\w+|"
    r"mandant\w*|freund\w*|gegenwart|beisein|kanzlei|amt\w*|siegel|frau|tochter|sohn|presencia|companer\w+)\b)"
)
# "Own" makes it the speaker's also in the third person: "van haar eigen diploma".
_THEIRS = r"(?:zijn|haar|hun|his|her|their|sein\w*|ihr\w*|son|sa|su|sua|suo|swoj\w*)"
_OWN = r"(?:eigen|own|eigene\w*|propre|propio|proprio|proprie|wlasn\w*)"
_HOLDER = re.compile(
    rf"\b(?:{_MINE} {_OTHERS}(?:\w+ ){{0,2}}{_PAPER}\b|{_THEIRS} {_OWN} (?:\w+ )?{_PAPER}\b|"
    rf"(?:diplom\w*|original\w*|titul\w*) meu\b|posesia mea|posse minha|"
    r"van (?:haar|zijn) (?:diploma|getuigschrift)|"
    r"in (?:my|mijn|meinem|zijn|haar|ihrem|seinem|suo|sua) (?:possession|bezit|besitz|possesso|posse)|"
    r"en (?:ma|sa) possession|que (?:\w{1,2} )?(?:possede|conserve|garde)|\w*det[il]e[nu]s\b|"
    r"i (?:hold|possess|own|keep|(?:still )?have the original)|ik heb (?:zelf |nog )?het origineel|"
    r"ich habe das original|j ai l original|tengo el original|mam oryginal|eigenhandig|door houder|"
    r"remains? (?:with me|in my)|"
    r"die ik (?:bezit|heb|in bezit)|dat ik (?:bezit|zelf|thuis|in bezit|in mijn)|ik bezit|"
    r"(?:which|that) i (?:hold|possess|own|have|keep|made)|"
    r"the (?:holder|owner) of this|holder of th|houder van (?:dit|het)|houdster|titulaire d|"
    r"inhaber(?:in)? d|eigenaar van|eigenares van|"
    r"sur l honneur|naar (?:eer|waarheid)|eer en geweten|eerlijk|nach bestem wissen|eidesstattlich|an "
    r"eides statt|to the best of my knowledge|bajo mi responsabilidad|sous ma responsabilite|sotto la mia|"
    r"upon my honou?r|(?:verklaart?|bevestigt?) zelf|ikzelf|zelf gemaakt|zelf gekopieerd|zelf gescand|"
    r"i myself|moi meme|ich selbst|selbst (?:angefertigt|erstellt|gemacht|kopiert)|par mes soins|"
    r"made by me|door mij gemaakt|"
    r"que poseo|ktory posiadam|pe care il detin|ik ben in het bezit|self certified|que detengo|"
    r"self attested|self declaration|eigen verklaring|the applicant|undersigned applicant|de aanvrager|"
    r"aanvrager van|aanvraagster|ondergetekende aanvrager|"
    r"l interesse|der antragsteller|diploma holder|diplomahouder|own signature|eigen handtekening|"
    r"(?:door|von|by|par) (?:mijzelf|mezelf|mij zelf|mir selbst|myself|moi meme)|"
    r"(?:made|gemaakt) (?:by|door) (?:me|mij|myself)|por minha honra|bajo juramento|"
    r"(?:origin\w+|certificat\w*|diplom\w*|zeugnis|urkunde|papier|getuigschrift) (?:\w+ ){0,6}"
    r"(?:at home|thuis|zu hause|a la maison|chez moi|bij mij|bei mir|kan ik (?:tonen|laten)|can show|"
    r"i (?:still )?(?:have|keep|hold)|je garde|habe ich)|"
    r"(?:certified|made|attested|verklaard|gewaarmerkt|gemaakt|getekend|beglaubigt|certifiee?|faite?|"
    r"conforme) (?:by|door|durch|par) (?:the |de |den |die |le |la |l )?(?:holder|owner|houder|houdster|"
    r"eigenaar|eigenares|inhaber\w*|titulaire|applicant|aanvrager|aanvraagster|antragsteller\w*)|"
    r"die antragstellerin|selbst beglaubigt|zelf gewaarmerkt|als (?:houder|houdster|eigenaar|eigenares)|"
    r"(?:kopie|copie) der inhaber\w*|"
    r"bende (?:oldug|bulun)\w*|a mia mani|moge (?:origineel|original) tonen)"
)
_FIRST_PERSON = re.compile(
    r"\b(?:i|ik|je|ich|yo|io|eu|ja|undersigned|ondergetekende|soussigne\w*|unterzeichne\w*|abajo "
    r"firmante|sottoscritt\w*|nizej podpisan\w*|subsemnat\w*|j)\b"
)
_DECLARES = re.compile(
    r"\b(?:declare\w*|verkla\w*|erklar\w*|versicher\w*|affirm\w*|oswiadcz\w*|declar\w*|dichiar\w*|"
    r"assur\w*|garand\w*|hereby state|state that|solemnly|beloof)\b"
)


def declares(token: str) -> bool:
    """Whether a folded word is one of declaring.

    >>> declares("verklaar"), declares("certify")
    (True, False)
    """
    return bool(_DECLARES.match(token))


def speaks_for_self(folded: str) -> bool:
    """Whether a folded text is in the first person, or in that of the undersigned."""
    return bool(_FIRST_PERSON.search(folded))


def speech_of(folded: str) -> Speech:
    """Who speaks in the folded words of a wording and those around it."""
    if _HOLDER.search(folded):
        return Speech.HOLDER
    if _FIRST_PERSON.search(folded) and _DECLARES.search(folded):
        return Speech.PERSON
    return Speech.CERTIFIER
