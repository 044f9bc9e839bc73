"""Sentences of newswire forms with slots: datelines, bylines, results, earnings, orders of battle, launches.

They cover what the corpora hold little of: firms, clubs, ministries, weapons, facilities, and names in headlines.
"""

import random
import re
from collections.abc import Callable

from pipelines.training.entities import names
from pipelines.training.entities.examples import Example

Slots = dict[str, tuple[str, Callable[[random.Random], str]]]
SLOTS: Slots = {
    "PER": ("PERSON", names.person), "SUR": ("PERSON", names.surname), "CO": ("ORG", names.company), "AG": ("ORG", names.agency),
    "MED": ("ORG", names.media), "CLUB": ("ORG", names.club), "CITY": ("GPE", names.city), "GPE": ("GPE", names.country),
    "LOC": ("LOC", names.location), "FAC": ("FAC", names.facility), "NORP": ("NORP", names.nationality), "EV": ("EVENT", names.event),
    "PROD": ("PRODUCT", names.product), "LAW": ("LAW", names.law), "WORK": ("WORK_OF_ART", names.work),
}  # fmt: skip
CAPITALS_SLOT = "CAPS_"
NO_NAME = "O"
"""Label of a slot whose words are no name."""
WRITTEN = "template"
"""Source of the examples written here, whose labels are certain."""

TEMPLATES = [line for line in """
{CAPS_CITY} ({MED}) - {CO} said on Tuesday it would cut 2,000 jobs in {GPE} and {GPE}.
{CAPS_CITY}, July 12 ({MED}) - {NORP} President {PER} met {NORP} Foreign Minister {PER} on Monday.
{CAPS_CITY} - The {AG} said on Wednesday that it had opened an inquiry into {CO}.
{CAPS_CITY}, {GPE} — {PER}, the chief executive of {CO}, resigned on Friday.
Shares in {CO} fell 3.4% after the company missed forecasts, while {CO} rose 1.2%.
{CO} shares closed up 2 percent in {CITY}, said {PER}, an analyst at {CO}.
{CO} has agreed to buy {CO} for $4.3 billion, {MED} reported, citing people familiar with the matter.
Rivals {CO}, {CO} and {CO} also raised prices this year.
{CO}'s chief financial officer, {PER}, told {MED} that demand in {GPE} was weak.
The deal needs approval from the {AG} and the {AG}.
{PER}, a spokesman for {CO}, declined to comment.
{CO} and {CO} did not immediately respond to requests for comment.
({CO}) posted net profit of 12.1 million euros, against 9.8 million a year earlier, {CO} said.
Analysts at {CO} cut their target for {CO} to $34 from $40.
{CO}, which is based in {CITY}, makes parts for {CO} and {CO}.
The {NORP} {AG} said the attack killed four people in {CITY}.
The {AG} of {GPE} said its troops had taken the town of {CITY}.
Air defences shot down 12 {PROD} drones over {CITY} and {CITY}, the {AG} said.
Russia fired two {PROD} missiles and 40 {PROD} drones at {CITY} overnight, the {NORP} Air Force said.
A {PROD} fighter jet crashed near {CITY}, the {AG} said.
{GPE} will deliver {PROD} systems and {PROD} tanks to {GPE}, {PER} said.
The first {PROD} tanks arrived in {CITY}, according to {MED}.
A {PROD} rocket lifted off from {FAC} carrying a {PROD} spacecraft.
A drone hit {FAC}, Governor {PER} wrote on Telegram.
Flights from {FAC} were suspended, {MED} said, citing the {AG}.
The blast damaged {FAC} and a school near {FAC}.
Inspectors of the {AG} visited {FAC} on Thursday.
Power was cut to {FAC} after shelling, the {AG} said in a statement.
Ships were seen in the {LOC} and off the coast of {GPE}.
Troops crossed the {LOC} north of {CITY}, {PER} said.
Countries across {LOC} and {LOC} face drought, the {AG} warned.
President {PER} and Prime Minister {PER} will meet in {CITY} for the {EV}.
Mr. {SUR} said he would not attend. Ms. {SUR} agreed.
"We will not yield," {SUR} told reporters in {CITY}.
"They have no choice," said {PER} of the {AG}.
{SUR}, 54, joined {CO} from {CO} in 2019.
Former {AG} chief {PER} was replaced by {PER}.
{PER} of the {AG} and {PER}, a professor at {AG}, wrote the report.
U.S. Secretary of State {PER} spoke by phone with {NORP} counterpart {PER}.
Kremlin spokesman {PER} said {GPE} had not replied.
The {NORP} president, {PER}, accused {GPE} of breaking the {LAW}.
Lawmakers of the {AG} voted to amend the {LAW}.
The {AG} ruled that the government had violated the {LAW}.
The {AG} leader {PER} won 34 percent, ahead of the {AG} on 28 percent.
Members of the {AG} and the {AG} walked out of the chamber.
{GPE}'s {AG} summoned the {NORP} ambassador.
In {CITY}, {NORP} police arrested three {NORP} citizens.
{NORP} and {NORP} officials met in {CITY} under the auspices of the {AG}.
{CLUB} beat {CLUB} 2-1 at {FAC} on Saturday.
{CLUB} 3 {CLUB} 1
{CLUB} striker {PER} scored twice as {CLUB} lost 4-0.
{CLUB} manager {PER} said his side deserved to beat {CLUB}.
{PER} ({CLUB}) beat {PER} ({GPE}) 6-4 6-3 in the final of the {EV}.
{PER} ({GPE}) beat {PER} ({GPE}) 7-5 6-2
1. {PER} ({GPE}) 9.87 seconds 2. {PER} ({GPE}) 9.91
Played on Sunday: {CLUB} 2, {CLUB} 2; {CLUB} 0, {CLUB} 1.
The {CLUB} traded {PER} to the {CLUB} for {PER}.
{PER} scored 31 points and the {CLUB} beat the {CLUB} 102-97.
{CLUB} signed {NORP} midfielder {PER} from {CLUB} on a three-year deal.
{CLUB} are top of the table ahead of {CLUB} and {CLUB}.
{GPE} beat {GPE} by 45 runs in the second test at {FAC}.
{PER} won the {EV} for the second time, beating {PER} of {GPE}.
SOCCER - {CAPS_CLUB} BEAT {CAPS_CLUB} IN LATE THRILLER
{CAPS_CO} TO BUY {CAPS_CO} FOR $2 BLN
{CAPS_GPE} SAYS {CAPS_NORP} TROOPS LEFT {CAPS_CITY}
{CAPS_PER} TO MEET {CAPS_PER} IN {CAPS_CITY}
{CO} Says It Will Close Plant In {CITY}
{GPE} Accuses {GPE} Of Attack On {FAC}
{SUR} Warns {GPE} As {SUR} Heads To {CITY}
{SUR} says {CO} deal 'dead' after {AG} ruling
{GPE}, {GPE} agree on {LOC} patrols
{CO}, {CO} settle lawsuit over {PROD}
By {PER}, {MED}
Reporting by {PER} in {CITY} and {PER} in {CITY}; Editing by {PER}
(Additional reporting by {PER}; writing by {PER})
{MED} could not independently verify the report.
Photo: {PER}/{MED}
According to {MED}, {CO} is in talks with {CO} and {CO}.
{MED} and {MED} first reported the story.
The film {WORK}, directed by {PER}, opens in {CITY} on Friday.
{PER}'s novel {WORK} won a prize at the {EV}.
{PER} wrote on {CO} that {GPE} "must act".
The {AG} ({CO}) said 40 people were missing after {EV}.
Thousands fled {CITY} when {EV} struck the {LOC} coast.
{CO} launched the {PROD} in {GPE} last year.
{CO} recalled 20,000 {PROD} vehicles, the {AG} said.
A former {CO} executive, {PER}, pleaded guilty in {CITY}.
{PER}, a student at {AG}, was killed near {FAC}.
The suspect, {PER}, 32, of {CITY}, was held at {FAC}, the {AG} said.
Donors include {CO}, the {AG} and {PER}.
{AG} director {PER} said {NORP} companies such as {CO} would benefit.
The {AG} raised rates by 25 basis points, {PER} of {CO} noted.
Traders in {CITY} said {CO} and {CO} were buyers.
{CO} Chairman {PER} and {CO} CEO {PER} attended.
Officials from {GPE}, {GPE} and the {AG} signed the {LAW} in {CITY}.
""".splitlines() if line]  # fmt: skip

