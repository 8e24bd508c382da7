"""Where a place lies: in the Netherlands, elsewhere in the European Economic Area, or beyond.

Only what a notary's address or an authority's name needs: the Dutch municipalities and larger places, states
by their names in the languages that stamps use, and the larger cities. Names are folded
(`verification.fuzzy`). Sources: the list of municipalities of the Netherlands (2024) and well-known places
within them; the members of the European Economic Area. Switzerland and the United Kingdom are not among them,
nor are the Caribbean countries of the Kingdom and Suriname, where notaries also write Dutch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from verification.fuzzy import find, fold


class Region(StrEnum):
    NETHERLANDS = "netherlands"
    EEA = "eea"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Place:
    """A place or state found in a text; `start` is where it stands in the folded text."""

    name: str
    region: Region
    state: bool
    start: int
    errors: int


_DUTCH = """
Aa en Hunze|Aalsmeer|Aalten|Achtkarspelen|Alblasserdam|Albrandswaard|Alkmaar|Almelo|Almere|
Alphen aan den Rijn|Alphen-Chaam|Altena|Ameland|Amersfoort|Amstelveen|Amsterdam|Apeldoorn|Arnhem|Assen|
Asten|Baarle-Nassau|Baarn|Barendrecht|Barneveld|Beekdaelen|Beesel|Berg en Dal|Bergeijk|Bergen op Zoom|
Berkelland|Bernheze|Beuningen|Beverwijk|Bladel|Blaricum|Bloemendaal|Bodegraven|Boekel|Borger-Odoorn|Borne|
Borsele|Boxtel|Breda|Bronckhorst|Brummen|Brunssum|Bunnik|Bunschoten|Buren|Capelle aan den IJssel|Castricum|
Coevorden|Cranendonck|Culemborg|Dalfsen|Dantumadiel|De Bilt|De Fryske Marren|De Ronde Venen|De Wolden|Delft|
Den Helder|Deurne|Deventer|Diemen|Dinkelland|Doesburg|Doetinchem|Dongen|Dordrecht|Drechterland|Drimmelen|
Dronten|Druten|Duiven|Echt-Susteren|Edam-Volendam|Ede|Eemnes|Eemsdelta|Eersel|Eijsden-Margraten|Eindhoven|
Elburg|Emmen|Enkhuizen|Enschede|Epe|Ermelo|Etten-Leur|Geertruidenberg|Geldrop-Mierlo|Gemert-Bakel|Gennep|
Gilze en Rijen|Goeree-Overflakkee|Goes|Goirle|Gooise Meren|Gorinchem|Gouda|Groningen|Gulpen-Wittem|
Haaksbergen|Haarlem|Haarlemmermeer|Halderberge|Hardenberg|Harderwijk|Hardinxveld-Giessendam|Harlingen|
Hattem|Heemskerk|Heemstede|Heerde|Heerenveen|Heerlen|Heeze-Leende|Heiloo|Hellendoorn|Helmond|
Hendrik-Ido-Ambacht|Hengelo|Heumen|Heusden|Hillegom|Hilvarenbeek|Hilversum|Hoeksche Waard|Hof van Twente|
Hollands Kroon|Hoogeveen|Hoorn|Horst aan de Maas|Houten|Huizen|Hulst|IJsselstein|Kaag en Braassem|Kampen|
Kapelle|Katwijk|Kerkrade|Koggenland|Krimpen aan den IJssel|Krimpenerwaard|Laarbeek|Land van Cuijk|Landgraaf|
Landsmeer|Lansingerland|Laren|Leeuwarden|Leiden|Leiderdorp|Leidschendam-Voorburg|Lelystad|Leudal|Leusden|
Lingewaard|Lisse|Lochem|Loon op Zand|Lopik|Losser|Maasdriel|Maasgouw|Maashorst|Maassluis|Maastricht|
Medemblik|Meerssen|Meierijstad|Meppel|Middelburg|Midden-Delfland|Midden-Drenthe|Midden-Groningen|Moerdijk|
Molenlanden|Montferland|Montfoort|Mook en Middelaar|Neder-Betuwe|Nederweert|Nieuwegein|Nieuwkoop|Nijkerk|
Nijmegen|Nissewaard|Noardeast-Fryslan|Noord-Beveland|Noordenveld|Noordoostpolder|Noordwijk|Nuenen|Nunspeet|
Oegstgeest|Oirschot|Oisterwijk|Oldambt|Oldebroek|Oldenzaal|Olst-Wijhe|Ommen|Oost Gelre|Oosterhout|
Ooststellingwerf|Oostzaan|Opmeer|Opsterland|Oss|Oude IJsselstreek|Ouder-Amstel|Oudewater|Overbetuwe|
Papendrecht|Peel en Maas|Pekela|Pijnacker-Nootdorp|Purmerend|Putten|Raalte|Reimerswaal|Renkum|Renswoude|
Reusel-De Mierden|Rheden|Rhenen|Ridderkerk|Rijssen-Holten|Rijswijk|Roerdalen|Roermond|Roosendaal|Rotterdam|
Rozendaal|Rucphen|Schagen|Scherpenzeel|Schiedam|Schiermonnikoog|Schouwen-Duiveland|'s-Gravenhage|Den Haag|
The Hague|La Haye|'s-Hertogenbosch|Den Bosch|Simpelveld|Sint-Michielsgestel|Sittard-Geleen|Sittard|Geleen|
Sliedrecht|Sluis|Smallingerland|Soest|Someren|Son en Breugel|Stadskanaal|Staphorst|Stede Broec|Steenbergen|
Steenwijkerland|Stein|Stichtse Vecht|Sudwest-Fryslan|Terneuzen|Terschelling|Texel|Teylingen|Tholen|Tiel|
Tilburg|Tubbergen|Twenterand|Tynaarlo|Tytsjerksteradiel|Uitgeest|Uithoorn|Urk|Utrecht|Utrechtse Heuvelrug|
Vaals|Valkenburg|Valkenswaard|Veendam|Veenendaal|Veere|Veldhoven|Velsen|Venlo|Venray|Vijfheerenlanden|
Vlaardingen|Vlieland|Vlissingen|Voerendaal|Voorne aan Zee|Voorschoten|Voorst|Vught|Waadhoeke|Waalre|
Waalwijk|Waddinxveen|Wageningen|Wassenaar|Waterland|Weert|West Betuwe|West Maas en Waal|Westerkwartier|
Westerveld|Westervoort|Westerwolde|Westland|Weststellingwerf|Wierden|Wijchen|Wijdemeren|Wijk bij Duurstede|
Winterswijk|Woensdrecht|Woerden|Wormerland|Woudenberg|Zaanstad|Zaandam|Zaltbommel|Zandvoort|Zeewolde|Zeist|
Zevenaar|Zoetermeer|Zoeterwoude|Zuidplas|Zundert|Zutphen|Zwartewaterland|Zwijndrecht|Zwolle|Bussum|Naarden|
Weesp|Hoofddorp|Nieuw-Vennep|Schiphol|IJmuiden|Santpoort|Sneek|Drachten|Franeker|Bolsward|Dokkum|Joure|
Lemmer|Wolvega|Delfzijl|Winschoten|Appingedam|Hoogezand|Leek|Roden|Emmeloord|Kampen|Steenwijk|Rijssen|
Nijverdal|Goor|Delden|Vroomshoop|Heino|Zelhem|Lichtenvoorde|Groenlo|Borculo|Eibergen|Varsseveld|Ulft|Didam|
Elst|Bemmel|Huissen|Oosterbeek|Velp|Dieren|Twello|Vaassen|Nijkerk|Bilthoven|Driebergen|Doorn|Maarssen|
Breukelen|Mijdrecht|Vinkeveen|Abcoude|Vianen|Leerdam|Geldermalsen|Spijkenisse|Hellevoetsluis|Brielle|
Middelharnis|Oud-Beijerland|Naaldwijk|Monster|Berkel en Rodenrijs|Bleiswijk|Voorburg|Leidschendam|Nootdorp|
Pijnacker|Sassenheim|Noordwijkerhout|Rijnsburg|Bodegraven|Gorredijk|Oudenbosch|Zevenbergen|Made|
Raamsdonksveer|Kaatsheuvel|Drunen|Vlijmen|Schijndel|Veghel|Uden|Cuijk|Grave|Boxmeer|Deurne|Mierlo|Geldrop|
Best|Reuver|Tegelen|Blerick|Horst|Panningen|Echt|Susteren|Zierikzee|Oostburg|Axel|Yerseke|Heerhugowaard|
Dijk en Waard|Broek op Langedijk|Schoorl|Egmond|Wognum|Volendam|Edam|Monnickendam|Krommenie|Assendelft|
Koog aan de Zaan|Wormer|Oosthuizen|Aerdenhout|Overveen|Haren|Zuidlaren|Gieten|Beilen|Borger|Odoorn|
Klazienaveen|Hoogkarspel|Barneveld|Voorthuizen|Lunteren|Bennekom|Veenwouden|Buitenpost|Surhuisterveen|
Burgum|Leens|Bedum|Uithuizen|Musselkanaal|Ter Apel
"""

_DUTCH_STATE = """
Nederland|The Netherlands|Netherlands|Pays-Bas|Niederlande|Niederlanden|Holland|Koninkrijk der Nederlanden|
Paises Bajos|Paesi Bassi|Noord-Holland|Zuid-Holland|Noord-Brabant|Gelderland|Friesland|Fryslan|Overijssel|
Flevoland|Drenthe|Zeeland
"""

_EEA_STATES = """
Belgie|Belgique|Belgium|Belgien|Deutschland|Germany|Allemagne|Duitsland|Bundesrepublik|Osterreich|Austria|
Autriche|Oostenrijk|Republik Osterreich|France|Frankrijk|Frankreich|Republique francaise|Luxembourg|
Luxemburg|Letzebuerg|Espana|Spain|Spanje|Espagne|Spanien|Portugal|Republica Portuguesa|Italia|Italy|Italie|
Italien|Repubblica Italiana|Ireland|Ierland|Eire|Irlande|Irland|Danmark|Denmark|Denemarken|Danemark|Sverige|
Sweden|Zweden|Suede|Schweden|Norge|Norway|Noorwegen|Norvege|Norwegen|Island|Iceland|IJsland|Islande|Suomi|
Finland|Finlande|Finnland|Polska|Poland|Polen|Pologne|Rzeczpospolita Polska|Ceska republika|Czech Republic|
Czechia|Cesko|Tsjechie|Tschechien|Tschechische Republik|Slovensko|Slovakia|Slovenska republika|Slowakije|
Slowakei|Slovaquie|Magyarorszag|Hungary|Hongarije|Ungarn|Hongrie|Romania|Roemenie|Rumanien|Roumanie|
Bulgaria|Bulgarije|Bulgarien|Bulgarie|България|Ellada|Greece|Griekenland|Griechenland|Grece|Ελλαδα|
Ελληνικη Δημοκρατια|Hrvatska|Croatia|Kroatie|Kroatien|Croatie|Slovenija|Slovenia|Slovenie|Slowenien|Eesti|
Estonia|Estland|Estonie|Latvija|Latvia|Letland|Lettland|Lettonie|Lietuva|Lithuania|Litouwen|Litauen|
Lituanie|Malta|Malte|Cyprus|Kypros|Zypern|Chypre|Liechtenstein|Reino de Espana|Vlaanderen|Flandre|Wallonie|
Bayern|Hessen|Nordrhein-Westfalen|Niedersachsen|Sachsen|Thuringen|Brandenburg|Rheinland-Pfalz|Saarland|
Baden-Wurttemberg|Schleswig-Holstein|Mecklenburg
"""

_EEA = """
Antwerpen|Anvers|Gent|Gand|Ghent|Brugge|Bruges|Brussel|Bruxelles|Brussels|Leuven|Louvain|Liege|Luik|Luttich|
Namur|Namen|Mons|Charleroi|Hasselt|Genk|Mechelen|Aalst|Kortrijk|Courtrai|Oostende|Ostende|Roeselare|
Turnhout|Sint-Niklaas|Tournai|Verviers|Arlon|Wavre|Eupen|Ieper|Dendermonde|Lier|Tongeren|Halle|Vilvoorde|
Geel|Berlin|Hamburg|Munchen|Munich|Koln|Cologne|Keulen|Frankfurt|Stuttgart|Dusseldorf|Dortmund|Essen|
Leipzig|Bremen|Dresden|Hannover|Nurnberg|Duisburg|Bochum|Wuppertal|Bielefeld|Bonn|Munster|Karlsruhe|
Mannheim|Augsburg|Wiesbaden|Gelsenkirchen|Monchengladbach|Braunschweig|Chemnitz|Kiel|Aachen|Aken|Halle|
Magdeburg|Freiburg|Krefeld|Lubeck|Oberhausen|Erfurt|Mainz|Rostock|Kassel|Hagen|Saarbrucken|Potsdam|
Oldenburg|Osnabruck|Leverkusen|Heidelberg|Darmstadt|Regensburg|Wurzburg|Ingolstadt|Heilbronn|Ulm|Gottingen|
Wolfsburg|Bremerhaven|Koblenz|Trier|Jena|Erlangen|Paderborn|Kleve|Wesel|Emmerich|Bocholt|Nordhorn|Lingen|
Leer|Emden|Wien|Vienna|Graz|Linz|Salzburg|Innsbruck|Klagenfurt|Villach|Wels|St Polten|Dornbirn|Bregenz|
Eisenstadt|Paris|Marseille|Lyon|Toulouse|Nice|Nantes|Strasbourg|Montpellier|Bordeaux|Lille|Rennes|Reims|
Le Havre|Saint-Etienne|Toulon|Grenoble|Dijon|Angers|Nimes|Villeurbanne|Clermont-Ferrand|Aix-en-Provence|
Brest|Tours|Amiens|Limoges|Annecy|Perpignan|Besancon|Metz|Orleans|Rouen|Mulhouse|Caen|Nancy|Avignon|
Poitiers|Douai|Versailles|Pau|La Rochelle|Dunkerque|Calais|Colmar|Chambery|Le Mans|Troyes|Bayonne|
Luxembourg|Esch-sur-Alzette|Madrid|Barcelona|Valencia|Sevilla|Zaragoza|Malaga|Murcia|Palma|Bilbao|Alicante|
Cordoba|Valladolid|Vigo|Gijon|Granada|Oviedo|Pamplona|Santander|Salamanca|Burgos|San Sebastian|Donostia|
Vitoria|A Coruna|Lisboa|Lisbon|Porto|Coimbra|Braga|Aveiro|Faro|Setubal|Viseu|Evora|Funchal|Leiria|Roma|Rome|
Milano|Milan|Napoli|Torino|Turin|Palermo|Genova|Bologna|Firenze|Florence|Bari|Catania|Venezia|Verona|
Messina|Padova|Trieste|Brescia|Parma|Modena|Perugia|Pisa|Cagliari|Bergamo|Siena|Trento|Bolzano|Ancona|Udine|
Lecce|Dublin|Cork|Galway|Limerick|Waterford|Kobenhavn|Copenhagen|Kopenhagen|Aarhus|Odense|Aalborg|Stockholm|
Goteborg|Gothenburg|Malmo|Uppsala|Linkoping|Orebro|Lund|Umea|Oslo|Trondheim|Stavanger|Tromso|Kristiansand|
Reykjavik|Helsinki|Helsingfors|Espoo|Tampere|Turku|Oulu|Jyvaskyla|Kuopio|Warszawa|Warsaw|Warschau|Krakow|
Krakau|Lodz|Wroclaw|Poznan|Gdansk|Szczecin|Bydgoszcz|Lublin|Bialystok|Katowice|Gdynia|Czestochowa|Radom|
Torun|Kielce|Rzeszow|Olsztyn|Opole|Zielona Gora|Gliwice|Praha|Prague|Prag|Brno|Ostrava|Plzen|Liberec|
Olomouc|Ceske Budejovice|Hradec Kralove|Bratislava|Kosice|Presov|Zilina|Nitra|Banska Bystrica|Trnava|
Budapest|Debrecen|Szeged|Miskolc|Pecs|Gyor|Bucuresti|Bucharest|Boekarest|Cluj-Napoca|Cluj|Timisoara|Iasi|
Constanta|Craiova|Brasov|Galati|Ploiesti|Oradea|Sibiu|Arad|Bacau|Suceava|Targu Mures|Sofia|София|Plovdiv|
Пловдив|Varna|Варна|Burgas|Ruse|Stara Zagora|Pleven|Athina|Athens|Athene|Athen|Αθηνα|Thessaloniki|
Θεσσαλονικη|Patra|Πατρα|Heraklion|Ioannina|Larissa|Zagreb|Split|Rijeka|Osijek|Zadar|Ljubljana|Maribor|
Tallinn|Tartu|Riga|Daugavpils|Vilnius|Kaunas|Klaipeda|Valletta|Nicosia|Lefkosia|Limassol|Vaduz
"""

_BEYOND_STATES = """
United Kingdom|Great Britain|England|Scotland|Wales|Northern Ireland|Verenigd Koninkrijk|
Vereinigtes Konigreich|Royaume-Uni|Schweiz|Suisse|Svizzera|Switzerland|Zwitserland|Turkiye|Turkey|Turkije|
Turquie|Turkei|Turkiye Cumhuriyeti|United States|USA|U S A|United States of America|Verenigde Staten|
State of New York|California|Texas|Florida|Illinois|Massachusetts|New Jersey|Pennsylvania|Virginia|Maryland|
Michigan|Ohio|State of Washington|Canada|Ontario|Quebec|British Columbia|Alberta|Manitoba|Australia|
New South Wales|Queensland|New Zealand|India|Maharashtra|Kerala|Tamil Nadu|Karnataka|Punjab|Gujarat|Delhi|
Pakistan|Bangladesh|Sri Lanka|Nepal|Philippines|Pilipinas|Filipijnen|Republic of the Philippines|Indonesia|
Indonesie|Malaysia|Singapore|Thailand|Vietnam|China|Hong Kong|Japan|Korea|Suriname|Curacao|Aruba|
Sint Maarten|Bonaire|Marokko|Maroc|Morocco|Royaume du Maroc|Algerie|Algeria|Tunisie|Tunisia|Egypt|Egypte|
Senegal|Cote d Ivoire|Cameroun|Cameroon|Congo|Republique democratique du Congo|Ghana|Nigeria|Kenya|Uganda|
Tanzania|Ethiopia|South Africa|Zuid-Afrika|Republic of South Africa|Zimbabwe|Zambia|Rwanda|Burundi|Iran|
Irak|Iraq|Syria|Syrie|Libanon|Lebanon|Liban|Jordan|Israel|Saudi Arabia|United Arab Emirates|UAE|Qatar|
Kuwait|Afghanistan|Rossiya|Russia|Rusland|Russland|Россия|Российская Федерация|Ukraine|Ukraina|Oekraine|
Украина|Україна|Belarus|Беларусь|Moldova|Moldavie|Georgia|Armenia|Azerbaijan|Kazakhstan|Srbija|Serbia|
Servie|Serbien|Србија|Bosna i Hercegovina|Bosnia|Bosnie|Crna Gora|Montenegro|Albania|Shqiperia|Albanie|
Kosovo|Kosova|North Macedonia|Makedonija|Македонија|Brasil|Brazil|Brazilie|Argentina|Mexico|
Estados Unidos Mexicanos|Colombia|Venezuela|Peru|Chile|Ecuador|Bolivia|Uruguay|Paraguay|Cuba|
Dominican Republic|Republica Dominicana|Costa Rica|Guatemala|Honduras|El Salvador|Nicaragua|Panama|Jamaica|
Trinidad
"""

_BEYOND = """
London|Londen|Birmingham|Manchester|Leeds|Liverpool|Glasgow|Edinburgh|Bristol|Sheffield|Cardiff|Belfast|
Nottingham|Leicester|Newcastle|Southampton|Oxford|Norwich|Aberdeen|Swansea|Zurich|Geneve|Geneva|Genf|Basel|
Bale|Bern|Berne|Lausanne|Luzern|Lucerne|St Gallen|Lugano|Winterthur|Neuchatel|Fribourg|Sion|Ankara|Istanbul|
Izmir|Bursa|Antalya|Adana|Konya|Gaziantep|Kayseri|New York|Los Angeles|Chicago|Houston|Boston|Washington|
Miami|Philadelphia|Atlanta|San Francisco|Toronto|Montreal|Vancouver|Ottawa|Calgary|Sydney|Melbourne|
Brisbane|Perth|Auckland|New Delhi|Mumbai|Bombay|Kochi|Cochin|Bangalore|Bengaluru|Chennai|Hyderabad|Kolkata|
Pune|Ahmedabad|Thiruvananthapuram|Karachi|Lahore|Islamabad|Dhaka|Colombo|Kathmandu|Manila|Quezon City|
Makati|Cebu|Davao|Jakarta|Surabaya|Kuala Lumpur|Bangkok|Beijing|Shanghai|Tokyo|Seoul|Paramaribo|Willemstad|
Oranjestad|Philipsburg|Kralendijk|Casablanca|Rabat|Tanger|Fes|Marrakech|Nador|Alger|Oran|Tunis|Cairo|Dakar|
Abidjan|Yaounde|Douala|Kinshasa|Accra|Kumasi|Lagos|Abuja|Ibadan|Nairobi|Kampala|Addis Ababa|Dar es Salaam|
Johannesburg|Cape Town|Kaapstad|Pretoria|Durban|Harare|Lusaka|Kigali|Tehran|Teheran|Baghdad|Damascus|Beirut|
Amman|Tel Aviv|Jerusalem|Riyadh|Jeddah|Dubai|Abu Dhabi|Doha|Kabul|Moskva|Moscow|Москва|Санкт-Петербург|Kyiv|
Kiev|Київ|Lviv|Львів|Kharkiv|Odesa|Minsk|Минск|Chisinau|Tbilisi|Yerevan|Baku|Almaty|Beograd|Belgrade|
Belgrado|Београд|Novi Sad|Нови Сад|Nis|Sarajevo|Banja Luka|Podgorica|Tirana|Tirane|Pristina|Prishtina|
Skopje|Скопје|Sao Paulo|Rio de Janeiro|Brasilia|Belo Horizonte|Buenos Aires|Ciudad de Mexico|Guadalajara|
Bogota|Medellin|Caracas|Lima|Quito|Guayaquil|La Paz|Montevideo|Santiago de Chile|Asuncion|La Habana|Havana|
Santo Domingo|San Jose|Kingston
"""

# Dutch places that are also common words or surnames: they count only right after "te" or before a comma.
_ORDINARY_WORDS = """
best made horst echt stein leek buren houten elst haren heusden putten weert bergen velp grave goor
borne delft epe ede oss urk laren halle geel lier essen leer nice pau tours split faro sion nis lund
brest hagen ulm hulst soest sluis zeist doorn monster axel wels kiel lingen pisa parma mons bath texel
voorst waterland
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_BEFORE = re.compile(
    r"(?:^| )(?:te|in|at|a|zu|of|en|w|di|de|aan|gevestigd|standplaats|op|ve|la|dans|from|notaris|notar)$"
)


