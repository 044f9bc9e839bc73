"""Compiles the embedded gazetteer: `python -m pipelines.gazetteer.compiling.compile [FILE]`."""

import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipelines.gazetteer.areas import AreaShape, area_shape, bare_names
from pipelines.gazetteer.columns import write_columns
from pipelines.gazetteer.compiling import packages
from pipelines.gazetteer.compiling.builder import KNOWN_STATE_BONUS, Builder, importance_of, slug_of
from pipelines.gazetteer.compiling.facts import ADMIN1, ALIASES, COUNTRIES, PLACE_TABLES, Fact, read_facts
from pipelines.gazetteer.compiling.spelling import is_english_alternate
from pipelines.gazetteer.gazetteer import EMBEDDED_FILE
from pipelines.gazetteer.normalise import name_key

MAX_BYTES = 25 * 1024 * 1024
"""The embedded file ships with every copy of the package."""
BARE_STATES = frozenset({"US", "CA"})
"""Countries whose first-level divisions are named bare even where a city has the same name ("New York")."""


def compile_embedded(target: Path = EMBEDDED_FILE) -> Path:
    """Write the embedded gazetteer and return its path; equal packages and facts give equal bytes.

    Raises:
        ValueError: If the file would be larger than what the package may ship.
    """
    builder = Builder()
    country_rows = add_countries(builder)
    admin1_rows, town_rows = _add_towns(builder, country_rows)
    add_fact_places(builder, country_rows, admin1_rows)
    add_aliases(builder, town_rows)
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = target.with_suffix(".partial")
    write_columns(staged, builder.columns(), is_compressed=True)
    if staged.stat().st_size > MAX_BYTES:
        raise ValueError(f"{staged}: {staged.stat().st_size} bytes, the embedded gazetteer may have {MAX_BYTES}")
    staged.replace(target)
    return target


def add_countries(builder: Builder) -> dict[str, int]:
    """Add the countries of the facts, and return their rows by ISO code."""
    known = packages.countries()
    rows: dict[str, int] = {}
    for fact in read_facts(COUNTRIES):
        source = known[fact.country]
        row = builder.add(
            fact.name,
            "A.PCLI",
            fact.latitude or 0.0,
            fact.longitude or 0.0,
            country=fact.country,
            geonames_id=int(source["geonameid"]),
            population=int(source["population"] or 0),
            extent_km=float(np.sqrt(float(source["areakm2"] or 0) / np.pi)),
            admin_code=fact.country,
        )
        builder.integers["country_row"][row] = row
        rows[fact.country] = row
        add_fact_names(builder, row, fact)
        for name in sorted(packages.country_names(fact.country)):
            builder.add_name(row, name, "alternate")
    return rows


def add_fact_names(builder: Builder, row: int, fact: Fact) -> None:
    """Let all names of a fact lead to a place."""
    for names, kind in (
        (fact.official, "official"),
        (fact.aliases, "alternate"),
        (fact.abbreviations, "abbreviation"),
        (fact.demonyms, "demonym"),
    ):
        for name in names:
            builder.add_name(row, name, kind)


def _add_towns(
    builder: Builder, country_rows: dict[str, int]
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], list[int]]]:
    """Add divisions and populated places; return first-level rows by (country, code or name key) and towns by name."""
    towns = packages.towns()
    members1: dict[tuple[str, str], list[packages.Town]] = defaultdict(list)
    members2: dict[tuple[str, str, str], list[packages.Town]] = defaultdict(list)
    for town in towns:
        if town.admin1_name:
            members1[town.country, town.admin1_code].append(town)
            if town.admin2_name:
                members2[town.country, town.admin1_code, town.admin2_name].append(town)
    admin1_rows = _add_admin1(builder, country_rows, members1)
    admin2_rows: dict[tuple[str, str, str], int] = {}
    for (country, code, name), inside in sorted(members2.items()):
        shape = shape_of(inside)
        row = builder.add(
            name,
            "A.ADM2",
            shape.latitude,
            shape.longitude,
            country=country,
            slug=f"adm2-{country.lower()}-{slug_of(code)}-{slug_of(name)}",
            population=shape.population,
            extent_km=shape.extent_km,
            parents=(-1, admin1_rows[country, code], country_rows.get(country, -1)),
        )
        admin2_rows[country, code, name] = row
        for bare in bare_names(name):
            builder.add_name(row, bare, "admin_form")
    capitals = {(code, name_key(c["capital"])) for code, c in packages.countries().items()}
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_alternate: dict[tuple[str, str], list[int]] = defaultdict(list)
    for town in towns:
        country, code = town.country, town.admin1_code
        is_capital = (country, name_key(town.name)) in capitals and town.population > 1000
        row = builder.add(
            town.name,
            "P.PPLC" if is_capital else "P.PPL",
            town.latitude,
            town.longitude,
            country=country,
            geonames_id=town.geonames_id,
            population=town.population,
            parents=(
                admin2_rows.get((country, code, town.admin2_name), -1),
                admin1_rows.get((country, code), -1),
                country_rows.get(country, -1),
            ),
        )
        by_name[country, name_key(town.name)].append(row)
        for name in town.alternates:
            if is_english_alternate(name):
                builder.add_name(row, name, "alternate")
                by_alternate[country, name_key(name)].append(row)
    return admin1_rows, {**by_alternate, **by_name}


