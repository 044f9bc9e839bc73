"""Expressions in sentences."""

import pytest

from pipelines.enrich.events.lexicon import EVENT_TYPES, load_lexicon, matches
from pipelines.enrich.events.words import cut


def found(text):
    return {
        (match.expression.key, match.expression.event_type)
        for match in matches(cut(text, 0, len(text)).lowers, load_lexicon())
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("imposed sweeping new sanctions", ("impose _ sanctions/v", "SANCTION"), id="gap"),
        pytest.param("opened fire on the crowd", ("open fire on/v", "ASSAULT"), id="longest"),
        pytest.param("did n't accept it", ("not accept/v", "REJECT"), id="negation"),
        pytest.param("struck a deal", ("strike _ deal/v", "AGREE"), id="irregular"),
    ],
)
def test_longest_expression_wins(text, expected):
    assert expected in found(text)


def test_no_gap_reaches_across_the_end_of_a_clause():
    assert ("impose _ sanctions/v", "SANCTION") not in found("They imposed it; the sanctions followed.")


def test_every_type_of_plover_has_verbs_and_nouns_or_is_spoken():
    listed = {(one.event_type, one.is_verb) for group in load_lexicon().values() for one in group}
    assert {event_type for event_type, is_verb in listed if is_verb} == set(EVENT_TYPES)
    assert {event_type for event_type, is_verb in listed if not is_verb} == set(EVENT_TYPES)