@cache
def _tables() -> tuple[tuple[str, Region, bool], ...]:
    out = []
    for text, region, state in (
        (_DUTCH_STATE, Region.NETHERLANDS, True),
        (_EEA_STATES, Region.EEA, True),
        (_BEYOND_STATES, Region.BEYOND, True),
        (_DUTCH, Region.NETHERLANDS, False),
        (_EEA, Region.EEA, False),
        (_BEYOND, Region.BEYOND, False),
    ):
        names = dict.fromkeys(fold(name) for name in text.split("|") if name.strip())
        out += [(name, region, state) for name in names]
    return tuple(out)


@cache
def _names() -> frozenset[str]:
    return frozenset(name for name, _, _ in _tables())


def find_places(folded: str) -> list[Place]:
    """The places and states in a folded text, in the order they stand in; states and places may overlap.

    >>> [(p.name, p.region.value) for p in find_places("mr a de haan notaris te leeuwarden")]
    [('leeuwarden', 'netherlands')]
    """
    found = []
    words = set(folded.split())
    for name, region, state in _tables():
        first = name.split(" ", 1)[0]
        if len(name) < 7 and first not in words:
            continue
        hit = _as_word(name, folded) or find(name, folded)
        if hit is None or not _whole(name, folded, hit) or not _meant(name, folded, hit[0]):
            continue
        found.append(Place(name, region, state, hit[0], hit[2]))
    found = found or _glued(folded)
    exact = {p.start for p in found if p.errors == 0}
    found = [p for p in found if p.errors == 0 or p.start not in exact]
    return sorted(found, key=lambda p: (p.start, p.errors))


