"""Sums of features, one set or many at a time."""

import math

import numpy as np
import pytest

from pipelines.enrich.events.network import Network
from pipelines.enrich.events.reader import TYPES_FILE


@pytest.fixture(scope="module")
def network():
    return Network.load(TYPES_FILE)


def test_a_group_is_told_the_same_to_the_last_digit_alone_and_among_others(network):
    known = sorted(network.parts[0])
    groups = [
        [known[5:40], known[50:51]],
        [],
        [["no such feature"], [], known[100:190], known[7:9]],
        [known[i : i + 30] for i in range(0, 900, 30)],
    ]
    known = [network.known(group) for group in groups]
    for group, answers, chances in zip(
        groups, network.answers_of_groups(known), network.chances_of_groups(known), strict=True
    ):
        assert np.array_equal(answers, network.answers(group))
        assert np.array_equal(chances, network.chances(group))
        assert len(answers) == len(group)


def test_features_that_are_not_known_count_for_nothing(network):
    known = sorted(network.parts[0])[:3]
    one, other, none, bare = network.answers([known, [*known, "no such feature"], ["no such feature"], []])
    assert np.array_equal(one, other)
    assert np.array_equal(none, bare)
    assert not np.array_equal(one, none)


def test_a_sum_of_what_features_count_for_has_the_chances_of_the_features(network):
    known = sorted(network.parts[0])
    sets = [known[i : i + 40] for i in range(0, 2_000, 40)]
    sums = [sum(network.sums.named[name] for name in names) for names in sets]
    assert network.chances_of_sums(sums) == pytest.approx(network.chances(sets), abs=1e-6)
    assert network.chances_of_sums([]).shape == (0, 2)


def test_sums_of_the_weights_that_ship_are_exact(network):
    weights = list(network.sums.named.values())
    assert sum(weights) == math.fsum(weights) == sum(reversed(weights))
