"""How the cost of the steps that look at the whole corpus grows: `python -m benchmarks.corpus_steps GROUP SIZE... [--save]`.

Groups of steps, each on warehouses of so many generated articles, a million for each year of days:

    names   canonical names, pairs of entities and the mart of entities by day; 3 to 7 mentions an article, of names as news has them
            (`benchmarks.canonical_scale`), one name for each 20 articles; a tenth of the names are places, which are mentioned as
            such too; nothing is read
    texts   copies and stories; 60 words an article, a tenth altered copies, happenings of some eight articles in three days
    events  events; two mentions an article (`benchmarks.event_corpus`), in stories of some eight articles in three days

All are made from the beginning, as after a change of their rules: the most that they ever cost. Each step has a process of its own;
printed are its processor seconds, its peak memory, what a unit of its work costs (`UNITS`), and the exponents with which the seconds
grow with the articles and with these units, and the units with the articles, fitted over all sizes. More articles need not be as many
times more work: of twice as many days by twice as many names, more than twice as many have each other.
`--save` writes them into `docs/scale.md`.
"""

import argparse
import json
import os
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.canonical_scale import made_up_names
from benchmarks.event_corpus import make_events
from benchmarks.processes import in_a_process
from benchmarks.stories_stream import FIRST_DAY, VOCABULARY, rarity
from pipelines.settings import Settings
from pipelines.warehouse import Session, open_warehouse

PER_DAY = 2_740
NAMES_PER_ARTICLE = 0.05
WORDS, OWN_WORDS = 45, 15
ROWS_AT_ONCE = 20_000
SCALE = Path(__file__).parent.parent / "docs" / "scale.md"
RESULTS = Path(__file__).parent / "results" / "scale"
STEPS = {
    "names": ("core.entities", "marts.entity_pair_counts", "marts.daily_entities"),
    "texts": ("core.duplicates", "core.stories"),
    "events": ("core.events",),
}
UNITS = {
    "core.entities": ("core.entity_aliases", "ops.counted_names"),
    "marts.entity_pair_counts": ("marts.entity_pair_counts", "ops.single_pairs"),
    "marts.daily_entities": ("marts.daily_entities",),
    "core.duplicates": ("ops.copy_bands",),
    "core.stories": ("ops.story_links",),
    "core.events": ("core.event_mentions",),
}
"""The tables whose rows are what a step works through: names and where they stand, pairs, bands, links, what is told."""
_ARTICLES = """
insert into core.articles by name
select
    left(md5('article' || range), 24) as article_id, 'Title ' || range as title, 'text' as text, false as is_title_in_text,
    100 as word_count, 'en' as language_code, $day + (range // $per_day)::integer as published_date,
    'metadata' as published_basis, 'benchmark@1' as annotator_id, true as is_current
from range($first, $last)
"""
_MENTIONS = """
insert into core.entity_mentions by name
select
    left(md5('article' || ranked.article), 24) as article_id, 'text' as field, position * 40 as start_char,
    position * 40 + length(local_name) as end_char, local_name as surface, entity_type, local_name, .95 as score,
    'benchmark@1' as annotator_id
from (
    select
        articles.range as article,
        positions.range as position,
        least($names - 1, floor(exp((hash(articles.range, positions.range) % 1000003) / 1000003.0 * ln($names))))::bigint as rank
    from range($first, $last) as articles cross join range(7) as positions
    where positions.range < 3 + hash(articles.range, 9) % 5
) as ranked
inner join names on ranked.rank = names.rank
"""
_PLACES = """
insert into core.place_mentions by name
select
    article_id, field, start_char, end_char, surface, score, left(md5(left(surface, 8)), 24) as place_id,
    'gazetteer' as resolution_basis, 'literal' as role, .9 as role_score, annotator_id
from core.entity_mentions
where entity_type = 'GPE'
"""


def settings_of(folder: Path) -> Settings:
    """Return the settings of a warehouse in a folder."""
    return Settings(warehouse=folder / "w.duckdb", home=folder / "home", executor="inline", threads=1)


