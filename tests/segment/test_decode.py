import numpy as np

from pipelines.segment.decode import cuts_of


def cuts(scores, words, least=0.5):
    return cuts_of(np.array(scores, float), np.array(words), least)


def test_likely_lines_are_cut_and_the_first_is_given():
    assert cuts([0.0, 0.1, 0.9, 0.2, 0.8], [50] * 5) == [2, 4]


def test_of_two_cuts_that_leave_a_scrap_between_them_the_better_stays():
    assert cuts([0.0, 0.1, 0.62, 0.75, 0.1], [80, 80, 4, 80, 80]) == [3]


def test_sure_cuts_stay_however_short_the_article():
    assert cuts([0.0, 0.97, 0.97, 0.97], [10] * 4) == [1, 2, 3]


def test_nothing_to_cut():
    assert cuts([0.0], [10]) == []
    assert cuts([], []) == []
    assert cuts([0.0, 0.01], [10, 10]) == []


def test_a_higher_threshold_keeps_fewer():
    assert cuts([0.0, 0.6, 0.95], [90] * 3, least=0.8) == [2]


def test_many_candidates_cost_no_square():
    assert len(cuts([0.9] * 50_000, [100] * 50_000)) == 49_999
