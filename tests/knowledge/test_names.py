"""Names as keys: spellings of one name share one."""

import pytest

from pipelines.knowledge.likeness import LONE, likeness
from pipelines.knowledge.names import asked_keys, full_keys, initial_keys, is_full, lone_keys, person_words, thing_keys

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


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_found_and_alike(one, other):
    assert asked_keys(one) & full_keys(other)
    assert asked_keys(other) & full_keys(one)
    assert initial_keys(one) & full_keys(other)
    assert likeness(one, other) > (0.6 if "." in one else 0.8)


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


def test_the_patronymic_goes_and_the_given_name_comes_first():
    assert person_words("Путин Владимир Владимирович") == ("vladimir", "putin")


def test_things_are_found_by_their_words_and_run_together():
    assert thing_keys("Timor-Leste") & thing_keys("Timor Leste")
