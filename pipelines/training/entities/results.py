"""Lines of sports pages, where a city, a state or a county alone is a team: results, standings, schedules, score cards.

`#` stands for a digit, `##` for a number of up to two.
"""

import random
import re

from pipelines.training.entities import names
from pipelines.training.entities.examples import Example
from pipelines.training.entities.templates import SLOTS, filled

AMERICAN = """Boston|New York|Baltimore|Toronto|Tampa Bay|Chicago|Cleveland|Detroit|Kansas City|Minnesota|Houston|Texas|Seattle|Oakland|California|
Los Angeles|Anaheim|San Diego|San Francisco|Arizona|Colorado|Milwaukee|St. Louis|ST LOUIS|Pittsburgh|Cincinnati|Atlanta|Miami|Florida|Philadelphia|
Washington|Montreal|Dallas|Denver|Phoenix|Portland|Utah|Golden State|Sacramento|Indiana|Orlando|Charlotte|Memphis|New Orleans|San Antonio|
Oklahoma City|Brooklyn|New Jersey|Buffalo|Edmonton|Calgary|Vancouver|Ottawa|Winnipeg|Carolina|Nashville|Columbus|Tennessee|Green Bay|
Jacksonville|Las Vegas|Vegas|LA|NY Islanders|NY Rangers|Alabama|Ohio State|Michigan|Notre Dame|Duke|Kentucky|North Carolina|Penn State|
Yankees|Mets|Red Sox|White Sox|Cubs|Dodgers|Giants|Lakers|Celtics|Knicks|Bulls|Heat|Cowboys|Packers|Eagles|Bruins|Maple Leafs|Canadiens""".replace(
    "\n", ""
).split("|")
COUNTIES = """Yorkshire|Lancashire|Surrey|Kent|Essex|Sussex|Hampshire|Middlesex|Somerset|Warwickshire|Worcestershire|Gloucestershire|Derbyshire|
Durham|Northamptonshire|Nottinghamshire|Leicestershire|Glamorgan|Queensland|New South Wales|Victoria|Tasmania|Western Australia|South Australia|
Mumbai|Karnataka|Punjab|Delhi|Lahore|Karachi|Auckland|Otago|Canterbury|Wellington|Transvaal|Natal|Western Province|Barbados|Jamaica""".replace(
    "\n", ""
).split("|")
OTHERS = """Dynamo Kyiv|Dinamo Zagreb|Sparta Prague|Slavia Prague|Rapid Vienna|Austria Vienna|Partizan|Red Star|Vojvodina|Zeleznicar|Levski Sofia|
CSKA Sofia|Steaua Bucharest|Dinamo Bucharest|Ferencvaros|Ujpest|Legia Warsaw|Widzew Lodz|Spartak Moscow|Lokomotiv Moscow|Zenit|Rubin Kazan|
Galatasaray|Fenerbahce|Besiktas|Olympiakos|Panathinaikos|AEK Athens|PAOK|Anderlecht|Club Brugge|Standard Liege|Gent|PSV Eindhoven|Ajax|Feyenoord|
Vitesse Arnhem|Twente Enschede|Heerenveen|Benfica|Porto|Sporting Lisbon|Braga|Boavista|Rosenborg|Brann|Malmo|IFK Gothenburg|Brondby|Aalborg|
FC Copenhagen|Sion|Grasshopper|Young Boys|Basel|Bastia|Auxerre|Lens|Lille|Metz|Nantes|Montpellier|Guingamp|Rennes|Cannes|Karlsruhe|Duisburg|
Hansa Rostock|Freiburg|Bochum|Hamburg|Schalke|Werder Bremen|Espanyol|Celta|Zaragoza|Valladolid|Tenerife|Betis|Oviedo|Logrones|Hercules|Vicenza|
Perugia|Reggiana|Cagliari|Piacenza|Sampdoria|Hearts|Hibernian|Dunfermline|Motherwell|Raith Rovers|Kilmarnock|Partick|St Mirren|Falkirk|Clydebank|
Alloa|Forfar|Brechin City|Ross County|Peterborough|Wycombe|Gillingham|Bury|Walsall|Crewe|Stockport|Rotherham|Hull|Exeter|Torquay|Scunthorpe|
Boca Juniors|River Plate|Flamengo|Palmeiras|Santos|Penarol|Nacional|Colo Colo|America|Cruz Azul|Chivas|Urawa Reds|Kashima Antlers|Al Ahly|Zamalek|
Leicester Tigers|Bath|Wasps|Saracens|Toulouse|Leinster|Munster|Wigan|St Helens|Warrington|Canberra|Parramatta|Brisbane|Carlton|Essendon|Hawthorn|
Fremantle|Geelong|Collingwood|Ferrari|McLaren|Williams|Benetton|Red Bull|Rabobank|Telekom|Mapei|Festina|Movistar|Ineos""".replace(
    "\n", ""
).split("|")

