"""Names as keys, and how far two names are one."""

import pytest

from pipelines.knowledge.names import (
    LONE,
    asked_keys,
    full_keys,
    initial_keys,
    is_full,
    likeness,
    lone_keys,
    person_words,
    thing_keys,
    thing_likeness,
)

SAME = [
    pytest.param("Volodymyr Zelensky", "Volodymyr Zelenskyy", id="two romanisations"),
    pytest.param("Vladimir Zelensky", "Volodymyr Zelenskyy", id="Russian and Ukrainian given name"),
    pytest.param("Sergei Lavrov", "Сергей Викторович Лавров", id="Cyrillic with patronymic"),
    pytest.param("Viacheslav Ovechkin", "Овечкін В'ячеслав Ігорович", id="family name first, with patronymic"),
    pytest.param("Xi Jinping", "Xi Jinping", id="family name first"),
    pytest.param("Abdel Fattah al-Sisi", "Abdel Fattah el-Sisi", id="article of Arabic names"),
    pytest.param("Enrique Peña", "Enrique Peña Nieto", id="first of two family names"),
    pytest.param("Bill Clinton", "William Clinton", id="short form"),
    pytest.param("Joe Biden", "Joseph Robinette Biden", id="middle name"),
    pytest.param("Nurul Haq", "Nur ul Haq", id="given name written apart"),
    pytest.param("T. Mbeki", "Thabo Mbeki", id="initial"),
    pytest.param("Sir Keir Starmer", "Keir Starmer", id="form of address"),
]
OTHERS = [
    pytest.param("Michael Johnson", "Michael Jackson", id="another family name"),
    pytest.param("Kim Jong-un", "Kim Jong-il", id="another second syllable"),
    pytest.param("Vladimir Putin", "Vera Putina", id="another given name"),
    pytest.param("", "Angela Merkel", id="no name"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_found_and_alike(one, other):
    assert asked_keys(one) & full_keys(other)
    assert asked_keys(other) & full_keys(one)
    assert initial_keys(one) & full_keys(other)
    assert likeness(one, other) > (0.6 if "." in one else 0.8)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_of_two_people_are_not_alike(one, other):
    assert likeness(one, other) < 0.8


def test_only_an_initial_finds_all_whose_name_begins_so():
    for other in ("Themba Mbeki", "Tito Mbeki"):
        assert initial_keys("Thabo Mbeki") & full_keys(other)
        assert not asked_keys("Thabo Mbeki") & full_keys(other)
        assert asked_keys("T. Mbeki") & full_keys(other)
    assert asked_keys("Thabo Mbeki") & full_keys("T. Mbeki")


def test_a_full_name_has_two_words_or_a_script_that_writes_none_apart():
    assert [is_full(name) for name in ("Thabo Mbeki", "Mbeki", "习近平", "")] == [True, False, True, False]


def test_a_family_name_alone_is_found_and_only_half_alike():
    assert lone_keys("Lavrov") <= lone_keys("Sergey Lavrov")
    assert 0 < likeness("Lavrov", "Sergey Lavrov") <= LONE
    assert not full_keys("Lavrov")


def test_equal_names_are_wholly_alike_and_order_costs_little():
    assert likeness("Viktor Orbán", "Viktor Orban") == 1.0
    assert 0.8 < likeness("Orban Viktor", "Viktor Orban") < 1.0


def test_the_son_is_not_the_father():
    assert likeness("Donald Trump Jr.", "Donald Trump") < 0.8
    assert likeness("Jesse Jackson", "Jesse Jackson Jr.") < likeness("Jesse Jackson Jr.", "Jesse Jackson, Jr.") == 1.0


def test_the_patronymic_goes_and_the_given_name_comes_first():
    assert person_words("Путин Владимир Владимирович") == ("vladimir", "putin")


def test_things_are_found_by_their_words_and_run_together():
    assert thing_keys("Timor-Leste") & thing_keys("Timor Leste")
    assert thing_likeness("Türkiye", "Turkiye") == 1.0
    assert thing_likeness("Niger", "Nigeria") == 0.0
