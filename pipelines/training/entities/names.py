# ruff: noqa: SIM905 word lists read better as prose than as quoted items
"""Names to fill templates and to swap into sentences: composed, so that no network learns a name instead of its place."""

import random

from pipelines.training.entities.lexicon import (
    EVENTS,
    FACILITIES,
    LAWS,
    NORPS,
    ORGANISATIONS,
    POLITIES,
    PRODUCTS,
    REGIONS,
    gazetteer,
)

FIRST = """James John Robert Michael William David Richard Joseph Thomas Charles Daniel Matthew Anthony Mark Steven Paul Andrew Joshua Kevin
Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Scott Benjamin Samuel Gregory Frank
Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Margaret Sandra Ashley Emily Donna Michelle Carol Amanda
Melissa Deborah Stephanie Rebecca Laura Helen Sharon Cynthia Kathleen Amy Angela Anna Emma Nicole Rachel Janet Maria Olivia Chloe Keir Rishi
Vladimir Sergey Sergei Dmitry Dmitri Alexander Aleksandr Oleksandr Andriy Andrey Andrei Mikhail Mykhailo Nikolai Nikolay Mykola Yury Yuri
Igor Ihor Oleg Oleh Viktor Victor Pavlo Pavel Valery Valerii Volodymyr Vitaly Vitaliy Denys Denis Kirill Kyrylo Roman Rustem Yevgeny Maria
Olga Olena Iryna Irina Natalia Svetlana Oksana Yulia Kateryna Ekaterina Anastasia Ruslan Ramzan Maksym Maxim Anton Boris Borys Gennady
Hans Klaus Friedrich Olaf Annalena Jens Lars Erik Anders Mette Ingrid Jean Pierre Francois Emmanuel Nicolas Marine Sebastien Giorgia Giuseppe
Matteo Silvio Marco Luca Jose Juan Carlos Luis Pedro Miguel Javier Diego Fernando Alejandro Andres Gabriel Lucia Carmen Sofia Joao Paulo Luiz
Mohammed Mohamed Muhammad Ahmed Ahmad Ali Hassan Hussein Omar Khalid Abdullah Ibrahim Mustafa Mahmoud Yusuf Fatima Aisha Leila Tariq Imran
Recep Mehmet Hakan Bashar Benjamin Yair Yoav Itamar Naftali Ariel Shimon Xi Li Wang Zhang Chen Liu Kim Park Lee Shinzo Fumio Yoshihide Taro
Kenji Hiroshi Narendra Rahul Amit Arvind Priya Sanjay Rajesh Nawaz Shehbaz Kwame Oluwaseun Chinedu Emeka Abiy Thabo Cyril Jacob Nelson Zoran
Aleksandar Milos Novak Ivan Petr Jan Tomasz Andrzej Donald Jaroslaw Katarzyna Viktor Laszlo Zoltan Ion Klaus Maia Nikol Ilham Kassym Nursultan""".split()
LAST = """Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Jackson Martin Thompson White Harris Clark Lewis
Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson Campbell Mitchell Roberts Carter Phillips Evans Turner Parker
Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Reed Bailey Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett
Gray James Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Ortiz Jenkins Perry Butler Barnes Fisher Henderson Coleman
Kovalenko Shevchenko Bondarenko Tkachenko Melnyk Koval Kravchuk Poroshenko Tymoshenko Yermak Syrskyi Zaluzhnyi Podolyak Kuleba Sybiha
Reznikov Umerov Budanov Danilov Stefanchuk Klitschko Ivanov Petrov Sidorov Smirnov Kuznetsov Popov Volkov Sokolov Lebedev Kozlov Novikov
Morozov Lavrov Peskov Medvedev Shoigu Gerasimov Belousov Patrushev Naryshkin Zakharova Matviyenko Volodin Kiriyenko Mishustin Prigozhin
Kadyrov Lukashenko Surovikin Konashenkov Ryabkov Nebenzya Antonov Dmitriev Ushakov Likhachev Borisov Pushilin Pasechnik Saldo Balitsky
Muller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Scholz Merz Pistorius Baerbock Habeck Dubois Moreau Laurent Lefebvre Durand
Rossi Russo Ferrari Bianchi Romano Ricci Garcia Rodriguez Martinez Hernandez Lopez Gonzalez Perez Sanchez Ramirez Torres Flores Rivera Gomez
Diaz Silva Santos Oliveira Souza Pereira Costa Almeida Khan Ahmed Hussain Malik Chaudhry Sharif Bhutto Singh Sharma Patel Kumar Gupta Modi
Tanaka Suzuki Sato Watanabe Ito Yamamoto Nakamura Kobayashi Nguyen Tran Pham Wong Chan Cheung Zhou Huang Zhao Yang Wu Hosseini Karimi Ahmadi
Rezaei Mousavi Netanyahu Gallant Cohen Levi Mizrahi Peretz Katz al-Assad al-Sisi al-Maliki al-Sadr Erdogan Yilmaz Kaya Demir Okafor Adeyemi
Mensah Kamara Diallo Traore Ndlovu Dlamini Mbeki Kiprono Mwangi Abebe Tesfaye Kowalski Nowak Wisniewski Novak Horvath Nagy Popescu Ionescu
Petrovic Jovanovic Nikolic Vucic Hoxha Papadopoulos Andersson Johansson Larsson Hansen Nielsen Virtanen Korhonen O'Brien O'Neill McCarthy
McDonald MacLeod Fitzgerald Grossi Stoltenberg Guterres Borrell Michel Breton Lagarde Powell Yellen Blinken Sullivan Hegseth Rubio Vance""".split()
CLUBS = """Manchester United|Manchester City|Liverpool|Everton|Arsenal|Chelsea|Tottenham|West Ham|Newcastle|Aston Villa|Leeds|Leicester|Wolves|Brighton|
Burnley|Southampton|Fulham|Crystal Palace|Nottingham Forest|Sheffield United|Sunderland|Derby|Stoke|Blackburn Rovers|Bolton|Celtic|Rangers|
Real Madrid|Barcelona|Atletico Madrid|Sevilla|Valencia|Villarreal|Real Sociedad|Athletic Bilbao|Juventus|AC Milan|Inter Milan|Roma|Lazio|
Napoli|Atalanta|Bayern Munich|Borussia Dortmund|RB Leipzig|Schalke|Werder Bremen|Bayer Leverkusen|Paris St Germain|Lyon|Marseille|Monaco|
Ajax|Feyenoord|PSV Eindhoven|Porto|Benfica|Sporting Lisbon|Galatasaray|Fenerbahce|Shakhtar Donetsk|Dynamo Kyiv|Spartak Moscow|CSKA Moscow|
Zenit St Petersburg|Red Star Belgrade|Olympiakos|Anderlecht|Club Brugge|Leicestershire|Surrey|Yorkshire|Essex|Lancashire|Warwickshire|Kent|
Sussex|Munster|Leinster|Saracens|Bath|Wasps|Crusaders|All Blacks|Wallabies|Springboks|Brumbies|Los Angeles Lakers|Lakers|Boston Celtics|Celtics|
Chicago Bulls|Bulls|Miami Heat|Golden State Warriors|Warriors|New York Knicks|Knicks|Houston Rockets|Dallas Mavericks|Toronto Raptors|Raptors|
New York Yankees|Yankees|Boston Red Sox|Red Sox|Chicago Cubs|Los Angeles Dodgers|Dodgers|Atlanta Braves|Braves|Houston Astros|Texas Rangers|
New York Mets|Mets|Cleveland Indians|Detroit Tigers|Seattle Mariners|Baltimore Orioles|New England Patriots|Patriots|Dallas Cowboys|Cowboys|
Green Bay Packers|Packers|Kansas City Chiefs|Chiefs|Pittsburgh Steelers|Denver Broncos|Tampa Bay Buccaneers|San Francisco 49ers|Oakland Raiders|
Toronto Maple Leafs|Montreal Canadiens|Detroit Red Wings|New York Rangers|Edmonton Oilers|Ferrari|McLaren|Red Bull|Williams|Renault|Mercedes|
Mumbai Indians|Chennai Super Kings|Flamengo|Boca Juniors|River Plate|Santos|Al Ahly|Kaizer Chiefs|Kashima Antlers""".replace(
    "\n", ""
).split("|")
STEMS = """Brenn Alder Nord Sol Vant Tri Quant Ever Iron Blue Red Silver Gold West East North Pacific Atlantic Global Inter Trans Euro Asia Pan
Omni Neo Gen Bio Medi Cyber Info Data Net Micro Macro Ultra Star Sky Sun Moon Terra Aqua Hydro Petro Gas Steel Lith Cobalt Ray Lum Axi Zen
Kor Mar Del Har Win Cross Stone River Oak Maple Cedar Summit Apex Vertex Orbit Nova Pulse Fusion Delta Sigma Omega Titan Atlas Phoenix""".split()
TAILS = """tech tek soft ware corp mark land wood field gate bridge port line way view point star max plex gen nex vex tron dyne cor com net media
pharma chem bank fin cap vest power energy motors air jet mart shop foods""".split()
FORMS = """Inc|Inc.|Corp|Corp.|Ltd|Ltd.|Plc|PLC|AG|SA|SpA|NV|SE|GmbH|LLC|Co|Co.|Group|Holdings|Industries|Technologies|Systems|Energy|Resources|
Partners|Capital|Securities|Airlines|Airways|Motors|Bank|Insurance|Pharmaceuticals|Entertainment|Communications|Telecom|Petroleum|Mining|
Steel|Electric|Electronics|Semiconductor|Foods|Brands|Stores|Media|Studios|Records|Consulting|Logistics|Shipping|Aerospace""".replace(
    "\n", ""
).split("|")
FIELDS = """Foreign Affairs|Defense|Defence|Health|Finance|Justice|the Interior|Education|Agriculture|Energy|Transport|Trade|Culture|Labour|Economy|
Digital Transformation|Emergency Situations|Environment|Tourism|Science|Industry|Commerce|Home Affairs|Internal Affairs|Housing""".replace(
    "\n", ""
).split("|")
MINISTRIES = """Foreign|Defense|Defence|Health|Finance|Justice|Interior|Education|Agriculture|Energy|Transport|Trade|Culture|Economy|Emergencies|
Environment|Tourism|Labor|Oil|Information|Home|Industry|Commerce|Telecommunications""".replace("\n", "").split("|")
TOPICS = """Strategic Studies|Security Policy|International Affairs|Economic Research|Human Rights|Public Health|Peace Studies|Nuclear Safety|
Climate Research|Space Research|Policy Studies|Foreign Relations|European Policy|Democracy|Free Expression|Disaster Relief|Media Freedom""".replace(
    "\n", ""
).split("|")
PARTIES = """Democratic|Socialist|Social Democratic|Liberal|Conservative|Communist|Labour|National|People's|Progressive|Green|Republican|Workers'|Radical|
Reform|Nationalist|Islamic|Christian Democratic|Freedom|Justice|Independence|Centre|Congress|Patriotic|Unity""".replace(
    "\n", ""
).split("|")
BODIES = """Border Guard Service|Security Service|Coast Guard|Central Bank|Supreme Court|Constitutional Court|National Guard|Air Force|Armed Forces|
General Staff|Election Commission|Anti-Corruption Bureau|Football Association|Football Federation|Olympic Committee|Red Cross|Red Crescent|
Chamber of Commerce|Medical Association|Bar Association|Federal Security Service|Investigative Committee|Prosecutor's Office|State Duma|
Nuclear Energy Agency|Meteorological Agency|Statistics Office|Stock Exchange|Space Agency|Police Department|Sheriff's Office|Fire Department|
Fire District|School District|City Council|Chamber of Deputies|National Assembly|Human Rights Commission|Emergency Service|State Emergency Service""".replace(
    "\n", ""
).split("|")
WORKS = """The Last Harvest|Winter Lights|A Quiet River|The Glass Tower|Midnight Run|Songs of the Border|War and Peace|Hamlet|Star Wars|The Godfather|
Harry Potter|Oppenheimer|Barbie|The Crown|Game of Thrones|Breaking Bad|Bohemian Rhapsody|Mona Lisa|Guernica|Don Quixote|Thriller|Abbey Road|
The Daily Show|Squid Game|Top Gun|Swan Lake|The Lord of the Rings|Nineteen Eighty-Four""".replace("\n", "").split("|")
FACILITY_KINDS = """Airport|International Airport|Air Base|Nuclear Power Plant|Bridge|Palace|Hospital|University Hospital|Stadium|Prison|Cathedral|
Square|Street|Avenue|Cosmodrome|Dam|Hydroelectric Power Plant|Railway Station|Metro Station|Arena|Museum|Hotel|Highway|Oil Refinery|Naval Base|Mosque""".replace(
    "\n", ""
).split("|")
WATERS = (
    "River|Sea|Lake|Bay|Strait|Mountains|Valley|Desert|Peninsula|Islands|Island|Reservoir|Canal|Forest|Hills".split("|")
)
WAR_NAMES = "War|Revolution|Uprising|Massacre|Summit|Economic Forum|Grand Prix|Olympics|Marathon|Film Festival|Security Conference|Book Fair".split(
    "|"
)