LINES = """
{US} # {US} #
{US} ## {US} ##
{CAPS_US} # {US} #
{US} # {CAPS_US} #
{US} # {CAPS_US} # (## innings)
{CAPS_US} ## ## .### -
{CAPS_US} ## ## .### ## 1/2
{US} ## ## .### #
{CAPS_US} AT {CAPS_US}
{CAPS_US} AT {CAPS_US}, 7:05 p.m.
{US} at {US}, 7:35 p.m.
{US}'s lead over {US} in the West fell to two games.
In {CITY}, {PER} homered twice as {US} beat {US} 6-4.
{PER} drove in three runs for {US}, which has won nine of 11.
{US} won the series against {US} in six games.
{US} placed {PER} on the 15-day disabled list.
{US} acquired {PER} from {US} for two draft picks.
At {CITY}: {US} #, {US} #.
{OTHER} # {OTHER} #
{OTHER} #, {OTHER} #
{OTHER} # # # # ## ## ##
{OTHER} ## # # # ## ## ##
{OTHER} # {OTHER} # (halftime #-#)
{OTHER} - {OTHER} #-#
{OTHER} v {OTHER}
{OTHER} against {OTHER}, kick-off 1900 GMT
Played on Saturday: {OTHER} #, {OTHER} #; {OTHER} #, {OTHER} #
{OTHER} have signed {PER} from {OTHER} until 2027.
{PER} of {OTHER} was sent off in the 70th minute.
{OTHER}'s {PER} missed a penalty against {OTHER}.
{PER} ({GPE}) {OTHER} #:##
#. {PER} ({GPE}) {OTHER} 1:16.###
#. {PER}, {GPE}, {OTHER}, 1 minute 32.### seconds
#. {PER} ({GPE}) {OTHER} ## points
{COUNTY} ### and ### ({INI} ##; {INI} 4-##)
{COUNTY} ###-# ({INI} ###, {INI} 4-##) v {COUNTY}
{CITY}: {COUNTY} ###, {COUNTY} ###-#
At {CITY}: {COUNTY} ### and ##-#. {COUNTY} ### ({INI} 6-##).
{COUNTY} beat {COUNTY} by an innings and ## runs.
{COUNTY} captain {PER} is tipping {COUNTY} to win the title.
May ## v {COUNTY} (three days)
{COUNTY} need ## runs to beat {COUNTY} with three wickets left.
{GPE} beat {GPE} 3-0 in a World Cup qualifier in {CITY} on Saturday.
{GPE} # {GPE} #
{GPE} - {PER} (48th minute), {PER} (70th)
{PER} ({GPE}) beat {PER} ({GPE}) 6-4 6-3
{PER} (#-{GPE}) beat {PER} ({GPE}) 7-6 (7-5) 6-2
SOCCER - {CAPS_OTHER} BEAT {CAPS_OTHER} #-#.
SOCCER - {CAPS_NORP} LEAGUE RESULTS.
SOCCER - {CAPS_NORP} FIRST DIVISION STANDINGS.
BASEBALL - {CAPS_US} WIN AT {CAPS_US}.
CRICKET - {CAPS_COUNTY} CLOSE ON TITLE.
CRICKET - {CAPS_GPE} ###-# AGAINST {CAPS_GPE}.
TENNIS - {CAPS_SUR} REACHES QUARTER-FINALS.
{CAPS_CITY} 2021-08-##
{CAPS_CITY} 1998-11-##
{CAPS_CITY}, Aug ## -
{CAPS_CITY}, Nov ## ({MED}) -
Bowling: {PER} 10-0-##-0, {PER} 9-0-##-1, {SUR} 6-0-##-1
Scorers: {PER} ##, {PER} ##, {SUR} ## penalty
Attendance: ##,###
Division two
EASTERN DIVISION
Standings (tabulated under played, won, drawn, lost, goals for, against, points):
""".strip().splitlines()

SPORT_SLOTS = {
    "US": ("ORG", lambda rng: rng.choice(AMERICAN)),
    "INI": ("PERSON", lambda rng: f"{rng.choice('ABCDGJKMPRSTW')}. {names.surname(rng)}"),
    "COUNTY": ("ORG", lambda rng: rng.choice(COUNTIES)),
    "OTHER": ("ORG", lambda rng: rng.choice(OTHERS) if rng.random() < 0.7 else names.club(rng)),
}


def sports_lines(count: int, seed: int) -> list[Example]:
    """That many lines, each form used about equally often."""
    rng = random.Random(seed)
    slots = SLOTS | SPORT_SLOTS
    made = []
    for i in range(count):
        line = re.sub(r"##", lambda _: str(rng.randint(1, 99)), LINES[i % len(LINES)])
        line = re.sub(r"#", lambda _: str(rng.randint(0, 9)), line)
        made.append(filled(line, rng, slots))
    return made
