"""The promise of `changes`: after any arrivals, in any batches, the warehouse is as the whole of its names makes it."""

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.catalogue.standing_names import StandingNames, write_changes
from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names import (
    Authority,
    Override,
    Overrides,
    blocks,
    canonicalise,
    changes,
    neighbourhood,
)
from pipelines.enrich.entities.names.tables import ALIASES, KEYS, SHARING

ENTITIES = CONTRACTS["core.entities"]


class InDuckDB:
    """The three tables of canonical names in DuckDB, read and written by the statements that ship."""

    def __init__(self):
        self.connection = duckdb.connect(config={"threads": 1})
        self.connection.execute("create schema core")
        for contract in (ENTITIES, ALIASES, KEYS):
            columns = ", ".join(f"{column.name} {column.sql_type}" for column in contract.columns)
            self.connection.execute(f"create table {contract.qualified_name} ({columns})")
        self.standing = StandingNames(self.query)

    def query(self, sql, parameters=None, /, **tables):
        for name, table in tables.items():
            self.connection.register(name, table)
        try:
            return self.connection.execute(sql, parameters or {}).to_arrow_table()
        finally:
            for name in tables:
                self.connection.unregister(name)

    def write(self, found):
        write_changes(self.query, found)

    def rows(self, contract):
        order = ", ".join(contract.key)
        return contract.conform(self.query(f"select * from {contract.qualified_name} order by {order}"))


class InMemory:
    """The same tables as dictionaries: what the statements have to do, said plainly."""

    def __init__(self):
        self.tables = {contract.qualified_name: {} for contract in (ENTITIES, ALIASES, KEYS)}
        self.standing = self

    def write(self, found):
        for contract, gone, key, rows in (
            (ENTITIES, found.gone_entities, ("entity_id",), found.entities),
            (ALIASES, found.gone_aliases, ("entity_type", "alias"), found.aliases),
            (KEYS, found.gone_keys, ("entity_type", "name_key"), found.keys),
        ):
            stale = {tuple(row[c] for c in key) for row in (*gone.to_pylist(), *rows.to_pylist())}
            kept = {
                k: row
                for k, row in self.tables[contract.qualified_name].items()
                if tuple(row[c] for c in key) not in stale
            }
            new = {tuple(row[c] for c in contract.key): row for row in rows.to_pylist()}
            assert kept.keys().isdisjoint(new)
            self.tables[contract.qualified_name] = kept | new

    def rows(self, contract):
        table = self.tables[contract.qualified_name]
        return contract.from_rows([table[key] for key in sorted(table)])

    def sharing(self, block_keys, changed, limit):
        wanted, out = (
            set(block_keys.to_pylist()),
            {(row["entity_type"], row["name_key"]) for row in changed.to_pylist()},
        )
        slots = {}
        for row in self.tables[KEYS.qualified_name].values():
            group = (row["entity_type"], row["name_key"])
            if row["block_key"] in wanted and group not in out:
                for role in (1, 2, 4, 8):
                    if row["roles"] & role:
                        slots.setdefault((row["block_key"], role, row["level"] if role == 1 else None), []).append(
                            group
                        )
        weights = {}
        for row in self.tables[ALIASES.qualified_name].values():
            group = (row["entity_type"], row["name_key"])
            weights[group] = weights.get(group, 0) + max(row["article_count"], 1)
        return pa.Table.from_pylist(
            [
                {"block_key": key, "role": role, "entity_type": group[0], "name_key": group[1]}
                for (key, role, _), groups in slots.items()
                for group in sorted(groups, key=lambda g: (-weights[g], g[1]))[: None if role == 8 else limit]
            ],
            schema=SHARING,
        )

    def aliases_of_groups(self, groups):
        wanted = {(row["entity_type"], row["name_key"]) for row in groups.to_pylist()}
        return ALIASES.from_rows(
            [
                row
                for row in self.tables[ALIASES.qualified_name].values()
                if (row["entity_type"], row["name_key"]) in wanted
            ]
        )

    def aliases_of_entities(self, entity_ids):
        wanted = set(entity_ids.to_pylist())
        return ALIASES.from_rows(
            [row for row in self.tables[ALIASES.qualified_name].values() if row["entity_id"] in wanted]
        )

    def entities(self, entity_ids):
        wanted = set(entity_ids.to_pylist())
        return ENTITIES.from_rows(
            [row for row in self.tables[ENTITIES.qualified_name].values() if row["entity_id"] in wanted]
        )


