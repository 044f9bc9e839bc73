"""A full base from a Wikidata dump: read in bounded memory, resumed where it was left, put on the shelf when it is whole."""

import bz2
import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple, cast

from pipelines.knowledge.compiling import label_tables, truthy, wikidata_json
from pipelines.knowledge.compiling.builder import write_manifest
from pipelines.knowledge.compiling.items import thing_of
from pipelines.knowledge.compiling.parts import PART_THINGS, country_codes, merge, part_folder, write_part
from pipelines.knowledge.compiling.wikidata_json import Line
from pipelines.knowledge.manifest import Manifest, PackError, Source
from pipelines.knowledge.shelf import PARTIAL, packs_folder

PROGRESS_FILE = "progress.json"
Progress = Callable[[str], None]
WIKIDATA = Source("Wikidata", "CC0-1.0")


class State(NamedTuple):
    """How far a dump was read: lines, parts, codes of countries, and the day of the latest change."""

    lines: int = 0
    parts: int = 0
    codes: tuple[tuple[str, str], ...] = ()
    latest: str = ""


def install_dump(
    dump: Path,
    home: Path,
    *,
    name: str = "wikidata",
    version: str | None = None,
    progress: Progress | None = None,
    part_things: int = PART_THINGS,
) -> Manifest:
    """Make a pack of a dump and put it on the shelf.

    Args:
        dump: `latest-all.json`, a truthy `.nt` (each also `.gz` or `.bz2`), or a folder of tables (`label_tables`).
        home: `DATELINE_HOME`.
        name: The pack's name.
        version: The dump's day, YYYY-MM-DD; without it, the day on which one of its items was last changed.
        progress: Is told each step.
        part_things: Entities that are in memory at once.

    Raises:
        PackError: If the dump is none, damaged or cut short. A try that was interrupted goes on where it was.
    """
    if not dump.exists():
        raise PackError(f"{dump}: no such file or folder")
    tell = progress or (lambda _: None)
    building = packs_folder(home) / f"{name}.building{PARTIAL}"
    state = _state(building, dump)
    parts = (
        _tables(dump, building, part_things, tell)
        if dump.is_dir()
        else _lines(dump, building, state, part_things, tell)
    )
    for state in parts:
        _note(building, dump, state)
    day = _day(dump, version, state)
    tell("putting the parts together")
    whole = building / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    folders = [part_folder(building, number) for number in range(state.parts)]
    if not folders:
        raise PackError(f"{dump}: no item with a name in a language that is kept")
    count = merge(folders, whole, dict(state.codes))
    manifest = Manifest(
        name=name, kind="knowledge", version=day.isoformat(), date=day, licence="CC0-1.0", sources=(replace(WIKIDATA, note=dump.name),),
        popularity_basis="sitelinks",
    )  # fmt: skip
    manifest = write_manifest(whole, manifest, count)
    target = packs_folder(home) / name
    shutil.rmtree(target, ignore_errors=True)
    whole.replace(target)
    shutil.rmtree(building)
    return manifest


def _lines(dump: Path, building: Path, state: State, part_things: int, tell: Progress) -> Iterator[State]:
    """Yield the state after each part of a dump of lines."""
    reader = truthy if ".nt" in dump.suffixes else wikidata_json
    with _opened(dump) as lines:
        found = reader.read(_whole(lines), state.lines)
        while batch := _batch(found, dump, part_things):
            tell(f"{dump.name}: {batch[-1].number:,} lines")
            things = [thing for line in batch if line.item and (thing := thing_of(line.item))]
            days = [line.modified.isoformat() for line in batch if line.modified]
            state = State(
                batch[-1].number,
                state.parts + bool(things),
                (*state.codes, *country_codes(things)),
                max([state.latest, *days]),
            )
            if things:
                write_part(building, state.parts - 1, things)
            yield state


def _batch(found: Iterator[Line], dump: Path, size: int) -> list[Line]:
    try:
        return list(islice(found, size))
    except PackError as error:
        raise PackError(f"{dump}: {error}") from error


def _whole(lines: IO[bytes]) -> Iterator[bytes]:
    try:
        yield from lines
    except (EOFError, OSError) as error:
        raise PackError(f"the file ends in the middle or is damaged ({error}); get it again") from error


def _tables(folder: Path, building: Path, part_things: int, tell: Progress) -> Iterator[State]:
    """Yield the state after each part of a folder of tables; these are read again from the beginning."""
    shutil.rmtree(building, ignore_errors=True)
    found, state = label_tables.things(folder, building / "buckets"), State()
    while things := list(islice(found, part_things)):
        tell(f"{folder.name}: {things[-1].number}")
        write_part(building, state.parts, things)
        state = state._replace(parts=state.parts + 1)
        yield state


def _opened(dump: Path) -> IO[bytes]:
    if dump.suffix == ".gz":
        return cast(IO[bytes], gzip.open(dump, "rb"))
    return cast(IO[bytes], bz2.open(dump, "rb")) if dump.suffix == ".bz2" else dump.open("rb")


def _source_key(dump: Path) -> list[object]:
    stat = dump.stat()
    return [dump.name, stat.st_size, stat.st_mtime_ns]


def _state(building: Path, dump: Path) -> State:
    """Return how far this very dump was read, nothing for another one."""
    path = building / PROGRESS_FILE
    if path.is_file() and not dump.is_dir():
        content = json.loads(path.read_bytes())
        if content.pop("source") == _source_key(dump):
            return State(**content | {"codes": tuple(tuple(pair) for pair in content["codes"])})
    shutil.rmtree(building, ignore_errors=True)
    return State()


def _note(building: Path, dump: Path, state: State) -> None:
    building.mkdir(parents=True, exist_ok=True)
    partial = building / f"{PROGRESS_FILE}.new"
    partial.write_text(json.dumps({"source": _source_key(dump), **state._asdict()}), encoding="utf-8")
    partial.replace(building / PROGRESS_FILE)


def _day(dump: Path, version: str | None, state: State) -> date:
    stated = version or state.latest
    try:
        return date.fromisoformat(stated)
    except ValueError:
        raise PackError(
            f"{dump}: its items state no day of change, and --version is {version!r}; say the dump's day, such as --version 2026-11-02"
        ) from None
