"""Who suffers a deed that is told without an object, and who did it by what it was done with."""

import pytest


@pytest.mark.parametrize(
    ("text", "mode", "actor", "target"),
    [
        pytest.param("Ten protesters died in police firing.", "kill", "police", "Ten protesters", id="dying"),
        pytest.param("Four villagers killed in army shelling were buried.", "kill", "army", "Four villagers", id="participle"),
        pytest.param("Seven students fell to army bullets.", "kill", "army", "Seven students", id="between the words"),
        pytest.param("Two miners died on Monday.", "kill", None, "Two miners", id="nobody did it"),
        pytest.param("Rebels killed at least ten soldiers.", "kill", "Rebels", "ten soldiers", id="an object"),
        pytest.param("Ten workers arrested by police were freed.", "arrest", "police", "Ten workers", id="by whom"),
    ],
)  # fmt: skip
def test_parties(read_events, text, mode, actor, target):
    row = next(row for row in read_events(text, least=0.25) if row["mode"] == mode)
    assert (row["actor_surface"], row["target_surface"]) == (actor, target)


def test_a_place_behind_the_verb_is_no_target(read_events):
    rows = read_events("A reporter was arrested and detained in Perth.", least=0.25, names=[("Perth", "GPE")])
    assert "Perth" not in {row["target_surface"] for row in rows}
