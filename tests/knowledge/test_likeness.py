"""How far two names are one."""

import pytest

from pipelines.knowledge.likeness import EXACT, LONE, best_likeness, likeness, thing_likeness

OTHERS = [
    pytest.param("Michael Johnson", "Michael Jackson", id="another family name"),
    pytest.param("Kim Jong-un", "Kim Jong-il", id="another second syllable"),
    pytest.param("Vladimir Putin", "Vera Putina", id="another given name"),
    pytest.param("", "Angela Merkel", id="no name"),
]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_of_two_people_are_not_alike(one, other):
    assert likeness(one, other) < 0.8


def test_equal_names_are_wholly_alike_and_order_costs_little():
    assert likeness("Viktor Orbán", "Viktor Orban") == 1.0
    assert 0.8 < likeness("Orban Viktor", "Viktor Orban") < 1.0


def test_the_son_is_not_the_father():
    assert likeness("Donald Trump Jr.", "Donald Trump") < 0.8
    assert likeness("Jesse Jackson", "Jesse Jackson Jr.") < likeness("Jesse Jackson Jr.", "Jesse Jackson, Jr.") == 1.0


@pytest.mark.parametrize(
    ("names", "others"),
    [
        pytest.param(["Joe Biden", "Biden"], ["Joseph Biden", "Joe Biden"], id="the same name"),
        pytest.param(["Joseph R. Biden", "Joe Biden"], ["Hunter Biden", "Joseph Biden"], id="the better of two"),
        pytest.param(["Biden"], ["Joe Biden", "Biden"], id="a family name"),
        pytest.param(["Lawrow"], ["Sergei Lavrov"], id="a family name in another romanisation"),
        pytest.param(["Xi"], ["Xi Jinping"], id="a family name that comes first"),
        pytest.param(["Donald Trump Jr."], ["Donald Trump", "Donald John Trump"], id="the son"),
        pytest.param(["Angela Merkel"], ["Joe Biden"], id="nobody"),
    ],
)
def test_the_best_of_many_names_is_that_of_the_likest_two(names, others):
    assert best_likeness(names, others) == max(likeness(name, other) for name in names for other in others)


def test_a_full_name_that_stands_in_the_pack_is_wholly_alike_and_a_family_name_is_not():
    assert best_likeness(["Joe Biden"], ["Joe Biden"]) == EXACT
    assert best_likeness(["Biden"], ["Biden"]) == LONE


def test_things_are_alike_by_their_letters():
    assert thing_likeness("Türkiye", "Turkiye") == 1.0
    assert thing_likeness("Niger", "Nigeria") == 0.0
