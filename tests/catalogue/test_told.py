"""Undated articles by what dated ones tell: the same rows in any order, followed when dated ones change, never fed by inferred days."""

import random
from collections import Counter
from datetime import date
from math import floor, log, log2

import pyarrow as pa
import pytest

from pipelines.catalogue import told, workers
from pipelines.contracts import CONTRACTS
from pipelines.enrich.articles import ArticleMaker
from pipelines.enrich.dating import ArticleDater
from pipelines.enrich.dating import told as shape
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Warehouse
from tests.work.conftest import Bench, later, write_jsonl

STEPS = ("core.article_occurrences", "core.articles", "ops.article_names")
FERRY = "At Oldsund Quay, Mirabel Holtby saw the Tansy Bellamy; Ardenvale and Lord Ferncroft spoke of"
FILES = {
    "first": {"id": 1, "text": f"{FERRY} luck.", "date": "2019-03-04"},
    "second": {"id": 2, "text": f"{FERRY} relief. Work goes on.", "date": "2019-03-06"},
    "third": {"id": 3, "text": f"{FERRY} courage.", "date": "2019-03-05"},
    "undated": {"id": 4, "text": f"{FERRY} hope, Ferncroft said in 2019."},
    "other": {"id": 5, "text": "The orchestra of Lower Sund played for Ida Brandt.", "date": "2003-07-01"},
}
TABLES = ("core.articles", "core.date_evidence", "ops.article_names", "ops.told_articles")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A bench that dates as the house does, and gives wider intervals and less sure days too."""
    maker = ArticleMaker(ArticleDater(max_interval_days=30_000, min_score=0.02))
    monkeypatch.setattr(workers, "article_maker", lambda _: maker)
    bench = Bench(tmp_path, monkeypatch)
    bench.workers["core.articles"] = maker
    return bench


def bring(desk, folder, *names):
    paths = [write_jsonl(folder / f"{name}.jsonl", FILES[name]) for name in names]
    desk.ingest(*paths)
    return desk.make(*STEPS)


def undated(desk):
    [row] = desk.rows(
        "select published_earliest as earliest, published_latest as latest, published_basis as basis from core.articles "
        "where text like '%hope%'"
    )
    return row


def everything(desk):
    return {name: sorted(map(str, desk.rows(f"select * from {name}"))) for name in TABLES}


def test_dated_articles_of_the_same_names_place_an_undated_one(desk, tmp_path):
    bring(desk, tmp_path, "undated")
    alone = undated(desk)
    bring(desk, tmp_path, "first", "second", "third", "other")
    found = undated(desk)
    assert found["earliest"] <= date(2019, 3, 5) <= found["latest"]
    assert (found["latest"] - found["earliest"]).days < (alone["latest"] - alone["earliest"]).days
    [evidence] = desk.rows(
        "select evidence.surface, text[start_char + 1 : end_char] as span, earliest, latest from core.date_evidence as evidence "
        "inner join core.articles using (article_id) where kind = 'told'"
    )
    assert evidence["span"] == evidence["surface"] != ""
    assert (evidence["earliest"], evidence["latest"]) == (date(2019, 3, 4), date(2019, 3, 6))


def test_the_same_articles_give_the_same_rows_in_any_order_and_at_once(desk, tmp_path):
    names = ("first", "undated", "second")
    found = set()
    for order in ([names], [("second",), ("undated",), ("first",)]):
        for group in order:
            bring(desk, tmp_path, *group)
        assert desk.make(*STEPS) == {"is_unchanged": True}
        found.add(str(everything(desk)))
        for table in (*TABLES, "core.article_occurrences", "ops.annotations", "ops.progress", "ops.changes"):
            with desk.warehouse.writer() as session:
                session.run(f"delete from {table}")
    assert len(found) == 1


def test_inferred_days_are_no_evidence(desk, tmp_path):
    texts = (
        f"{FERRY} luck. The rocket lifted off on Sunday, December 28, 2025, the agency said.",
        f"KYIV, Dec 28 (Reuters) - {FERRY} luck. It was the last week of 2025.",
    )
    desk.ingest(write_jsonl(tmp_path / "a.jsonl", *({"id": i, "text": text} for i, text in enumerate(texts))))
    desk.ingest(write_jsonl(tmp_path / "b.jsonl", FILES["undated"]))
    desk.make(*STEPS)
    assert desk.scalar("select count(*) from core.articles where published_date is not null") == len(texts)
    assert desk.scalar("select count(known_day) from ops.article_names") == 0
    assert desk.count("ops.told_articles") == 0
    stated = "Dec. 3, 2025 (Reuters) - " + FERRY + " luck."
    desk.ingest(write_jsonl(tmp_path / "c.jsonl", {"id": 7, "text": f"KYIV, {stated}"}))
    desk.make(*STEPS)
    assert desk.scalar("select count(distinct known_day) from ops.article_names") == 1


def test_a_dated_article_that_is_replaced_takes_its_word_back(desk, tmp_path):
    bring(desk, tmp_path, "undated", "other")
    before = undated(desk)
    bring(desk, tmp_path, "first")
    assert undated(desk) != before
    path = write_jsonl(tmp_path / "first.jsonl", {"id": 1, "text": "Withdrawn.", "date": "2019-03-04"})
    desk.ingest(later(path))
    desk.make(*STEPS)
    assert undated(desk) == before
    assert desk.count("ops.told_articles") == 0


def test_only_articles_that_share_a_rare_name_are_made_again(desk, tmp_path, monkeypatch):
    bring(desk, tmp_path, "undated", "first")
    assert bring(desk, tmp_path, "other")["articles_made_again"] == 0
    assert bring(desk, tmp_path, "second")["articles_made_again"] == 1
    monkeypatch.setattr(shape, "MOST_HOLDERS", 3)
    done = bring(desk, tmp_path, "third")  # the names now stand in four articles: they tell nothing any more
    assert done["articles_made_again"] == 1
    assert desk.count("ops.told_articles") == 0


def test_a_run_that_dies_between_names_and_days_is_carried_on(desk, tmp_path, monkeypatch):
    bring(desk, tmp_path, "undated")
    alone = undated(desk)

    def die(*_):
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(told, "_make", die)
        with pytest.raises(OSError, match="no space"):
            bring(desk, tmp_path, "first")
    assert undated(desk) == alone
    assert desk.make(*STEPS)["articles_made_again"] == 1
    assert undated(desk) != alone


def test_an_article_whose_day_stays_is_not_noted_as_changed(desk, tmp_path):
    """What is told of it is written, and what others wrote beside it stays."""
    bring(desk, tmp_path, "undated", "first", "second")
    with desk.warehouse.writer() as session:
        session.run("update core.articles set story_id = 's1'")
        session.run("update ops.told_articles set told_key = 'as another one said'")
        last = session.scalar("select max(change_number) from ops.changes")
    standing = everything(desk)
    with desk.warehouse.writer() as session:
        units = session.query("select article_id as unit_id from ops.told_articles")
    made = told._weigh(desk.warehouse, desk.settings, units)
    assert made.num_rows == 1
    assert desk.scalar("select told_key from ops.told_articles") != "as another one said"
    assert {**everything(desk), "ops.told_articles": ""} == {**standing, "ops.told_articles": ""}
    assert desk.scalar(f"select count(*) from ops.changes where change_number > {last}") == 0


FEW = {"most_articles": 3, "most_holders": 6, "share_steps": 4, "strength_steps": 2, "strength_unit": 20.0}
OF_ALL = "select distinct article_id from ops.article_names where known_day is null"


@pytest.mark.parametrize("seed", range(6))
def test_of_whom_nothing_else_is_told_is_not_weighed_again(tmp_path, seed):
    """Whatever comes, goes or gets another day: who is left alone would be told the same."""
    source = random.Random(seed)
    of_articles, otherwise = (load_sql("core", name) for name in ("told_of_articles", "told_otherwise"))
    weights = {
        "weight_unit": 1_000,
        **{name: FEW[name] for name in ("most_holders", "strength_steps", "strength_unit")},
    }
    left_alone = moved = 0
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        before: dict[str, dict[str, object]] = {}
        for _ in range(40):
            ids = {f"a{source.randrange(60)}" for _ in range(source.choice((1, 1, 1, 2, 3)))}
            units = pa.table({"unit_id": sorted(ids)})
            rows = [
                {"article_id": article_id, "name": name, "known_day": day}
                for article_id in sorted(ids)
                for day in [source.choice((None, date(2020, 1, source.randrange(1, 28))))]
                for name in {f"n{int(source.paretovariate(0.6))}" for _ in range(source.randrange(6))}
            ]
            standing = session.query(told._STANDING, units=units)
            written = CONTRACTS[told.NAMES].from_rows(rows)
            session.replace(told.NAMES, written, unit_column="article_id", units=units)
            found = session.query(otherwise.statement, weights, written=written, standing=standing)
            touched = {*found.column("unit_id").to_pylist(), *ids}
            wanted = session.query(OF_ALL)
            told_now = session.query(of_articles.statement, {**weights, **FEW}, wanted=wanted)
            now = {row["article_id"]: row for row in told_now.to_pylist()}
            others = set(wanted.column("article_id").to_pylist()) - touched
            assert {key: now.get(key) for key in others} == {key: before.get(key) for key in others}
            left_alone += len(others & now.keys())
            moved += sum(now[key] != before.get(key) for key in now.keys() - ids)
            before = now
            session.overwrite(told.TOLD, told_now.select(["article_id", "told_key", "least_step"]))
    assert left_alone
    assert moved


@pytest.mark.parametrize("seed", range(3))
def test_those_that_share_most_tell_with_the_rarest_name_they_share(tmp_path, seed):
    """The statement against the same said in Python, with many who share as much."""
    source = random.Random(seed)
    names = {
        f"a{number}": {f"n{int(source.paretovariate(0.6))}" for _ in range(source.randrange(1, 6))}
        for number in range(60)
    }
    days = {article: source.choice((None, date(2020, 1, source.randrange(1, 28)))) for article in names}
    rows = [{"article_id": a, "name": n, "known_day": days[a]} for a, own in names.items() for n in own]
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        session.append(told.NAMES, CONTRACTS[told.NAMES].from_rows(rows))
        parameters = {"weight_unit": 1_000, **FEW}
        statement = load_sql("core", "told_of_articles").statement
        found = session.query(statement, parameters, wanted=session.query(OF_ALL)).to_pylist()
    expected = {article: telling(article, names, days) for article in names if days[article] is None}
    assert {
        row["article_id"]: ([(item["day"], item["name"]) for item in row["told"]], row["least_step"]) for row in found
    } == {article: said for article, said in expected.items() if said[0]}


def telling(article, names, days):
    """Return the days and rarest shared names of the dated articles that tell most of one, and the least step among them."""
    dated = Counter(name for other, own in names.items() if days[other] for name in own)
    holders = Counter(name for own in names.values() for name in own)
    weights = {
        name: round(log((FEW["most_holders"] + 1) / 2 ** floor(log2(dated[name]))) ** 2 * 1_000)
        for name in names[article]
        if dated[name] and holders[name] <= FEW["most_holders"]
    }
    others = []
    for other, own in names.items():
        shared = own & weights.keys()
        if days[other] and shared:
            step = floor(FEW["strength_steps"] * log(1 + sum(map(weights.get, shared)) / FEW["strength_unit"]))
            others.append((-step, other, max((weights[name], len(name), name) for name in shared)[2]))
    kept = sorted(others)[: FEW["most_articles"]]
    least = -kept[-1][0] if len(kept) == FEW["most_articles"] else 0
    return [(days[other], name) for _, other, name in kept], least


def test_an_article_that_gets_another_day_keeps_what_others_wrote_beside_it(desk, tmp_path):
    bring(desk, tmp_path, "undated", "first")
    before = undated(desk)
    with desk.warehouse.writer() as session:
        session.run("update core.articles set story_id = 's' || article_id")
    bring(desk, tmp_path, "second", "third")
    assert undated(desk) != before
    told_now = desk.rows(
        "select published_basis, story_id = 's' || article_id as is_kept from core.articles where text like '%hope%'"
    )
    assert told_now == [{"published_basis": undated(desk)["basis"], "is_kept": True}]
