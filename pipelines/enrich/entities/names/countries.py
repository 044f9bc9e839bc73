"""Countries by the names and demonyms that news gives them; a NORP is the same people in singular and plural."""

from functools import lru_cache

_COUNTRIES = """
afghanistan|afghan; albania|albanian; algeria|algerian; angola|angolan; argentina|argentine,argentinian; armenia|armenian; australia|australian; austria|austrian; azerbaijan|azerbaijani,azeri
bahrain|bahraini; bangladesh|bangladeshi; belarus,byelorussia|belarusian,belorussian,byelorussian; belgium|belgian; benin|beninese; bolivia|bolivian; bosnia,bosnia and herzegovina,bosnia herzegovina|bosnian; botswana|botswanan
brazil|brazilian; bulgaria|bulgarian; burkina faso|burkinabe; burundi|burundian; cambodia|cambodian; cameroon|cameroonian; canada|canadian; chad|chadian; chile|chilean; china,peoples republic of china,prc|chinese
colombia|colombian; costa rica|costa rican; croatia|croatian,croat; cuba|cuban; cyprus|cypriot; czech republic,czechia|czech; denmark|danish,dane; djibouti|djiboutian; dominican republic|; ecuador|ecuadorian,ecuadorean
egypt|egyptian; el salvador|salvadoran,salvadorean; eritrea|eritrean; estonia|estonian; eswatini,swaziland|swazi; ethiopia|ethiopian; fiji|fijian; finland|finnish,finn; france|french; gabon|gabonese; gambia|gambian; georgia|georgian
germany|german; ghana|ghanaian; greece|greek,hellenic; guatemala|guatemalan; guinea|guinean; guyana|guyanese; haiti|haitian; honduras|honduran; hungary|hungarian; iceland|icelandic,icelander; india|indian; indonesia|indonesian
iran,islamic republic of iran|iranian; iraq|iraqi; ireland|irish; israel|israeli; italy|italian; ivory coast,cote divoire|ivorian; jamaica|jamaican; japan|japanese; jordan|jordanian; kazakhstan|kazakh,kazakhstani; kenya|kenyan
kosovo|kosovar,kosovan; kuwait|kuwaiti; kyrgyzstan|kyrgyz,kirghiz; laos|laotian,lao; latvia|latvian; lebanon|lebanese; liberia|liberian; libya|libyan; lithuania|lithuanian; luxembourg|; madagascar|malagasy; malawi|malawian
malaysia|malaysian; maldives|maldivian; mali|malian; malta|maltese; mauritania|mauritanian; mexico|mexican; moldova|moldovan; mongolia|mongolian; montenegro|montenegrin; morocco|moroccan; mozambique|mozambican; myanmar,burma|burmese
namibia|namibian; nepal|nepalese,nepali; netherlands,holland|dutch; new zealand|; nicaragua|nicaraguan; niger|nigerien; nigeria|nigerian; north korea,dprk,democratic peoples republic of korea|north korean; north macedonia|macedonian; norway|norwegian
oman|omani; pakistan|pakistani; palestine|palestinian; panama|panamanian; paraguay|paraguayan; peru|peruvian; philippines|philippine,filipino; poland|polish; portugal|portuguese; qatar|qatari; romania,rumania|romanian,rumanian
russia,russian federation|russian; rwanda|rwandan; saudi arabia|saudi,saudi arabian; senegal|senegalese; serbia|serbian,serb; sierra leone|sierra leonean; singapore|singaporean; slovakia|slovak,slovakian; slovenia|slovenian,slovene
somalia|somali; south africa|south african; south korea,republic of korea,rok|south korean; south sudan|south sudanese; spain|spanish,spaniard; sri lanka|sri lankan; sudan|sudanese; sweden|swedish,swede; switzerland|swiss; syria,syrian arab republic|syrian
taiwan|taiwanese; tajikistan|tajik; tanzania|tanzanian; thailand|thai; togo|togolese; tunisia|tunisian; turkey,turkiye|turkish,turk; turkmenistan|turkmen; uganda|ugandan; ukraine|ukrainian
united arab emirates,uae|emirati; united kingdom,uk,great britain,britain|british,briton,brit; united states,us,usa,united states of america,america|american; uruguay|uruguayan; uzbekistan|uzbek; venezuela|venezuelan; vietnam,viet nam|vietnamese
yemen|yemeni; zambia|zambian; zimbabwe|zimbabwean; soviet union,ussr|soviet; european union,eu|; england|english; scotland|scottish,scot; wales|welsh; crimea|crimean; donetsk peoples republic,dpr|; democratic republic of the congo,democratic republic of congo,drc,dr congo,congo kinshasa|congolese
"""


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, str]]:
    countries: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for entry in _COUNTRIES.replace("\n", ";").split(";"):
        names, _, peoples = entry.strip().partition("|")
        spellings = [name.strip() for name in names.split(",") if name.strip()]
        countries |= dict.fromkeys(spellings, spellings[0]) if spellings else {}
        demonyms |= {people.strip(): spellings[0] for people in peoples.split(",") if people.strip()}
    return countries, demonyms


def country_named(words: str) -> str:
    """The main name of the country that folded words name ("usa" -> "united states"); empty for other words."""
    return _names()[0].get(words, "")


_WRITTEN = {"bosnia": "Bosnia and Herzegovina", "donetsk peoples republic": "Donetsk People's Republic"}
"""Common full names that capitals alone do not make of the main name."""
_SMALL_WORDS = frozenset({"of", "the", "and"})


def common_name(country: str) -> str:
    """Return the common full name of a country by its main name: "united states" is written "United States"."""
    written = " ".join(word if word in _SMALL_WORDS else word.capitalize() for word in country.split())
    return _WRITTEN.get(country, written)


def country_of(words: str) -> str:
    """The country that folded words name or are the adjective of ("ukrainian" -> "ukraine"); empty for other words."""
    countries, demonyms = _names()
    return countries.get(words) or demonyms.get(words, "")


def demonym(words: str) -> str:
    """The singular of a listed demonym ("russians" -> "russian"); empty for other words."""
    demonyms = _names()[1]
    return next((form for form in (words, words.removesuffix("s")) if form in demonyms), "")