class NamesWarehouse:
    """The three tables of canonical names, kept up to date by `changes` alone."""

    def __init__(self, overrides=None, store=None):
        self.overrides = overrides
        self.store = store or InMemory()
        self.names = {}
        self.merges = {}

    def update(self, counts, gone=()):
        """Set the counts of names, take names away, and write what that changes."""
        self.names = {name: count for name, count in {**self.names, **counts}.items() if name not in gone}
        came = {name: count for name, count in counts.items() if name not in gone}
        found = changes(
            names_table(came), names_table(dict.fromkeys(gone, 0)), self.store.standing, Authority(self.overrides)
        )
        self.store.write(found)
        self.merges.update({row["from_entity_id"]: row["to_entity_id"] for row in found.merges.to_pylist()})
        return found

    def whole(self):
        """What the names of the warehouse make of the warehouse as it stands when all are decided again."""
        return canonicalise(names_table(self.names), self.entities, self.aliases, self.overrides)

    @property
    def entities(self):
        return self.store.rows(ENTITIES)

    @property
    def aliases(self):
        return self.store.rows(ALIASES)

    @property
    def keys(self):
        return self.store.rows(KEYS)

    def groups(self):
        found = {}
        for row in self.aliases.to_pylist():
            found.setdefault(row["entity_id"], set()).add((row["entity_type"], row["alias"]))
        return {frozenset(names) for names in found.values()}


def names_table(counts):
    """(name, type) -> articles as the table that `changes` takes."""
    rows = sorted(counts)
    return pa.table({
        "local_name": pa.array([name for name, _ in rows], pa.string()),
        "entity_type": pa.array([entity_type for _, entity_type in rows], pa.string()),
        "mention_count": pa.array([2 * counts[row] for row in rows], pa.int64()),
        "article_count": pa.array([counts[row] for row in rows], pa.int64()),
    })  # fmt: skip


PEOPLE = """
Zelensky|Volodymyr Zelenskyy|Vladimir Zelensky|Zelenskyy|V. Zelensky|Olena Zelenska
Bush|George Bush|George W. Bush|George H. W. Bush|Jeb Bush|G. Bush|Bush Jr.
Kim|Kim Jong Un|Kim Jong-un|Kim Jong Il|Trump|Donald Trump|Donald J. Trump|Donald Trump Jr.|Ivanka Trump
Garcia|Lopez|Maria Garcia Lopez|Maria Garcia|Maria Lopez|Juan Garcia|M. Garcia|Mary Ann Smith|Mary Smith|Ann Smith|Smith|J. Smith|John Smith|Jane Smith
Lula|Luiz Inácio Lula da Silva|da Silva|Silva|Saddam|Saddam Hussein|Hussein|Al Gore|Algore|Gore|Muhammad Ali|Mohammed Ali Hassan|Ali
"""
ORGANISATIONS = "IAEA|International Atomic Energy Agency|ICRC|International Cycling Race Committee|Inter-City Railway Company|UN|United Nations|Acme|Acme Inc.|AIG|Armed Islamic Group"
PLACES = "U.S.|United States|America|Kiev|Kyiv|Paris"
NAMES = [
    *((name.strip(), "PERSON") for name in PEOPLE.replace("\n", "|").split("|") if name.strip()),
    *((name, "ORG") for name in ORGANISATIONS.split("|")),
    *((name, "GPE") for name in PLACES.split("|")),
    ("", "PERSON"),
    ("...", "ORG"),
]
OVERRIDES = st.sampled_from([
    None,
    Overrides((Override("Jeb Bush", "PERSON", ("Bush",), "Q221997"), Override("Jane Smith", "PERSON", others=("J. Smith", "Smith")))),
    Overrides((Override("Acme Holding", "ORG", ("IAEA", "Acme")), Override("Vladimir Zelensky", "PERSON", others=("Zelensky",)))),
])  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(NAMES), st.sampled_from([0, 1, 2, 5, 9, 60]), max_size=12),
        st.sets(st.sampled_from(NAMES), max_size=5),
    ),
    min_size=1,
    max_size=6,
)


BLOCK_SIZES = st.sampled_from([2, 3, 96])


def assert_as_the_whole(warehouse, steps, max_block):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "MAX_BLOCK", max_block)
        patch.setattr(neighbourhood, "MAX_BLOCK", max_block)
        for counts, gone in steps:
            names = {name: count for name, count in {**warehouse.names, **counts}.items() if name not in gone}
            expected = canonicalise(names_table(names), warehouse.entities, warehouse.aliases, warehouse.overrides)
            found = warehouse.update(counts, gone)
            assert warehouse.entities.equals(expected.entities)
            assert warehouse.aliases.select(expected.aliases.column_names).equals(expected.aliases)
            assert found.merges.equals(expected.merges)
            assert warehouse.keys.equals(expected.keys)


@settings(max_examples=100, deadline=None)
@given(STEPS, OVERRIDES, BLOCK_SIZES)
def test_what_changes_is_what_the_whole_would_change(steps, overrides, max_block):
    assert_as_the_whole(NamesWarehouse(overrides), steps, max_block)


@settings(max_examples=8, deadline=None)
@given(STEPS, OVERRIDES, BLOCK_SIZES)
def test_the_statements_do_the_same(steps, overrides, max_block):
    assert_as_the_whole(NamesWarehouse(overrides, InDuckDB()), steps, max_block)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from([1, 2, 5, 9, 60])), st.randoms(), st.integers(1, 7))