def person(rng: random.Random) -> str:
    """A full name, sometimes with an initial or a middle name."""
    first, last = rng.choice(FIRST), rng.choice(LAST)
    draw = rng.random()
    if draw < 0.06:
        return f"{first} {rng.choice('ABCDEFGHJKLMPRSTW')}. {last}"
    if draw < 0.10:
        return f"{first} {rng.choice(FIRST)} {last}"
    if draw < 0.13:
        return f"{rng.choice('ABCDEFGHJKLMPRSTW')}.{rng.choice('ABCDEFGHJKLMPRSTW')}. {last}"
    if draw < 0.16:
        return f"{first} {last}-{rng.choice(LAST)}"
    return f"{first} {last}"


def surname(rng: random.Random) -> str:
    """A last name alone."""
    return rng.choice(LAST)


def company(rng: random.Random) -> str:
    """A firm, real or composed."""
    draw = rng.random()
    if draw < 0.45:
        return rng.choice(ORGANISATIONS)
    stem = rng.choice(STEMS) + rng.choice(TAILS) if rng.random() < 0.7 else rng.choice(LAST)
    if draw < 0.6:
        return stem
    if draw < 0.68:
        return f"{rng.choice(LAST)} & {rng.choice(LAST)}"
    if draw < 0.74:
        return f"{stem} {rng.choice(FORMS)} {rng.choice(FORMS)}"
    if draw < 0.8:
        return "".join(rng.choice("ABCDEFGHIKLMNOPRSTUVW") for _ in range(rng.choice((2, 3, 3, 4))))
    return f"{stem} {rng.choice(FORMS)}"