def _add_admin1(
    builder: Builder, country_rows: dict[str, int], members: dict[tuple[str, str], list[packages.Town]]
) -> dict[tuple[str, str], int]:
    facts: dict[tuple[str, str], Fact] = {}
    for fact in read_facts(ADMIN1):
        for key in {fact.admin1} | {name_key(n) for n in (fact.name, *fact.official, *fact.aliases)}:
            facts.setdefault((fact.country, key), fact)
    rows: dict[tuple[str, str], int] = {}
    used: set[int] = set()
    for (country, code), inside in sorted(members.items()):
        name = inside[0].admin1_name
        matched = facts.get((country, code)) or next(
            (f for key in (name_key(name), *map(name_key, bare_names(name))) if (f := facts.get((country, key)))), None
        )
        if matched and id(matched) in used:
            matched = None
        shape = shape_of(inside)
        used.add(id(matched))
        has_namesake = any(name_key(t.name) == name_key(matched.name if matched else name) for t in inside)
        rows[country, code] = row = _add_division(builder, country_rows, Division(country, code, name, shape, matched))
        for other in dict.fromkeys((name, *bare_names(name), *(bare_names(matched.name) if matched else ()))):
            kind = "admin_form" if has_namesake and country not in BARE_STATES else "official"
            builder.add_name(row, other, kind)
        for key in {name_key(name), name_key(matched.name if matched else name)}:
            rows.setdefault((country, key), row)
    for fact in dict.fromkeys(facts.values()):
        if id(fact) not in used:
            shape = AreaShape(fact.latitude or 0.0, fact.longitude or 0.0, fact.extent_km, fact.population)
            row = _add_division(builder, country_rows, Division(fact.country, fact.admin1, fact.name, shape, fact))
            rows.setdefault((fact.country, name_key(fact.name)), row)
    return rows


class Division(NamedTuple):
    """A first-level division: what its towns and, where there is one, a fact say of it."""

    country: str
    code: str
    name: str
    shape: AreaShape
    fact: Fact | None


def _add_division(builder: Builder, country_rows: dict[str, int], division: Division) -> int:
    """Add a first-level division; what a fact states goes before what its towns suggest."""
    country, code, name, shape, fact = division
    row = builder.add(
        fact.name if fact else name,
        "A.ADM1",
        shape.latitude if fact is None or fact.latitude is None else fact.latitude,
        shape.longitude if fact is None or fact.longitude is None else fact.longitude,
        country=country,
        slug=f"adm1-{country.lower()}-{slug_of(code or (fact.name if fact else name))}",
        geonames_id=fact.geonames_id if fact else 0,
        population=(fact.population if fact else 0) or shape.population,
        extent_km=(fact.extent_km if fact else 0.0) or shape.extent_km,
        importance=known_state_importance(fact, shape) if fact else 0.0,
        admin_code=code,
        parents=(-1, -1, country_rows.get(country, -1)),
    )
    builder.integers["admin1_row"][row] = row
    if fact:
        add_fact_names(builder, row, fact)
    return row


def known_state_importance(fact: Fact, shape: AreaShape) -> float:
    """The prior of a first-level division that the facts name."""
    return fact.importance or KNOWN_STATE_BONUS + importance_of("A.ADM1", fact.population or shape.population)


def shape_of(inside: list[packages.Town]) -> AreaShape:
    """Point, extent and inhabitants of a division, by its towns."""
    return area_shape([(t.latitude, t.longitude, t.population) for t in inside])


def add_fact_places(builder: Builder, country_rows: dict[str, int], admin1_rows: dict[tuple[str, str], int]) -> None:
    """Add the places that are known by facts only."""
    slugs: set[str] = set()
    for table in PLACE_TABLES:
        for fact in read_facts(table):
            slug = slug_of(fact.name)
            if slug in slugs:
                slug = f"{slug}-{slug_of(fact.country or fact.code.partition('.')[2])}"
            slugs.add(slug)
            admin1 = admin1_rows.get((fact.country, fact.admin1), -1)
            if admin1 < 0 and fact.admin1:
                admin1 = admin1_rows.get((fact.country, name_key(fact.admin1)), -1)
            row = builder.add(
                fact.name,
                fact.code,
                fact.latitude or 0.0,
                fact.longitude or 0.0,
                country=fact.country,
                slug=slug,
                geonames_id=fact.geonames_id,
                population=fact.population,
                extent_km=fact.extent_km,
                importance=fact.importance,
                parents=(-1, admin1, country_rows.get(fact.country, -1)),
            )
            add_fact_names(builder, row, fact)


def add_aliases(builder: Builder, town_rows: dict[tuple[str, str], list[int]]) -> list[Fact]:
    """Give known towns the other names of the facts; return the facts that fit no town."""
    unmatched = []
    for fact in read_facts(ALIASES):
        spellings = (fact.name, *fact.official)
        rows = next((found for name in spellings if (found := town_rows.get((fact.country, name_key(name))))), [])
        if fact.geonames_id:
            rows = [row for row in rows if builder.integers["geonames_id"][row] == fact.geonames_id]
        if fact.admin1:
            rows = [r for r in rows if builder.admin_codes.get(builder.integers["admin1_row"][r]) == fact.admin1]
        if not rows:
            unmatched.append(fact)
            continue
        row = max(rows, key=lambda r: (builder.integers["population"][r], -r))
        builder.add_name(row, fact.name, "official")
        add_fact_names(builder, row, fact)
    return unmatched


if __name__ == "__main__":
    written = compile_embedded(Path(sys.argv[1]) if len(sys.argv) > 1 else EMBEDDED_FILE)
    sys.stdout.write(f"{written}: {written.stat().st_size:,} bytes\n")