def test_the_order_of_arrival_and_the_batches_change_no_group(counts, rng, size):
    order = sorted(counts)
    rng.shuffle(order)
    warehouse = NamesWarehouse()
    for start in range(0, len(order), size):
        warehouse.update({name: counts[name] for name in order[start : start + size]})
    at_once = NamesWarehouse()
    at_once.update(counts)
    assert warehouse.groups() == at_once.groups()
    assert warehouse.aliases.drop_columns(["entity_id"]).equals(at_once.aliases.drop_columns(["entity_id"]))


def test_an_id_stays_as_articles_arrive():
    warehouse = NamesWarehouse()
    warehouse.update({("Zelensky", "PERSON"): 5})
    first = warehouse.entities["entity_id"].to_pylist()
    warehouse.update({("Volodymyr Zelenskyy", "PERSON"): 9})
    assert warehouse.entities["entity_id"].to_pylist() == first
    assert warehouse.entities["canonical_name"].to_pylist() == ["Volodymyr Zelenskyy"]


def test_a_merge_is_recorded():
    warehouse = NamesWarehouse()
    warehouse.update({("Bush", "PERSON"): 5, ("George W. Bush", "PERSON"): 9, ("Jeb Bush", "PERSON"): 9})
    ids = {row["canonical_name"]: row["entity_id"] for row in warehouse.entities.to_pylist()}
    warehouse.update({}, {("Jeb Bush", "PERSON")})
    assert warehouse.merges == {ids["Bush"]: ids["George W. Bush"]}
    assert warehouse.entities["entity_id"].to_pylist() == [ids["George W. Bush"]]


def test_names_that_vanish_drop_their_aliases_keys_and_entities():
    warehouse = NamesWarehouse()
    warehouse.update({("Kyiv", "GPE"): 3, ("Kiev", "GPE"): 1, ("IAEA", "ORG"): 2})
    warehouse.update({}, {("IAEA", "ORG"), ("Kiev", "GPE")})
    assert warehouse.aliases["alias"].to_pylist() == ["Kyiv"]
    assert warehouse.entities["canonical_name"].to_pylist() == ["Kyiv"]
    warehouse.update({}, {("Kyiv", "GPE")})
    assert (warehouse.aliases.num_rows, warehouse.entities.num_rows, warehouse.keys.num_rows) == (0, 0, 0)


def test_an_id_in_use_elsewhere_is_not_given_again():
    warehouse = NamesWarehouse()
    warehouse.update({("Zelensky", "PERSON"): 5})
    warehouse.update({("Volodymyr Zelenskyy", "PERSON"): 9})
    warehouse.update({("Olena Zelensky", "PERSON"): 9})
    ids = warehouse.entities["entity_id"].to_pylist()
    assert len(set(ids)) == len(ids) == 3
    assert warehouse.whole().entities.equals(warehouse.entities)


def test_little_is_looked_at_where_little_came():
    warehouse = NamesWarehouse()
    given_names = ("John", "Mary", "Peter", "Susan", "Olga", "Karl")
    surnames = [
        f"{a}{b}{c}son" for a in ("Bar", "Del", "Fin", "Gor") for b in ("ba", "ke", "lo", "mi") for c in "dglmt"
    ]
    people = {(f"{first} {last}", "PERSON"): 3 for last in surnames for first in given_names}
    warehouse.update({**people, **{(last, "PERSON"): 9 for last in surnames}})
    found = warehouse.update({(f"Peter {surnames[7]}", "PERSON"): 4, ("Ann Newcomer", "PERSON"): 1})
    assert found.looked_at_count < 20
    assert warehouse.whole().entities.equals(warehouse.entities)


@pytest.mark.parametrize("heavier", [1, 2])
def test_who_is_pushed_out_of_a_full_block_is_decided_again(heavier):
    misspelt = {("Abcdefgb Testov", "PERSON"): 5, ("Abcdefhb Testov", "PERSON"): 4}
    others = {(f"A{letter * 6}b Testov", "PERSON"): 9 for letter in "vx"[:heavier]}
    warehouse = NamesWarehouse()
    assert_as_the_whole(warehouse, [(misspelt, ()), (others, ()), ({}, set(others))], 2)
    assert warehouse.entities.num_rows == 1


def test_who_falls_out_of_a_full_block_takes_its_links_along():
    names = {("Abcdefgb Testov", "PERSON"): 5, ("Abcdefhb Testov", "PERSON"): 4, ("Avvvvvvb Testov", "PERSON"): 3}
    warehouse = NamesWarehouse()
    assert_as_the_whole(warehouse, [(names, ()), ({("Abcdefgb Testov", "PERSON"): 1}, ())], 2)
    assert warehouse.entities.num_rows == 3


def test_nothing_new_changes_nothing():
    warehouse = NamesWarehouse()
    warehouse.update({("Bush", "PERSON"): 5, ("George W. Bush", "PERSON"): 9})
    for found in (warehouse.update({}), warehouse.update({("Bush", "PERSON"): 5})):
        assert (found.entities.num_rows, found.aliases.num_rows, found.keys.num_rows) == (0, 0, 0)