def make_names(folder: Path, size: int) -> None:
    """Fill a warehouse with articles, mentions of names, and the places that names of towns stand for."""
    names = made_up_names(max(100, int(size * NAMES_PER_ARTICLE)))
    order = np.random.default_rng(5).permutation(names.num_rows)
    ranked = names.select(["local_name", "entity_type"]).append_column("rank", pa.array(order))
    with open_warehouse(settings_of(folder)).writer() as session:
        for first in range(0, size, 500_000):
            bounds = {"first": first, "last": min(size, first + 500_000)}
            session.run(_ARTICLES, {**bounds, "per_day": PER_DAY, "day": FIRST_DAY})
            session.run(_MENTIONS, {**bounds, "names": names.num_rows}, names=ranked)
        session.run(_PLACES)


def texts(size: int) -> Iterator[tuple[np.ndarray, list[str], int]]:
    """Yield words, names and day of each article, as numbers of `VOCABULARY`."""
    chance = np.random.default_rng(11)
    odds = 1 / np.arange(1, VOCABULARY.size + 1)
    odds = np.cumsum(odds / odds.sum())
    told: list[tuple[np.ndarray, int]] = []
    for number in range(size):
        day = number // PER_DAY
        if number % 10 == 9:
            words, happening = told[int(chance.integers(max(0, len(told) - PER_DAY), len(told)))]
            words = words.copy()
            changed = chance.random(words.size) < chance.uniform(0.0, 0.1)
            words[changed] = np.searchsorted(odds, chance.random(int(changed.sum())))
        else:
            # some eight articles of three days have the number of a happening in common
            happening = day // 3 * PER_DAY + int(chance.integers(PER_DAY * 3 // 8))
            own = np.random.default_rng(happening).integers(300, VOCABULARY.size, 25)
            words = np.concatenate([np.searchsorted(odds, chance.random(WORDS)), chance.choice(own, OWN_WORDS)])
            told.append((words, happening))
            del told[: -2 * PER_DAY]
        yield (
            np.minimum(words, VOCABULARY.size - 1),
            [f"Name{happening % 7919} Of{happening % (977 + n)}" for n in range(3)],
            day,
        )


def make_texts(folder: Path, size: int) -> None:
    """Fill a warehouse with articles that have texts, and their mentions."""
    given = texts(size)
    with open_warehouse(settings_of(folder)).writer() as session:
        for first in range(0, size, ROWS_AT_ONCE):
            _write(
                session,
                [
                    (number, *row)
                    for number, row in zip(range(first, min(size, first + ROWS_AT_ONCE)), given, strict=False)
                ],
            )


def _write(session: Session, rows: list[tuple[int, np.ndarray, list[str], int]]) -> None:
    articles = pa.table({
        "number": [row[0] for row in rows],
        "text": [" ".join(VOCABULARY[row[1]]) for row in rows],
        "day": [row[3] for row in rows],
        "names": [row[2] for row in rows],
    })  # fmt: skip
    session.run(
        "insert into core.articles by name select left(md5('article' || number), 24) as article_id, text[:40] as title, text, "
        "false as is_title_in_text, 60 as word_count, 'en' as language_code, $day + day::integer as published_date, "
        "'metadata' as published_basis, 'benchmark@1' as annotator_id, true as is_current from articles",
        {"day": FIRST_DAY},
        articles=articles,
    )
    session.run(
        "insert into core.entity_mentions by name select left(md5('article' || number), 24) as article_id, 'text' as field, "
        "position * 40 as start_char, position * 40 + 9 as end_char, names[position] as surface, 'PERSON' as entity_type, "
        "names[position] as local_name, .95 as score, 'benchmark@1' as annotator_id "
        "from articles cross join unnest([1, 2, 3]) as positions (position)",
        articles=articles,
    )


def make_told(folder: Path, size: int) -> None:
    """Fill a warehouse with articles that tell events."""
    with open_warehouse(settings_of(folder)).writer() as session:
        make_events(session, size, PER_DAY, FIRST_DAY)


MAKERS: dict[str, Callable[[Path, int], None]] = {"names": make_names, "texts": make_texts, "events": make_told}


