"""Canonical entities in the warehouse: ids on the mentions, exact counts, and the same whatever arrives when."""

import shutil
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.catalogue import canonical, names_as_a_whole, row_parts
from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names import canonicalise
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.audit import run_checks
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of
from tests.catalogue.conftest import killed_at_the_second

TABLES = ("core.entities", "core.entity_aliases", "core.entity_mentions")


def mention(article_id, start, surface, local_name, entity_type="PERSON"):
    return {
        "article_id": article_id,
        "field": "text",
        "start_char": start,
        "end_char": start + len(surface),
        "surface": surface,
        "entity_type": entity_type,
        "local_name": local_name,
        "score": 0.9,
        "annotator_id": "n@1",
    }


ARTICLES = {
    "a": [
        mention("a", 0, "Vladimir Zelensky", "Vladimir Zelensky"),
        mention("a", 30, "Zelensky", "Vladimir Zelensky"),
        mention("a", 60, "Volodymyr Zelenskyy", "Volodymyr Zelenskyy"),
    ],
    "b": [mention("b", 0, "Volodymyr Zelenskyy", "Volodymyr Zelenskyy"), mention("b", 40, "Kyiv", "Kyiv", "GPE")],
    "c": [mention("c", 0, "Sergey Lavrov", "Sergey Lavrov"), mention("c", 20, "Kiev", "Kiev", "GPE")],
    "d": [mention("d", 0, "Lavrov", "Sergei Lavrov"), mention("d", 20, "NATO", "NATO", "ORG")],
    "e": [mention("e", 0, "Kyiv", "Kyiv", "GPE"), mention("e", 9, "Zelenskyy", "Zelenskyy")],
}


class Names:
    """A warehouse in which articles' mentions are written and taken out."""

    def __init__(self, path):
        path.parent.mkdir(exist_ok=True)
        self.warehouse = Warehouse(path)
        self.settings = Settings(warehouse=path)

    def write(self, article_ids, rows):
        contract = CONTRACTS["core.entity_mentions"]
        units = (
            contract.from_rows([mention(a, 0, "x", "x") for a in article_ids])
            .select(["article_id"])
            .rename_columns(["unit_id"])
        )
        with self.warehouse.writer() as session, session.transaction():
            session.replace("core.entity_mentions", contract.from_rows(rows), unit_column="article_id", units=units)
            log_changes(session, ["core.entity_mentions"], units, days_of(session, units))
        return canonical.entities(self.warehouse, self.settings, units)

    def bring(self, *article_ids):
        return self.write(article_ids, [row for article_id in article_ids for row in ARTICLES[article_id]])

    def rows(self, sql):
        with self.warehouse.writer() as session:
            return session.query(sql).to_pylist()

    def facts(self):
        """Names by entity, with counts; ids may depend on the order of arrival, what they stand for may not."""
        return self.rows(
            "select canonical_name, entity.entity_type, entity.mention_count, entity.article_count, "
            "list(alias order by alias) as aliases from core.entities as entity "
            "join core.entity_aliases as alias using (entity_id) group by all order by all"
        )


@pytest.fixture
def names(tmp_path):
    return Names(tmp_path / "w.duckdb")


def test_mentions_carry_their_entity_and_articles_are_counted_once(names):
    names.bring("a", "b")
    people = names.rows("select mention_count, article_count from core.entities where entity_type = 'PERSON'")
    assert people == [{"mention_count": 4, "article_count": 2}]
    assert names.rows("select 1 from core.entity_mentions where entity_id is null") == []
    with names.warehouse.writer() as session:
        for table in ("core.entity_aliases", "core.entities"):
            assert all(check.is_passed for check in run_checks(session, table))


def test_every_surface_is_listed_with_its_entity(names):
    names.bring("a", "b")
    rows = names.rows(
        "select surface, mention_count from core.entity_surfaces where entity_type = 'PERSON' order by surface"
    )
    assert rows == [
        {"surface": "Vladimir Zelensky", "mention_count": 1},
        {"surface": "Volodymyr Zelenskyy", "mention_count": 2},
        {"surface": "Zelensky", "mention_count": 1},
    ]


def test_ids_stay_when_more_names_arrive(names):
    names.bring("a", "b")
    before = {row["entity_id"] for row in names.rows("select entity_id from core.entities")}
    names.bring("c")
    assert before <= {row["entity_id"] for row in names.rows("select entity_id from core.entities")}
    assert len(names.rows("select 1 from core.entities")) == 3


def test_what_an_article_no_longer_says_is_counted_no_more(names):
    names.bring("a", "b", "c")
    names.write(["c"], [])
    assert [row["canonical_name"] for row in names.facts()] == [
        row["canonical_name"] for row in names.facts() if "Lavrov" not in row["canonical_name"]
    ]
    assert names.rows("select 1 from core.entity_aliases where alias = 'Kiev'") == []


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(sorted(ARTICLES)),
    cuts=st.lists(st.integers(0, 5), max_size=3),
    removed=st.sets(st.sampled_from(sorted(ARTICLES)), max_size=2),
)
def test_any_order_of_arrival_and_removal_gives_what_all_at_once_gives(tmp_path_factory, order, cuts, removed):
    step = Names(tmp_path_factory.mktemp("step") / "w.duckdb")
    bounds = [0, *sorted(cuts), len(order)]
    for start, end in pairwise(bounds):
        if order[start:end]:
            step.bring(*order[start:end])
    if removed:
        step.write(sorted(removed), [])
    whole = Names(tmp_path_factory.mktemp("whole") / "w.duckdb")
    left = [article_id for article_id in sorted(ARTICLES) if article_id not in removed]
    if left:
        whole.bring(*left)
    assert step.facts() == whole.facts()
    canonical.entities(step.warehouse, step.settings, None)
    assert step.facts() == whole.facts()


