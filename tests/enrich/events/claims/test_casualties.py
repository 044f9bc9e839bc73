"""What befell how many of what."""

import pytest

from pipelines.enrich.events.claims.casualties import losses_of
from pipelines.enrich.events.words import cut


def told(text):
    return [
        (loss.predicate, loss.counted.number.lowest, loss.counted.unit)
        for loss in losses_of(cut(text, 0, len(text)).words())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 people were killed and 30 wounded.", [("killed", 12, "people"), ("wounded", 30, "people")]),
        ("The death toll rose to 54.", [("killed", 54, "people")]),
        ("A strike left 17 dead.", [("killed", 17, "people")]),
        ("killing three civilians and two soldiers", [("killed", 3, "civilians"), ("killed", 2, "soldiers")]),
        ("The army lost 1,200 soldiers and 14 tanks.", [("lost", 1200, "soldiers"), ("lost", 14, "tanks")]),
        ("Forty drones were shot down.", [("shot_down", 40, "drones")]),
        ("The flood claimed 12 lives.", [("killed", 12, "people")]),
        ("Nine villagers died.", [("killed", 9, "people")]),
        ("They captured 20 soldiers.", [("captured", 20, "soldiers")]),
        ("Five people are missing.", []),
        ("In 2014 the company killed the project.", []),
        ("He was killed at 5 p.m. and 12 percent voted.", []),
        ("A 12-year-old boy was hurt.", []),
        ("The attack killed a 23-year-old man.", []),
        ("Troops captured 82 square miles.", []),
        ("Six were wounded in three shootings.", [("wounded", 6, "people")]),
        ("Strikes injured 223 people, without saying how many were civilians.", [("wounded", 223, "people")]),
        ("Half a million people were killed.", [("killed", 500000, "people")]),
        ("No one was killed.", []),
        ("Three police dogs were injured.", []),
        ("The raid killed 1,200 people, and some 200 others taken hostage are held.", [("killed", 1200, "people")]),
        ("Dozens of villagers were killed.", [("killed", 24, "people")]),
        ("The war has killed tens of thousands of people.", [("killed", 10000, "people")]),
        (
            "The bombing killed 170 villagers and dozens were hurt.",
            [("killed", 170, "people"), ("wounded", 24, "people")],
        ),
        ("It cost $12 and killed interest.", []),
    ],
)
def test_losses(text, expected):
    assert told(text) == expected