_SLOT = re.compile(r"\{(CAPS_)?([A-Z]+)\}")


def filled(template: str, rng: random.Random, slots: Slots = SLOTS) -> Example:
    """A template with its slots filled and their spans."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    end = 0
    for match in _SLOT.finditer(template):
        text += template[end : match.start()]
        label, draw = slots[match[2]]
        name = draw(rng)
        name = name.upper() if match[1] else name
        if label != NO_NAME:
            spans.append((len(text), len(text) + len(name), label))
        text += name
        end = match.end()
    return Example(text + template[end:], spans, [], WRITTEN, 1.0)


def generated(count: int, seed: int) -> list[Example]:
    """That many filled templates, each used about equally often."""
    rng = random.Random(seed)
    return [filled(TEMPLATES[i % len(TEMPLATES)], rng) for i in range(count)]


SWAPS: dict[str, Callable[[random.Random], str]] = {"GPE": names.city, "ORG": names.company}
SWAP_SHARE = 0.3


def swapped(example: Example, rng: random.Random) -> Example:
    """An example some of whose persons, organisations and places go under other names of the same kind."""
    text, spans, shifts = "", [], []
    end = 0
    for s, e, label in sorted(example.spans):
        name = example.text[s:e]
        fresh = None
        if rng.random() < SWAP_SHARE:
            if label == "PERSON":
                fresh = names.person(rng) if " " in name else names.surname(rng)
            elif label in SWAPS and " " not in name and "." not in name:
                fresh = SWAPS[label](rng)
        text += example.text[end:s]
        start = len(text)
        text += fresh or name
        spans.append((start, len(text), label))
        shifts.append((e, len(text) - e))
        end = e
    text += example.text[end:]

    def moved(place: int) -> int:
        return place + next((shift for edge, shift in reversed(shifts) if edge <= place), 0)

    return Example(text, spans, [(moved(a), moved(b)) for a, b in example.masked], example.source, example.weight)