def agency(rng: random.Random) -> str:  # noqa: PLR0911 one return a kind of body
    """A public body, party, university or institute."""
    place, draw = city(rng), rng.random()
    if draw < 0.2:
        return f"{rng.choice(MINISTRIES)} Ministry"
    if draw < 0.3:
        return f"Ministry of {rng.choice(FIELDS)}".replace("the Interior", "Interior")
    if draw < 0.36:
        return f"Department of {rng.choice(FIELDS)}".replace("the Interior", "Interior")
    if draw < 0.48:
        return f"{rng.choice(PARTIES)} Party"
    if draw < 0.56:
        return f"University of {place}" if rng.random() < 0.5 else f"{place} University"
    if draw < 0.66:
        kind = rng.choice(
            ("Institute", "Center", "Centre", "Council", "Foundation", "Association", "Committee", "Commission")
        )
        return f"{kind} {rng.choice(('for', 'on', 'of'))} {rng.choice(TOPICS)}"
    if draw < 0.9:
        body = rng.choice(BODIES)
        lead = rng.random()
        return f"{place} {body}" if lead < 0.4 else (f"{country(rng)} {body}" if lead < 0.5 else body)
    return rng.choice(ORGANISATIONS)


def media(rng: random.Random) -> str:
    """A newspaper, agency or broadcaster."""
    known = ("Reuters", "AP", "AFP", "TASS", "Xinhua", "BBC", "CNN", "RIA Novosti", "Interfax", "Ukrinform", "New York Times", "Washington Post",
             "Financial Times", "Wall Street Journal", "Bild", "Le Monde", "Al Jazeera", "Kyiv Independent", "Guardian", "Bloomberg", "Axios", "Politico",
             "Telegraph", "Der Spiegel", "Sky News", "Fox News", "RT", "Kommersant", "Izvestia", "Kyodo", "Yonhap", "Haaretz")  # fmt: skip
    if rng.random() < 0.7:
        return rng.choice(known)
    return f"{city(rng)} {rng.choice(('Times', 'Post', 'Herald', 'Tribune', 'Daily News', 'Gazette', 'Chronicle', 'Observer', 'Journal', 'Independent'))}"


