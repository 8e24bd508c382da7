"""Function words: the evidence where detectors confuse close relatives, and where text is not language at all.

Detectors learned on encyclopaedias take Afrikaans lines for Dutch, Luxembourgish for German and Scots for
English (libraries, Language). The small words tell them apart: each list below holds words of one language
that its relatives do not write so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

# The commonest small words of the four, for telling running text from letters at random.
COMMON: Mapping[str, frozenset[str]] = {
    "nl": frozenset(
        "de het een en van in is op te dat die voor met zijn aan niet ook als door bij naar er om tot dan nog "
        "wordt werd worden heeft hebben had was zal kan deze dit uit over tussen onder na tijdens of maar hij "
        "zij wij u uw haar hun ons zich geen waarin welke zoals volgens aldus hierbij heden is sinds per".split()
    ),
    "en": frozenset(
        "the of and to in a is that for was on as with by be this are from or at an his her he she it which has "
        "have had not been were will their its our your you we i all any such shall may under during between "
        "after who whose hereby within upon above".split()
    ),
    "fr": frozenset(
        "de la le les et des en un une du à est que pour dans qui sur par au aux avec ce cette ses sa son il "
        "elle a été ont sont ne pas plus ou où se nous vous leur être fait sous entre depuis lors dont y d l n s "
        "qu c j m".split()
    ),
    "de": frozenset(
        "der die das und in zu den von mit ist im des für auf dem nicht ein eine einer eines als auch an am er "
        "sie wir ihr es sich nach bei aus wird wurde werden hat haben zum zur oder dass durch über unter vom "
        "bis war sind sowie seit ihre seine hiermit diese dieser um".split()
    ),
}

# Words (and forms) that a language has and its relatives in the same row do not.
_DISTINCT: tuple[Mapping[str, frozenset[str]], ...] = (
    {
        "nl": frozenset(
            "een zijn deze niet voor zij hij wij worden wordt werd werden heeft hebben uit bij tijdens tussen "
            "geen zich hun naar ook u uw zal zullen waarin aan heeft hij hem ons welke tot mijn jij volgens "
            "onze zou hierbij mw dhr afgegeven".split()
        ),
        "af": frozenset(
            "nie vir hulle baie hierdie daardie sy haar was het ons wees gedurende tans asook ŉ 'n ʼn n "
            "is word deur uit sal kan aan hy ek jy julle my moet waarvan waarop wat waar sodat "
            "behaal ingevolge toegeken voltooi tydens tussen hiermee sertifikaat".split()
        )
        - frozenset("was het ons gedurende is word uit kan aan tussen moet waarvan waarop waar wat haar".split()),
        "fy": frozenset(
            "fan it yn dy dat dizze op foar mei hat hawwe wie wurdt waard wurde net ek sy hy har jo troch út oer "
            "by nei om te oan en mar as binne wêze syn harren jier wurk stúdzje wylst tusken sûnt hjirby nij "
            "opnij dêr hoe't dy't dat't se skoalle boargemaster".split()
        )
        - frozenset("dat op sy hat om te en by mar as".split()),
        "nds": frozenset(
            "dat un is nich för mit ok vun op to bi ut na över wi ji se hett hebben weer warrt wurrn keen disse "
            "düsse dör ik du he dien mien uns een en sien plattdüütsch schall kunn".split()
        )
        - frozenset("is mit bi na se hebben uns een en dat op un du he".split()),
        "li": frozenset("ut is 'ne d'r neet veur mèt waor hae doe weer auch ouch höbbe gaon zeen noe".split())
        - frozenset("is ut doe weer".split()),
    },
    {
        "de": frozenset(
            "und ist nicht mit für auf das auch als wird werden wurde sie ein eine einer eines einem einen sich "
            "nach bei aus über unter zum zur vom hat haben sind war wir er diese dieser dieses oder dass durch "
            "sowie seit ihre seine hiermit im den dem des während".split()
        ),
        "lb": frozenset(
            "an dat ass net fir op och wéi gouf ginn ginn eng e en hien hatt si mir dir se vum no bei aus iwwer "
            "ënner zum hunn huet sinn war duerch souwéi zënter hir seng heimat déi dëst dës dëser vun mat datt "
            "tëschent wärend kee keng gëtt goufen ons iech och nëmmen well ouni matt zu lëtzebuerg".split()
        )
        - frozenset("an e en si mir dir se bei aus zum war hir och zu no op net dat matt ons".split()),
        "nds": frozenset("un nich för mit ok vun to bi ut över hett weer warrt keen disse düsse dör ik sien".split())
        - frozenset("mit bi".split()),
        "gsw": frozenset("isch nid nöd für uf au wo gsi het mir sich ond und vo em i d s chind hend".split())
        - frozenset("für und mir sich em i d s het au wo".split()),
    },
    {
        "en": frozenset(
            "of the and to is was not which from with his her they their this that has have been were are would "
            "should who what no do does did on for as at by an it she he you your we our or all any from under "
            "hereby during between".split()
        )
        - frozenset("the to is was this that it he you as by or no do for on at his her has were".split()),
        "sco": frozenset(
            "o an wis wis nae nocht frae wi thay thair thir haes hae haein bin wur aw ony unner atween efter wha "
            "whit gie gien gied guid muckle ane twa weel scuil wark wirk hersel himsel syne forby anither "
            "sic cannae didnae isnae no's doun toun oot aboot noo ower maist mair sae richt nicht bairn bairns "
            "the-day kent faimily yin fowk auld efter leid Scotland's throu juist whilk".split()
        )
        - frozenset("o an bin wur wark".split()),
    },
    {
        "fr": frozenset(
            "et est les des aux dans avec pour sur ont été sont ce cette ces ses leur qui que où du au elle il "
            "nous vous pas plus une un être fait par lors ainsi depuis pendant entre sous".split()
        )
        - frozenset("par des les".split()),
        "ca": frozenset(
            "i amb és per a dels als del el que no una aquest aquesta aquests han ha ser són com més seva seu "
            "seves seus les des entre durant fins segons on hi ho ens va van així també la en de l'any "
            "dins sobre títol mitjançant perquè però molt".split()
        )
        - frozenset("a que no la en de les des entre sur ha i han per el del una seu".split()),
        "oc": frozenset("e amb los las dels dins per que es lo aquel aquesta son totas mas pas tanben coma".split())
        - frozenset("e per que es son pas las los mas".split()),
        "es": frozenset(
            "y el los las del con por para una es se ha que su sus como más este esta fue son entre desde hasta "
            "según lo al ser sobre también durante han no".split()
        )
        - frozenset("es se ha que son entre no al sobre lo esta su".split()),
        "it": frozenset(
            "il di e che della del con per una è sono nel alla dei gli presso ha stato stata questo questa come "
            "anche tra dal al si le in da delle degli nella".split()
        )
        - frozenset("e per del con una ha al si le in da come".split()),
        "pt": frozenset(
            "o os as do da dos das com por para uma não é em no na nos nas ao que se foi pelo pela são mais este "
            "esta ou entre também até sobre seu sua".split()
        )
        - frozenset("o os as que se no por para em entre da ou este esta sobre com".split()),
        "ro": frozenset(
            "și şi si este în la de cu pe pentru din care a fost prin sau sunt ale lui unui unei această acest "
            "nu mai între până după următoarele".split()
        )
        - frozenset("si la de a sau pe mai nu".split()),
    },
    {
        "da": frozenset("af ikke og er til efter været hvor også skal blev denne eller fra ved mellem uddannelse".split())
        - frozenset("og er til".split()),
        "no": frozenset("av ikke og er til etter vært hvor også skal ble denne eller fra ved mellom utdanning".split())
        - frozenset("og er til ikke hvor også skal denne eller fra ved".split()),
        "sv": frozenset("av inte och är till efter varit var också ska blev denna eller från vid mellan utbildning".split())
        - frozenset("av till efter denna blev var".split()),
    },
)  # fmt: skip


def share_of_common(tokens: Iterable[str], language: str) -> float:
    """Share (0..1) of the tokens that are among the commonest words of one of the four accepted languages."""
    words = list(tokens)
    if not words:
        return 0.0
    return sum(word in COMMON[language] for word in words) / len(words)


def settle(guess: str, tokens: Iterable[str]) -> str:
    """The guess, or the close relative whose own small words the text really has.

    A relative must bring at least three words of its own, and three times as many as the guess does.
    """
    counts = Counter(tokens)
    for row in _DISTINCT:
        if guess not in row:
            continue
        evidence = {code: sum(counts[word] for word in words) for code, words in row.items()}
        rival = max(evidence, key=lambda code: evidence[code])
        if evidence[rival] >= 3 and evidence[rival] >= 3 * evidence[guess]:
            return rival
    return guess
