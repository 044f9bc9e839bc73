"""Articles made by code, as many as are asked for: each of one happening, with its own people and towns, printed as its outlet prints.

They are for measuring time and memory on any machine. A model that cuts them well is not thereby good at news.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

FIRST = ("Ada", "Bela", "Carla", "Dario", "Edda", "Faruk", "Greta", "Hamid", "Ilse", "Joan", "Kofi", "Lena", "Milo", "Nora", "Oskar", "Petra", "Rafi", "Sanne", "Tariq", "Ursel", "Viktor", "Wanda", "Yara", "Zoran")  # fmt: skip
LAST = ("Abels", "Brandl", "Ceruti", "Dahlin", "Eskola", "Farkas", "Gunnar", "Halim", "Isakov", "Jelinek", "Kamara", "Lindau", "Maron", "Nemeth", "Okoye", "Palmer", "Quist", "Rahimi", "Stauber", "Toivonen", "Uribe", "Varga", "Wessel", "Zeman")  # fmt: skip
SYLLABLES = (
    "bra",
    "dor",
    "fel",
    "gran",
    "hol",
    "kes",
    "lun",
    "mar",
    "nor",
    "pel",
    "ros",
    "sil",
    "tar",
    "ul",
    "ven",
    "wes",
)
ENDS = ("burg", "by", "ford", "grad", "haven", "mouth", "stad", "ville", "wick", "ton")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SUBJECTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("{town} {flood} leaves {n} homes under water", "The river broke its banks at {town} on {day} and left {n} homes under water, the fire brigade said.",
     ("Divers brought {m} people from the roofs of the lower quarter.", "The dyke north of the bridge had been due for repair since spring.", "Sandbags were filled in the school yard all night.", "The water is to fall by a metre before {day2}.", "Cellars will be pumped out street by street.")),
    ("Court jails {last} for {n} years over {crime}", "A court in {town} sentenced {name} to {n} years in prison on {day} for {crime}.",
     ("Prosecutors had asked for {m} years and a fine.", "The defence said that it would appeal against the verdict.", "Witnesses told the judges of payments in envelopes.", "The trial had begun in {month} and was put off twice.", "Two officers were acquitted of the same charge.")),
    ("{town} beat {town2} {k}-{j} to reach final", "{town} reached the final of the cup on {day} with a {k}-{j} win over {town2}, two of the goals by {name}.",
     ("The striker scored from {m} metres after a corner.", "Coach {name2} rested his captain for the second half.", "{n} thousand watched in the rain.", "The goalkeeper saved a penalty shortly before the whistle.", "The final is on {day2}.")),
    ("{crop} harvest falls to lowest in {n} years", "The {crop} harvest fell by {m} percent to its lowest in {n} years, the farmers' union of {town} said on {day}.",
     ("Frost in {month} killed the blossom in the valleys.", "Traders expect prices to rise before winter.", "Growers ask the ministry for loans without interest.", "Irrigation would have saved half of the fields, an agronomist said.", "Neighbouring districts report losses too.")),
    ("{town} hospital opens ward for {illness} patients", "The hospital of {town} opened a ward with {m} beds for {illness} patients on {day}, its director said.",
     ("Nurses have been trained in {town2} since {month}.", "The clinic saw {n} cases last year.", "A vaccine is being tested with volunteers.", "Doctors warn that the summer will bring more infections.", "The ward cost {m} million and took two years to build.")),
    ("Bank of {town} lifts rate to {k}.5 percent", "The Bank of {town} raised its key rate to {k}.5 percent on {day} to slow inflation, Governor {name} said.",
     ("Prices rose by {j} percent in {month} from a year before.", "The currency gained after the decision.", "Mortgages will become dearer for {n} thousand households.", "Economists had expected a smaller step.", "The next meeting is in {month}.")),
    ("Miners of {town} trapped {m} metres below ground", "{n} miners were trapped {m} metres below {town} on {day} after a gallery fell in, the operator said.",
     ("Rescuers heard knocking from the eastern shaft.", "A drill was brought from {town2} by rail.", "The pit had passed its inspection in {month}.", "Families wait in the canteen beside the gate.", "Gas was measured at the face the day before.")),
    ("{party} wins {n} seats in {town} council", "The {party} party won {n} of {m} seats in the council of {town} on {day}, according to the electoral office.",
     ("Turnout was {m} percent, lower than four years ago.", "Its leader, {name2}, ruled out a coalition with the conservatives.", "The vote was overshadowed by a quarrel about rents.", "Ballots from abroad are counted until {day2}.", "The mayor congratulated the winners by telephone.")),
)  # fmt: skip
SAYINGS = (
    "{q}We will not wait until it happens again,{p} {said} {name}, who speaks for the {body}.",
    "{q}Nobody asked us, and now we are to pay for it,{p} {name2} {said}.",
    "{name} {said} that the {body} would meet again on {day2}.",
    "{last} {said} in {town} that {m} people had been heard so far.",
    "According to the {body}, a report is to follow in {month}.",
)
FILL = {
    "flood": ("flood", "storm tide", "burst dam"), "crime": ("taking bribes", "forging passports", "selling false medicine", "arson"),
    "crop": ("wheat", "apricot", "olive", "potato", "barley"), "illness": ("malaria", "measles", "dengue", "cholera"),
    "party": ("Reform", "Farmers'", "Liberal", "Green", "Workers'"), "body": ("city council", "dock workers' union", "ministry of the interior", "chamber of trade", "rescue service"),
    "month": ("January", "March", "April", "June", "September", "November"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class House:
    """How one outlet prints.

    Attributes:
        dateline: Form of the dateline before the lead; empty for none.
        byline: Whether a line names the reporter.
        closing: Line below the text; empty for none.
        quotes: Opening and closing quotation marks.
        said: The verb of saying.
        upper: Whether headlines are in capitals.
        length: Fewest and most paragraphs.
    """

    dateline: str
    byline: bool
    closing: str
    quotes: tuple[str, str]
    said: str
    upper: bool
    length: tuple[int, int]


def houses(rng: random.Random, count: int = 24) -> list[House]:
    """So many outlets with habits of their own."""
    return [
        House(
            rng.choice(("", "", "{TOWN} — ", "{TOWN} (Wire) - ", "{Town}: ")),
            rng.random() < 0.3,
            rng.choice(("", "", "", "Reporting by {name2}.", "{name} contributed to this report.")),
            rng.choice((("“", "”"), ('"', '"'))),
            rng.choice(("said", "said", "says")),
            rng.random() < 0.1,
            rng.choice(((4, 8), (6, 14), (3, 5))),
        )
        for _ in range(count)
    ]


def articles(count: int, seed: int = 1) -> Iterator[list[str]]:
    """Yield the lines of each article, its headline first; the same ones for the same seed."""
    rng = random.Random(seed)
    outlets = houses(rng)
    for _ in range(count):
        yield _article(rng, rng.choice(outlets))


def _article(rng: random.Random, house: House) -> list[str]:
    title, lead, facts = rng.choice(SUBJECTS)
    words = _words(rng) | {"q": house.quotes[0], "p": house.quotes[1], "said": house.said}
    say = lambda form: form.format_map(words)  # noqa: E731
    size = rng.randint(*house.length)
    body = rng.sample(facts, min(len(facts), size)) + rng.sample(SAYINGS, min(len(SAYINGS), size))
    rng.shuffle(body)
    sentences = [say(form) for form in body]
    paragraphs = [say(house.dateline + lead)]
    while sentences:
        taken = rng.randint(1, 3)
        paragraphs.append(" ".join(sentences[:taken]))
        sentences = sentences[taken:]
    headline = say(title).upper() if house.upper else say(title)
    byline = [say("By {name2}")] if house.byline else []
    return [headline, *byline, *paragraphs, *([say(house.closing)] if house.closing else [])]


def _words(rng: random.Random) -> dict[str, object]:
    towns = [("".join(rng.sample(SYLLABLES, rng.randint(1, 2))) + rng.choice(ENDS)).capitalize() for _ in range(2)]
    first, last, first2, last2 = rng.choice(FIRST), rng.choice(LAST), rng.choice(FIRST), rng.choice(LAST)
    day, day2 = rng.sample(DAYS, 2)
    return {
        "town": towns[0], "town2": towns[1], "TOWN": towns[0].upper(), "Town": towns[0], "last": last, "name": f"{first} {last}", "name2": f"{first2} {last2}",
        "day": day, "day2": day2, "n": rng.randint(3, 48), "m": rng.randint(12, 90), "k": rng.randint(2, 6), "j": rng.randint(0, 4),
        **{key: rng.choice(values) for key, values in FILL.items()},
    }  # fmt: skip