def done(folder: Path, table: str) -> dict[str, float]:
    """Make a table from the beginning as a run does; return processor seconds and peak memory."""
    from pipelines.catalogue import CATALOGUE
    from pipelines.enrich.stories import Rarity
    from pipelines.work.run import bring_up_to_date

    made = rarity()
    Rarity.load = lambda: made  # type: ignore[method-assign, assignment, misc]
    settings = settings_of(folder)
    warehouse = open_warehouse(settings)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    bring_up_to_date(warehouse, settings, [CATALOGUE[table]], lambda *_: None)
    spent = time.process_time() - start
    with warehouse.writer() as session:
        rows = session.count(table)
        units = sum(session.count(name) for name in UNITS[table])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": spent, "before": before, "peak": peak, "rows": rows, "units": units}


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The power of the size with which the seconds grow: least squares over logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def measured(group: str, sizes: list[int]) -> list[dict[str, object]]:
    """Print and return a row per step and size."""
    found: dict[str, list[dict[str, float]]] = {table: [] for table in STEPS[group]}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            start = time.process_time()
            MAKERS[group](Path(name), size)
            print(f"{size:,} articles made in {time.process_time() - start:.0f} s", flush=True)
            for table in STEPS[group]:
                one = in_a_process("benchmarks.corpus_steps", "--one", name, table)
                found[table].append(one)
                print(
                    f"{table:26} {size:>10,} {one['seconds']:9.1f} s {one['peak']:8,.0f} MB {one['rows']:>12,.0f} rows "
                    f"{one['units']:>12,.0f} units {1e6 * one['seconds'] / one['units']:7.1f} µs each",
                    flush=True,
                )
    rows = [row_of(table, sizes, all_sizes) for table, all_sizes in found.items()]
    for row in rows:
        print(
            f"{row['step']:26} grows with the power {row['power']} of articles, {row['power by unit']} of units, "
            f"which grow with {row['power of units']}",
            flush=True,
        )
    return rows


def row_of(table: str, sizes: list[int], found: list[dict[str, float]]) -> dict[str, object]:
    """Return what the page says of a step: what was found at each size, and how that grows."""
    seconds, units = ([one[name] for one in found] for name in ("seconds", "units"))
    is_fitted = len(sizes) > 1
    power, of_units = (exponent(sizes, of) if is_fitted else float("nan") for of in (seconds, units))
    by_unit = exponent(units, seconds) if is_fitted else float("nan")
    return {
        "step": f"`{table}`",
        "articles": " / ".join(f"{size:,}" for size in sizes),
        "processor seconds": " / ".join(f"{value:,.0f}" for value in seconds),
        "power": f"{power:.2f}",
        "power of units": f"{of_units:.2f}",
        "power by unit": f"{by_unit:.2f}",
        "µs a unit": " / ".join(f"{1e6 * value / count:.1f}" for value, count in zip(seconds, units, strict=True)),
        "peak MB": " / ".join(f"{one['peak']:,.0f}" for one in found),
        "rows": " / ".join(f"{one['rows']:,.0f}" for one in found),
    }


def save(group: str, sizes: list[int], rows: list[dict[str, object]]) -> None:
    """Keep the rows, and write those of all groups into the page."""
    path = RESULTS / "corpus_steps.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    command = f"python -m benchmarks.corpus_steps {group} {' '.join(map(str, sizes))} --save"
    kept[group] = {"command": command, "load": round(os.getloadavg()[1]), "rows": rows}
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    lines = []
    for one in kept.values():
        names = list(one["rows"][0])
        lines += [
            f"`{one['command']}` (load of the machine {one['load']}):",
            "",
            f"| {' | '.join(names)} |",
            "|---" * len(names) + "|",
        ]
        lines += [f"| {' | '.join(str(row[name]) for name in names)} |" for row in one["rows"]]
        lines.append("")
    page = SCALE.read_text(encoding="utf-8")
    part = "<!-- corpus steps -->\n" + "\n".join(lines) + "<!-- end of corpus steps -->"
    page = re.sub(r"<!-- corpus steps -->.*?<!-- end of corpus steps -->", lambda _: part, page, flags=re.DOTALL)
    SCALE.write_text(page, encoding="utf-8")


def main() -> None:
    """Measure a group of steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("group", nargs="?", choices=sorted(STEPS))
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--save", action="store_true", help="write the figures into docs/scale.md")
    parser.add_argument("--one", nargs=2, metavar=("FOLDER", "TABLE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(done(Path(options.one[0]), options.one[1])))
        return
    if not options.group:
        parser.error("name a group of steps and the sizes")
    sizes = options.sizes or [100_000, 200_000, 400_000]
    rows = measured(options.group, sizes)
    if options.save:
        save(options.group, sizes, rows)


if __name__ == "__main__":
    main()