def city(rng: random.Random) -> str:
    """A city or region of the gazetteer."""
    return rng.choice(_CITIES) if _CITIES else rng.choice(_fill_cities())


def country(rng: random.Random) -> str:
    """A state or a well-known city or region."""
    return rng.choice(POLITIES)


def facility(rng: random.Random) -> str:
    """An airport, plant, bridge or the like."""
    if rng.random() < 0.35:
        return rng.choice(FACILITIES)
    return f"{city(rng) if rng.random() < 0.7 else rng.choice(LAST)} {rng.choice(FACILITY_KINDS)}"


def location(rng: random.Random) -> str:
    """A sea, river, range or continent."""
    if rng.random() < 0.6:
        return rng.choice(REGIONS)
    return f"{city(rng)} {rng.choice(WATERS)}" if rng.random() < 0.8 else f"Lake {rng.choice(LAST)}"


def event(rng: random.Random) -> str:
    """A war, tournament, conference or storm."""
    draw = rng.random()
    if draw < 0.5:
        return rng.choice(EVENTS)
    if draw < 0.65:
        return f"{rng.choice(('Hurricane', 'Typhoon', 'Cyclone', 'Tropical Storm', 'Operation'))} {rng.choice(FIRST)}"
    return f"{city(rng)} {rng.choice(WAR_NAMES)}"


