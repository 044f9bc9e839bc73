"""Time and memory of canonical names: `python benchmarks/canonical_scale.py [NAMES] [--names FILE] [--added N]`.

A warehouse of names is filled in batches, then a few more names are added to it, as a daily run does. Names are made up,
or read from a file of names, one per line, of which the last tenth of a shuffled order is what is added from.
"""

import argparse
import random
import resource
import time
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.catalogue.standing_names import StandingNames, write_changes
from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names import Authority, Changes, changes
from pipelines.enrich.entities.names.given_names import ARABIC, ENGLISH, SLAVIC
from pipelines.enrich.entities.names.tables import ALIASES, KEYS


def made_up_names(count: int) -> pa.Table:
    """Distinct names with the shares and the repetition of surnames that news has: a few common, most rare."""
    rng = random.Random(7)
    given = sorted({name.title() for text in (ENGLISH, SLAVIC, ARABIC) for name in text.replace(";", " ").split()})
    onsets, vowels, codas = (
        ["b", "ch", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "sh", "t", "v", "w", "z"],
        ["a", "e", "i", "o", "u"],
        ["n", "r", "l", "s", "k", ""],
    )
    surnames = [
        "".join(
            rng.choice(onsets) + rng.choice(vowels) + rng.choice(codas) for _ in range(rng.choice((2, 2, 3)))
        ).title()
        for _ in range(count // 4 + 10)
    ]
    names: set[tuple[str, str]] = set()
    while len(names) < count:
        surname = surnames[min(int(rng.paretovariate(0.35)), len(surnames)) - 1]
        draw = rng.random()
        if draw < 0.15:
            names.add((surname, "PERSON"))
        elif draw < 0.6:
            names.add((f"{rng.choice(given)} {surname}", "PERSON"))
        elif draw < 0.7:
            names.add((f"{rng.choice(given)} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {surname}", "PERSON"))
        elif draw < 0.9:
            names.add(
                (
                    f"{surname} {rng.choice(('Bank', 'Party', 'Group Inc.', 'Ministry', 'University', 'Council'))} {rng.choice(surnames)}",
                    "ORG",
                )
            )
        else:
            names.add((surname + rng.choice(("grad", "ville", "burg", "stan")), "GPE"))
    ordered = sorted(names)
    counts = [max(1, int(rng.paretovariate(1.2))) for _ in ordered]
    return pa.table({
        "local_name": [name for name, _ in ordered],
        "entity_type": [entity_type for _, entity_type in ordered],
        "mention_count": pa.array(counts, pa.int64()),
        "article_count": pa.array(counts, pa.int64()),
    })  # fmt: skip


class Store:
    """The three tables of canonical names in an in-memory DuckDB."""

    def __init__(self) -> None:
        self.connection = duckdb.connect(config={"threads": 1})
        self.connection.execute("create schema core")
        for contract in (CONTRACTS["core.entities"], ALIASES, KEYS):
            columns = ", ".join(f"{column.name} {column.sql_type}" for column in contract.columns)
            self.connection.execute(f"create table {contract.qualified_name} ({columns})")

    def query(self, sql: str, parameters: dict[str, object] | None = None, /, **tables: pa.Table) -> pa.Table:
        """The rows of one statement."""
        for name, table in tables.items():
            self.connection.register(name, table)
        try:
            return self.connection.execute(sql, parameters or {}).to_arrow_table()
        finally:
            for name in tables:
                self.connection.unregister(name)

    def add(self, names: pa.Table) -> Changes:
        """Take names in and write what they change."""
        gone = names.select(["local_name", "entity_type"]).slice(0, 0)
        found = changes(names, gone, StandingNames(self.query), Authority())
        write_changes(self.query, found)
        return found

    def count(self, table: str) -> int:
        """The rows of a table."""
        return int(self.query(f"select count(*) as n from {table}")["n"][0].as_py())


def names_of(path: Path) -> pa.Table:
    """People of a file, and the surname alone of each seventh, with counts as news has them."""
    rng = random.Random(7)
    people = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rng.shuffle(people)
    names = dict.fromkeys(people)
    names.update(dict.fromkeys(name.split()[-1] for name in people[::7]))
    ordered = list(names)
    rng.shuffle(ordered)
    counts = [max(1, int(rng.paretovariate(1.2))) for _ in ordered]
    return pa.table({
        "local_name": ordered,
        "entity_type": ["PERSON"] * len(ordered),
        "mention_count": pa.array(counts, pa.int64()),
        "article_count": pa.array(counts, pa.int64()),
    })  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--batch", type=int, default=20_000)
    parser.add_argument("--added", type=int, default=100)
    arguments = parser.parse_args()
    names = names_of(arguments.names) if arguments.names else made_up_names(arguments.count)
    order = list(range(names.num_rows))
    random.Random(3).shuffle(order)
    names = names.take(pa.array(order, pa.int64()))
    standing, coming = names.slice(0, names.num_rows * 9 // 10), names.slice(names.num_rows * 9 // 10)
    store = Store()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{names.num_rows:,} names; before anything {peak / 1024:,.0f} MB")
    started = time.process_time()
    for start in range(0, standing.num_rows, arguments.batch):
        began = time.process_time()
        found = store.add(standing.slice(start, arguments.batch))
        print(
            f"batch at {start:>9,}: {time.process_time() - began:6.1f} s CPU, {found.looked_at_count:,} names decided, "
            f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB",
            flush=True,
        )
    seconds = time.process_time() - started
    print(f"filled with {standing.num_rows:,} names in {seconds:.1f} s CPU, {standing.num_rows / seconds:,.0f} names/s")
    print(f"keys {store.count('core.entity_alias_keys'):,}, entities {store.count('core.entities'):,}")
    taken = []
    for start in range(0, min(coming.num_rows, 10 * arguments.added), arguments.added):
        began = time.process_time()
        found = store.add(coming.slice(start, arguments.added))
        taken.append((time.process_time() - began, found.looked_at_count))
    for taken_s, decided in sorted(taken):
        print(f"{arguments.added} names more: {taken_s:.2f} s CPU, {decided:,} names decided")


if __name__ == "__main__":
    main()