def is_place(folded: str) -> bool:
    """Whether a folded text is the name of a place or state and nothing else."""
    return folded in _names()


def region_near(folded: str, position: int, *, reach: tuple[int, int] = (70, 110)) -> Place | None:
    """Where the office named at `position` is: a state if one is named, else the nearest place.

    `reach` is how many letters before and after the position are looked at.
    """
    start = max(0, position - reach[0])
    places = find_places(folded[start : position + reach[1]])
    states = [place for place in places if place.state and place.errors == 0]

    def distance(place: Place) -> float:
        gap = place.start + start - position
        return abs(gap) + (0 if gap >= 0 else 25) + 40 * place.errors

    return min(states or places, key=distance, default=None)


def _glued(folded: str) -> list[Place]:
    """Places at the end of a longer word: the rim of a stamp loses its spaces."""
    words = f"{folded} "
    hits = (
        (name, region, state, words.find(f"{name} ")) for name, region, state in _tables() if len(name) >= 6
    )
    return [
        Place(name, region, state, start, 1)
        for name, region, state, start in hits
        if start > 0 and words[start - 1] != " "
    ]


def _as_word(name: str, folded: str) -> tuple[int, int, int] | None:
    """Where a name stands as a word of its own, without a wrong character."""
    start = f" {folded} ".find(f" {name} ")
    return None if start < 0 else (start, start + len(name), 0)


def _whole(name: str, folded: str, hit: tuple[int, int, int]) -> bool:
    """Whether a short name stands as a word of its own; long ones may be glued to others in a rim text."""
    start, end, errors = hit
    if len(name) >= 9 and errors == 0:
        return True
    return (end >= len(folded) or folded[end] == " ") and (start == 0 or folded[start - 1] == " ")


def _meant(name: str, folded: str, start: int) -> bool:
    """Whether a place name is not part of a person's name, nor an ordinary word."""
    before = folded[:start].rstrip()
    if re.search(r"(?:^| )(?:van|von|vander|van der|van den|el|al)$", before):
        return False
    return name not in _ORDINARY or bool(_BEFORE.search(before)) or folded.strip() == name
