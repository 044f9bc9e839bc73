"""How an outlet prints its articles: what stands above the text, inside it and below it beside the text itself."""

import random
import re
from dataclasses import dataclass

from pipelines.segment.sentences import sentence_spans

FIRST = [
    "Anna",
    "James",
    "Maria",
    "John",
    "Dmytro",
    "Lin",
    "Sarah",
    "Peter",
    "Olena",
    "Yusuf",
    "Ingrid",
    "Carlos",
    "Fatima",
    "Tom",
    "Aiko",
    "Ravi",
    "Emma",
    "Boris",
    "Nadia",
    "Liam",
    "Chloe",
    "Hassan",
]
LAST = [
    "Kowalski",
    "O’Neill",
    "Lopez",
    "Carter",
    "Shevchenko",
    "Wei",
    "Ahmed",
    "Novak",
    "Bondarenko",
    "Demir",
    "Olsen",
    "Mendes",
    "Haddad",
    "Baker",
    "Tanaka",
    "Menon",
    "Clarke",
    "Petrov",
    "Karim",
    "Walsh",
    "Martin",
    "Aziz",
]
PAPERS = (
    "The Daily",
    "The Post",
    "World News",
    "Herald",
    "The Observer",
    "Morning Star",
    "Courier",
    "Tribune Online",
    "The Gazette",
    "Kyiv Daily",
    "Gulf Mail",
    "Asia Wire",
    "NewsHub",
    "The Monitor",
    "Standard",
)
AGENCIES = (
    "AP",
    "Reuters",
    "AFP",
    "Xinhua",
    "TASS",
    "ANI",
    "IANS",
    "PTI",
    "dpa",
    "EFE",
    "UPI",
    "Bernama",
    "Ukrinform",
    "SANA",
    "CNN",
    "BBC",
)
CITIES = (
    "KYIV",
    "MOSCOW",
    "WASHINGTON",
    "BEIRUT",
    "GENEVA",
    "LONDON",
    "NEW DELHI",
    "ANKARA",
    "BRUSSELS",
    "CAIRO",
    "SEOUL",
    "PARIS",
    "TEHRAN",
    "JERUSALEM",
    "UNITED NATIONS",
    "BAGHDAD",
    "DAMASCUS",
    "BERLIN",
    "ISLAMABAD",
    "TOKYO",
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_TOPS = (
    "By {name}", "{name}", "{NAME}", "By {name}, {paper}", "By {name} and {name2}", "{name} | {paper}", "{paper}", "{agency}", "{city}", "{city} ({agency})", "({agency})",
    "{date}", "Published {date}", "Updated: {date}", "{date}, {time}", "{city}, {date}", "{paper} — {date}", "By {agency}", "{agency} | {date}", "Posted on {date} by {name}",
    "{name} in {City}", "From {name} in {City}", "{paper} Staff", "Opinion by {name}", "{city}, {mon} {day} ({agency})", "{mon} {day}, {year} {time}", "By {name} {date}",
    "{paper} reporter", "— {name}", "Last updated on {mon} {day}, {year} {time}", "Opinion", "ANALYSIS", "World", "Exclusive", "EDITORIAL", "LETTERS", "Interview",
    "FILE PHOTO: {caption}", "{caption} {name}/Getty Images", "{caption} {name}/Reuters", "Photo: {caption}", "{pull}. {name}/AFP", "Enlarge this image {caption}", "This article is more than {day} years old", "By {name} and {name2}, {paper}",
)  # fmt: skip
_INLINE = (
    "{city} ({agency}) — {text}", "{city} ({agency}) - {text}", "{city} – {text}", "{city}, {mon} {day} ({agency}) — {text}", "{City}: {text}", "{city}: {text}", "({agency}) — {text}",
    "{City}, {mon}. {day} /{agency}/. {text}", "{city}, {date} ({agency}) -- {text}", "{City} | {text}", "{paper}, {day} {mon} - {text}", "{City} ({agency}) – {text}", "{city}: {text}", "{text}",
)  # fmt: skip
_BOTTOMS = (
    "Reporting by {name}; editing by {name2}", "(Reporting by {name}, {name2}; Editing by {name})", "{name} contributed to this report.", "(With inputs from agencies)", "— {agency}",
    "{agency}", "Source: {agency}", "({agency})", "© {year} {paper}", "{name} reported from {City}.", "Follow {name} on Twitter: @{handle}", "{name} can be reached at {handle}@example.com",
    "{name} is a columnist for {paper}.", "{name} is a senior fellow at the Institute of Affairs.", "This story has been updated.", "This article was originally published on {mon} {day}.",
    "The views expressed are the author’s own.", "As reported by {paper} earlier, {headline_lower}.", "Photo: {agency}", "Photo from open sources", "Contact the editors: {handle}@example.com",
    "Additional reporting by {name}", "—With assistance from {name} and {name2}", "Read the original at {paper}", "First published: {date}", "Topics: {word}, {word2}", "/{initials}/", "{name}/{paper}",
    "The Associated Press contributed to this report.", "Like us on Facebook, follow us on Twitter", "Note: {paper} is not responsible for the content of external sites.", "[END]", "ENDS", "Copyright {agency}",
    "Edited by: {name}", "Our correspondent", "Written by {name}", "To be continued", "{NAME}", "If you notice an error, select it and press Ctrl+Enter.", "Subscribe to our Telegram channel {paper}",
    "Write to {name} at {handle}@example.com", "Write to {name} at {handle}@example.com and {name2} at {handle}@example.org", "—{name} and {name2} contributed to this article.", "—{name} in {City} contributed to this article.", "{name} in {City} and {name2} contributed",
    "Article posted with permission from {paper}", "Read or Share this story: https://example.com/{handle}/{year}", "—{name} in {City} and {name2} in Washington", "{name} is the author of “{pull}”.", "Email: {handle}@example.com, Twitter: @{handle}", "Corrections & Amplifications", "This story was amended on {mon} {day}, {year}.", "– {name}", "Reprinted with permission from {paper}", "Follow {name} (@{handle}) on Twitter", "{paper} wire services were used in this report.",
)  # fmt: skip
_LINKS = (
    "{headline}",
    "{HEADLINE}",
    "READ MORE: {headline}",
    "Read also: {headline}",
    "ALSO READ | {headline}",
    "RELATED: {headline}",
    "See: {headline}",
    "– {headline}",
    "• {headline}",
    ">> {headline}",
    "More: {headline}",
    "WATCH: {headline}",
    "{headline} ({paper})",
    "READ MORE: {HEADLINE}",
)
_INSIDE = (
    "Advertisement", "ADVERTISEMENT", "Story continues below advertisement", "Read more: {headline}", "Read more", "Article continues after this ad", "Related: {headline}", "Image source, Getty Images",
    "{caption}", "{caption}", "Photo: {agency}", "{name}/{agency}", "FILE - {caption}", "“{pull}”", "{pull}", "{NAME}", "— {name} (@{handle}) {mon} {day}, {year}", "pic.twitter.com/{handle}", "Image: {agency}", "{word}", "* * *", "***",
    "CLICK HERE TO GET THE APP", "(Photo: {agency})", "Slideshow ({day} Images)", "Video: {headline}", "Listen to this story", "{time}", "Q: {pull}?", "What to know", "{name}, {paper}", "Loading...", "Getty", "{agency} Photo/{name}", "{headline} Read more", "{headline} Read more", "Facebook Twitter Pinterest {caption} Photograph: {name}/{agency}", "Play Video 1:{day} {headline}", "FILE PHOTO: {caption}", "{caption} {name}/Getty Images", "{pull} pic.twitter.com/{handle} — {name} (@{handle}) {month} {day}, {year}", "{pull}. — {name} (@{handle}) {mon} {day}, {year}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class House:
    """What one outlet does with its articles.

    Attributes:
        top: Form of the line above the text; empty for none.
        inline: Form of the dateline at the head of the lead; empty leaves the lead as it is.
        bottoms: Forms of the lines below the text.
        links: Form of links to other articles; empty for none.
        inside: Share of gaps inside the text where something else stands.
    """

    top: str
    inline: str
    bottoms: tuple[str, ...]
    links: str
    inside: float

    @classmethod
    def drawn(cls, rng: random.Random) -> "House":
        """The habits of a random outlet; half of them print the text alone."""
        if rng.random() < 0.45:
            return cls("", "", (), "", rng.choice((0.0, 0.0, 0.03)))
        return cls(
            rng.choice(_TOPS) if rng.random() < 0.4 else "",
            rng.choice(_INLINE) if rng.random() < 0.25 else "",
            tuple(rng.sample(_BOTTOMS, rng.choice((1, 1, 2)))) if rng.random() < 0.45 else (),
            rng.choice(_LINKS) if rng.random() < 0.3 else "",
            rng.choice((0.0, 0.0, 0.03, 0.08, 0.15)),
        )


def printed(paragraphs: list[str], house: House, others: list[str], rng: random.Random) -> list[str]:
    """The article's text as the house prints it.

    Args:
        paragraphs: The text.
        house: The outlet's habits.
        others: Headlines of other articles, for links.
        rng: Random choices.
    """
    if not paragraphs:
        return paragraphs
    lead = (
        _filled(house.inline, paragraphs[0], others, rng).replace("{text}", paragraphs[0])
        if house.inline
        else paragraphs[0]
    )
    out = [_filled(house.top, lead, others, rng)] if house.top and rng.random() < 0.85 else []
    out.append(lead)
    for paragraph in paragraphs[1:]:
        if rng.random() < house.inside:
            form = house.links if house.links and rng.random() < 0.4 else rng.choice(_INSIDE)
            out.append(_filled(form, paragraph, others, rng))
        out.append(paragraph)
    if rng.random() < 0.8:
        out += [_filled(form, paragraphs[-1], others, rng) for form in house.bottoms]
    if house.links and rng.random() < 0.5:
        out += [_filled(house.links, lead, others, rng) for _ in range(rng.choice((1, 1, 2, 3)))]
    return [line for line in out if line.strip()]


def _filled(form: str, text: str, others: list[str], rng: random.Random) -> str:
    """The form with names, dates and words put in; `{text}` stays."""
    name, name2 = (f"{rng.choice(FIRST)} {rng.choice(LAST)}" for _ in range(2))
    city, month, day, year = rng.choice(CITIES), rng.choice(MONTHS), rng.randint(1, 28), rng.randint(2003, 2025)
    headline = rng.choice(others) if others else "Talks resume"
    mon = month[:3] if rng.random() < 0.5 else month
    date = rng.choice(
        (
            f"{day} {month} {year}",
            f"{month} {day}, {year}",
            f"{day}.{MONTHS.index(month) + 1:02d}.{year}",
            f"{year}-{MONTHS.index(month) + 1:02d}-{day:02d}",
        )
    )
    words = re.findall(r"[A-Z][a-z]{3,}", text) or ["World"]
    slots = {
        "name": name, "NAME": name.upper(), "name2": name2, "paper": rng.choice(PAPERS), "agency": rng.choice(AGENCIES), "city": city, "City": city.title(), "mon": mon, "month": month, "day": str(day),
        "year": str(year), "date": date, "time": rng.choice((f"{rng.randint(0, 23)}:{rng.randint(0, 59):02d}", f"{rng.randint(1, 12)}:{rng.randint(0, 59):02d} PM", f"{rng.randint(1, 12)}.{rng.randint(0, 59):02d}am GMT")),
        "handle": name.replace(" ", "").replace("’", "").lower(), "headline": headline, "HEADLINE": headline.upper(), "headline_lower": headline[:1].lower() + headline[1:].rstrip("."),
        "word": rng.choice(words), "word2": rng.choice(words), "initials": "".join(w[0] for w in name.split()), "pull": _clause(text, rng, 14), "caption": _caption(text, city, rng),
    }  # fmt: skip
    return re.sub(r"\{(\w+)\}", lambda m: slots.get(m[1], m[0]), form)


def _clause(text: str, rng: random.Random, longest: int) -> str:
    spans = list(sentence_spans(text[:1200]))
    start, end = rng.choice(spans) if spans else (0, len(text))
    words = text[start:end].strip("\"“”‘’' ").split()[: rng.randint(5, longest)]
    return " ".join(words).strip(".,;:—- ")


def _caption(text: str, city: str, rng: random.Random) -> str:
    place = f"in {city.title()}, on {rng.choice(MONTHS)} {rng.randint(1, 28)}"
    tail = rng.choice(
        (
            ".",
            ". (AP Photo)",
            ". REUTERS/Stringer",
            f", {rng.randint(2005, 2024)}.",
            "",
            ". Photo: AFP",
            " [File photo]",
        )
    )
    return f"{_clause(text, rng, 18)} {place}{tail}"