def test_an_id_that_lives_again_is_no_merge_any_more(names):
    names.bring("a", "b")
    with names.warehouse.writer() as session:
        alive = session.scalar("select min(entity_id) from core.entities")
        merge = {"from_entity_id": alive, "to_entity_id": "x", "reason": "same name"}
        session.append("ops.entity_merges", CONTRACTS["ops.entity_merges"].from_rows([merge]))
    names.bring("c")
    assert names.rows("select 1 from ops.entity_merges") == []


MANY = {
    "f": [mention("f", 0, "George W. Bush", "George W. Bush"), mention("f", 30, "Bush", "Bush")],
    "g": [mention("g", 0, "Jeb Bush", "Jeb Bush"), mention("g", 20, "Kyiv", "Kyiv", "GPE")],
    "h": [mention("h", 0, "Acme Inc.", "Acme Inc.", "ORG"), mention("h", 20, "Bush", "Bush")],
    "i": [mention("i", 0, "Acme", "Acme", "ORG"), mention("i", 20, "America", "America", "GPE")],
    "j": [mention("j", 0, "U.S.", "U.S.", "GPE"), mention("j", 20, "Olena Zelenska", "Olena Zelenska")],
    **ARTICLES,
}


def rows_of(names):
    columns = "entity_id, canonical_name, entity_type, wikidata_id, mention_count, article_count"
    return {
        "core.entities": names.rows(f"select {columns} from core.entities order by entity_id"),
        "core.entity_aliases": names.rows("select * from core.entity_aliases order by entity_type, alias"),
        "core.entity_alias_keys": names.rows("select * from core.entity_alias_keys order by all"),
        "core.entity_mentions": names.rows("select * from core.entity_mentions order by article_id, start_char"),
        "ops.entity_merges": names.rows("select * from ops.entity_merges order by all"),
        "ops.counted_names": names.rows("select * from ops.counted_names order by all"),
    }


ALIAS_FILE = """
- {entity: Jeb Bush, type: PERSON, aliases: [Bush], wikidata: Q221997}
- {entity: Acme Holding, type: ORG, aliases: [Acme]}
"""


def killed(*_):
    raise ZeroDivisionError


@pytest.mark.parametrize("alias_file", ["", ALIAS_FILE])
def test_all_again_in_parts_is_all_again_at_once(tmp_path, monkeypatch, alias_file):
    """Parts of two and of all names; the ids are those that `canonicalise` gives to the whole of them."""
    stood = Names(tmp_path / "stood" / "w.duckdb")
    for article_ids in ("jhf", "dbig", "eca"):
        stood.write(list(article_ids), [row for article_id in article_ids for row in MANY[article_id]])
    with stood.warehouse.writer() as session:
        base = {"text": "x", "is_title_in_text": False, "word_count": 1, "published_basis": "none", "annotator_id": "t"}
        rows = [{"article_id": article_id, **base} for article_id in MANY]
        session.append("core.articles", CONTRACTS["core.articles"].from_rows(rows))
    before, made = rows_of(stood), []
    for at_once in (2, 1_000):
        monkeypatch.setattr(names_as_a_whole, "NAMES_AT_ONCE", at_once)
        for module in (names_as_a_whole, canonical):
            monkeypatch.setattr(module, "COUNTED_AT_ONCE", at_once)
        monkeypatch.setattr(canonical, "LINKED_AT_ONCE", at_once)
        monkeypatch.setattr(row_parts, "BLOCK_ROWS", min(at_once, row_parts.BLOCK_ROWS))
        shutil.copytree(tmp_path / "stood", tmp_path / str(at_once))
        names = Names(tmp_path / str(at_once) / "w.duckdb")
        if alias_file:
            path = tmp_path / "aliases.yaml"
            path.write_text(alias_file, encoding="utf-8")
            names.settings = names.settings.model_copy(update={"alias_file": path})
        with names.warehouse.writer() as session:
            expected = canonicalise(
                session.query(
                    "select local_name, entity_type, sum(mention_count)::bigint as mention_count, count(*) as article_count "
                    "from ops.counted_names group by all"
                ),
                session.rows("core.entities"),
                session.rows("core.entity_aliases"),
                canonical.canonical_names(names.settings).overrides,
            )
        with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
            # the run ends when entities are written and before ids are on all mentions, or before that is noted
            if at_once == 2:
                patch.setattr(canonical, "_link_rows", killed_at_the_second(canonical._link_rows))
            else:
                patch.setattr(canonical, "_note_linked", killed)
            canonical.entities(names.warehouse, names.settings, None)
        canonical.entities(names.warehouse, names.settings, None)
        found = rows_of(names)
        keys = expected.keys.sort_by([(name, "ascending") for name in expected.keys.column_names])
        assert found["core.entity_aliases"] == expected.aliases.to_pylist()
        assert found["core.entity_alias_keys"] == keys.to_pylist()
        assert [row["entity_id"] for row in found["core.entities"]] == expected.entities["entity_id"].to_pylist()
        assert found["ops.entity_merges"] == expected.merges.to_pylist()
        made.append(found)
    assert made[0] == made[1]
    assert (made[0] == before) is not bool(alias_file)