def product(rng: random.Random) -> str:
    """A weapon, vehicle, spacecraft or device, known or composed."""
    if rng.random() < 0.7:
        return rng.choice(PRODUCTS)
    return rng.choice(
        (
            f"{rng.choice(STEMS)}-{rng.randint(1, 99)}",
            f"{rng.choice(('Mi', 'Su', 'Ka', 'MiG', 'T', 'S', 'F', 'An', 'Tu', 'KN', 'RS', 'M', 'MQ', 'BM'))}-{rng.randint(1, 400)}",
        )
    )


def club(rng: random.Random) -> str:
    """A sports team; many are named as their city is."""
    return (
        rng.choice(CLUBS)
        if rng.random() < 0.75
        else rng.choice(
            (
                city(rng),
                f"{city(rng)} {rng.choice(('FC', 'United', 'City', 'Rovers', 'Tigers', 'Lions', 'Eagles', 'Bears'))}",
            )
        )
    )


def nationality(rng: random.Random) -> str:
    """An adjective or noun of a people."""
    return rng.choice(_NATIONALITIES)


def law(rng: random.Random) -> str:
    """A statute, treaty or constitution."""
    return (
        rng.choice(LAWS)
        if rng.random() < 0.6
        else f"{rng.choice(STEMS)} {rng.choice(('Act', 'Treaty', 'Convention', 'Protocol', 'Accord'))}"
    )


def work(rng: random.Random) -> str:
    """A book, film, song or picture."""
    return rng.choice(WORKS)


_CITIES: list[str] = []
_NATIONALITIES = sorted(
    n
    for n in NORPS
    if n.endswith(("an", "ish", "ese", "i")) and n not in {"Christian", "Republican", "Caucasian", "Siberian"}
)


def _fill_cities() -> list[str]:
    _CITIES.extend(
        sorted(
            name for name, label in gazetteer().items() if label == "GPE" and name.isascii() and len(name.split()) <= 2
        )
    )
    return _CITIES
