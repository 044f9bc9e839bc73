"""What every table is made by now, kept between processes: building all workers takes a second, looking at files does not.

Run as a module, it makes the record and ends: `dateline ui` does so first, so that no server keeps the models in memory.
The UI compares it with what made the rows that stand, and calls a table stale when they differ.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pipelines
from pipelines.catalogue import CATALOGUE, lineage_of
from pipelines.settings import Settings, load_settings

RECORD = "lineages.json"
PACKAGE = Path(pipelines.__file__).parent


def known_lineages(settings: Settings) -> Mapping[str, str]:
    """Return the lineage of every entry by its name.

    They are made again when a file of the package, of the models or of a setting is another, and kept in the state folder. One
    whose worker cannot be built (a setting names a file that is not there) is left out: the run says what is missing.
    """
    key, path = _key(settings), settings.home / RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["key"] == key:
            return dict(record["lineages"])
    except (OSError, ValueError, TypeError, KeyError):
        pass
    lineages = dict(_lineages(settings))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps({"key": key, "lineages": lineages}), encoding="utf-8")
        partial.replace(path)
    except OSError:
        pass  # a state folder that cannot be written is the run's to report
    return lineages


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
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files(settings: Settings) -> Iterator[Path]:
    folders = {PACKAGE, settings.models}
    yield from (path for folder in sorted(folders) for path in sorted(folder.rglob("*")) if path.suffix != ".pyc")
    yield from filter(None, (settings.gazetteer_file, settings.alias_file, *settings.topic_schemes))


if __name__ == "__main__":
    known_lineages(load_settings())
