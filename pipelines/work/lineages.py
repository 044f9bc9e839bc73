"""What every table is made by now, kept between processes: building all workers takes a second, looking at files does not.

Run as a module, it makes the record and ends: `dateline ui` does so first, so that no server keeps the models in memory.
The UI compares it with what made the rows that stand, and calls a table stale when they differ.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType

import pipelines
from pipelines.catalogue import CATALOGUE, Entry, lineage_of
from pipelines.catalogue.workers import once
from pipelines.extensions import extension_names
from pipelines.knowledge.shelf import packs_folder
from pipelines.settings import Settings, load_settings

RECORD = "lineages.json"
PACKAGE = Path(pipelines.__file__).parent
_KNOWN: ContextVar[Mapping[str, str]] = ContextVar("known lineages", default=MappingProxyType({}))


def known_lineages(settings: Settings) -> Mapping[str, str]:
    """Return the lineage of every entry by its name.

    They are made again when a file of the package, an extension, the models, a pack or a setting is another, and kept in the state
    folder. One whose worker cannot be built (a setting names a file that is not there) is left out: the run says what is missing.
    """
    key, path = _key(settings), settings.home / RECORD
    recorded = _recorded(path, key)
    if recorded is not None:
        return recorded
    lineages = dict(_lineages(settings))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps({"key": key, "lineages": lineages}), encoding="utf-8")
        partial.replace(path)
    except OSError:
        pass  # a state folder that cannot be written is the run's to report
    return lineages


def recorded_lineages(settings: Settings) -> Mapping[str, str] | None:
    """Return the lineages that are on record, if they are those of now; None if they would have to be made again."""
    return _recorded(settings.home / RECORD, _key(settings))


def _recorded(path: Path, key: str) -> Mapping[str, str] | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return dict(record["lineages"]) if record["key"] == key else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


@contextmanager
def lineages_known(settings: Settings) -> Iterator[None]:
    """Let what is done inside take lineages from the record: a run with nothing to do builds no worker and loads no model."""
    token = _KNOWN.set(_of_this_process(settings))
    try:
        yield
    finally:
        _KNOWN.reset(token)


_of_this_process = once(known_lineages)
"""As workers, which are built once: what is changed beneath a process counts in the next one."""


def lineage_now(entry: Entry, settings: Settings) -> str:
    """Return what an entry's rows are made by now; from the record inside `lineages_known`, else from its worker."""
    return _KNOWN.get().get(entry.name) or lineage_of(CATALOGUE, entry, settings)


def _lineages(settings: Settings) -> Iterator[tuple[str, str]]:
    for entry in CATALOGUE.entries:
        try:
            yield entry.name, lineage_of(CATALOGUE, entry, settings)
        except (OSError, ValueError, ImportError):
            continue


def _key(settings: Settings) -> str:
    """Hash of the settings, and of path, size and time of last change of every file that can be part of an identity."""
    digest = hashlib.sha256(settings.model_dump_json().encode())
    for path in _files(settings):
        try:
            stat = path.stat()
        except OSError:
            continue
        if S_ISREG(stat.st_mode):  # a folder is another whenever Python keeps compiled code in it
            # an image that gives all files one time of last change still writes them at a time of its own
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}\n".encode())
    return digest.hexdigest()


def _files(settings: Settings) -> Iterator[Path]:
    folders, files = _extensions()
    folders |= {PACKAGE, packs_folder(settings.home)}
    if not settings.models.is_relative_to(PACKAGE):
        folders.add(settings.models)
    yield from (path for folder in sorted(folders) for path in sorted(folder.rglob("*")) if path.suffix != ".pyc")
    yield from sorted(files)
    yield from filter(None, (settings.gazetteer_file, settings.alias_file, *settings.topic_schemes))


def _extensions() -> tuple[set[Path], set[Path]]:
    """Folders of extensions that are packages, and files of those that are modules."""
    specs = [find_spec(name) for name in extension_names()]
    folders = {Path(place) for spec in specs if spec for place in spec.submodule_search_locations or ()}
    files = {Path(spec.origin) for spec in specs if spec and spec.origin}
    return folders, files


if __name__ == "__main__":
    known_lineages(load_settings())
