"""Which articles a briefing rests on, and what is said when it cannot be made as asked for."""

from datetime import date

import pytest

from pipelines.briefing.scope import BriefingError, choose


def ids(scope):
    return sorted(scope.chosen.column("article_id").to_pylist())


def chosen(warehouse, *asked):
    with warehouse.reader() as session:
        return choose(session, *asked)


@pytest.mark.parametrize(
    ("asked", "articles"),
    [
        pytest.param((), ["a", "b", "c", "d"], id="the last seven days"),
        pytest.param(("2026-03-17",), ["d"], id="since a day"),
        pytest.param((None, "2026-03-03"), ["e"], id="until a day"),
        pytest.param(("2026-03-01", "2026-03-31"), ["a", "b", "c", "d", "e"], id="both"),
        pytest.param((None, None, "kupiansk"), ["a", "b", "c"], id="a place in any spelling of the texts"),
        pytest.param((None, None, "Ukraine"), ["a", "b", "c"], id="a country stands for what lies in it"),
        pytest.param((None, None, "VIENNA"), ["d"], id="letter case does not matter"),
        pytest.param(("2026-04-01", "2026-04-02"), [], id="days without news"),
    ],
)
def test_articles_are_chosen(news, asked, articles):
    assert ids(chosen(news, *asked)) == articles


def test_what_stood_before_is_kept_apart(news):
    scope = chosen(news)
    assert scope.earlier.column("article_id").to_pylist() == ["e"]
    assert (scope.since, scope.until, scope.first_date) == (date(2026, 3, 11), date(2026, 3, 17), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param(("yesterday",), "--since 'yesterday' is not a day", id="no day"),
        pytest.param((None, "2026-02-30"), "--until '2026-02-30'", id="a day that never was"),
        pytest.param(("2026-03-18",), "after the last day, 2026-03-17", id="after the end"),
        pytest.param((None, None, "Kupiansck"), "did you mean 'Kupyansk'", id="a mistyped place"),
        pytest.param((None, None, "' or 1=1 --"), "no article names a place", id="SQL in a name"),
        pytest.param((None, None, "%"), "no article names a place", id="a wildcard"),
    ],
)
def test_what_cannot_be_is_said(news, asked, message):
    with pytest.raises(BriefingError, match=message.replace("(", r"\(")):
        chosen(news, *asked)


def test_a_warehouse_without_dates_is_taken_whole(builder):
    builder.article("a", "Somewhere in Kyiv.", day=None)
    scope = chosen(builder.publish())
    assert (ids(scope), scope.since) == (["a"], None)


def test_an_empty_warehouse_has_nothing_to_choose(builder):
    assert chosen(builder.publish()).chosen.num_rows == 0
