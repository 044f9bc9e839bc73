"""Installs a full gazetteer from GeoNames dump files beside, and then in place of, the embedded one.

Each dump file is checked and staged as Parquet on its own, so that an interrupted installation carries on; the
finished gazetteer replaces the old one in one step. Until then, and after any failure, the old one keeps working.
"""

import errno
import json
import shutil
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pipelines.gazetteer.columns import read_columns, write_columns
from pipelines.gazetteer.compiling.builder import Builder
from pipelines.gazetteer.compiling.dump import (
    ALTERNATE_SCHEMA,
    HIERARCHY_SCHEMA,
    PLACE_SCHEMA,
    DumpError,
    dump_files,
    stage,
)
from pipelines.gazetteer.compiling.merge import DumpMerger
from pipelines.gazetteer.gazetteer import EMBEDDED_FILE

GAZETTEER_FILE = "gazetteer.arrow"
NOTE_FILE = "gazetteer.json"
SPILL_FOLDER = "names"
DOWNLOAD_FILES = (
    "allCountries.zip",
    "alternateNamesV2.zip",
    "hierarchy.zip",
    "admin1CodesASCII.txt",
    "admin2Codes.txt",
)
DOWNLOAD_TIMEOUT_S = 60.0
Progress = Callable[[str], None]


class InstallError(RuntimeError):
    """The installation could not be finished; the message says why, and the gazetteer in use is as it was."""


class InstalledGazetteer(NamedTuple):
    """What was installed.

    Attributes:
        path: The gazetteer file, for `Gazetteer.load`.
        version: Its version.
        source: Where its data come from.
        place_count: Places it has.
        name_count: Names that lead to them.
    """

    path: Path
    version: str
    source: str
    place_count: int
    name_count: int


def install(
    source_dir: Path,
    target_dir: Path,
    *,
    source: str = "geonames",
    base: Path = EMBEDDED_FILE,
    progress: Progress | None = None,
) -> InstalledGazetteer:
    """Compile the dump files of a folder, merged with the embedded gazetteer, into `target_dir`.

    Args:
        source_dir: Holds `allCountries.txt`, or country files and `cities*.txt`; and, where wanted,
            `admin1CodesASCII.txt`, `admin2Codes.txt`, `hierarchy.txt` and `alternateNamesV2.txt`.
        target_dir: Gets `gazetteer.arrow`, which replaces an older one only when it is complete.
        source: Format of the dump; `geonames` is the only one.
        base: The gazetteer that the dump is merged with.
        progress: Is told each step.

    Raises:
        DumpError: If a dump file is missing or has a wrong row; the message names file and line.
        InstallError: If the disk is full or the target cannot be written.
    """
    if source != "geonames":
        raise InstallError(f"unknown source {source!r}; expected 'geonames'")
    tell = progress or (lambda _: None)
    files = dump_files(source_dir)
    staging = target_dir / ".staging"
    target = target_dir / GAZETTEER_FILE
    partial = target.with_suffix(".partial")
    try:
        staged = []
        for file in files:
            tell(f"reading {file.path.name}")
            staged.append((file, stage(file, staging)))
        tell("merging with the embedded gazetteer")
        spilled = staging / SPILL_FOLDER
        shutil.rmtree(spilled, ignore_errors=True)
        builder = Builder.extending(read_columns(base), spilled)
        merger = DumpMerger(builder)
        for file, parquet in staged:
            tell(f"adding {file.path.name}")
            if file.schema is PLACE_SCHEMA:
                merger.add_places(parquet)
            elif file.schema is ALTERNATE_SCHEMA:
                merger.add_alternates(parquet)
            elif file.schema is HIERARCHY_SCHEMA:
                merger.add_hierarchy(parquet)
            else:
                merger.add_codes(parquet)
        del merger  # its tables by id are as large as two columns
        tell("writing the gazetteer")
        columns = builder.columns()
        write_columns(partial, columns, is_compressed=False)
        read_columns(partial)
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        shutil.rmtree(staging / SPILL_FOLDER, ignore_errors=True)
        reason = "the disk is full" if error.errno == errno.ENOSPC else str(error)
        raise InstallError(f"{target}: {reason}; the gazetteer in use is unchanged") from error
    shutil.rmtree(staging, ignore_errors=True)
    name_count = len(columns.arrays["name_hash"])
    installed = InstalledGazetteer(target, columns.metadata["version"], source, len(builder), name_count)
    note = {**installed._asdict(), "path": target.name, "files": [file.path.name for file in files]}
    (target_dir / NOTE_FILE).write_text(json.dumps(note, indent=2, sort_keys=True), encoding="utf-8")
    return installed


def download(base_url: str, target_dir: Path, *, progress: Progress | None = None) -> Path:
    """Fetch the dump files from a mirror of the GeoNames dump and unpack them; return the folder for `install`.

    Args:
        base_url: Folder address, over https.
        target_dir: Where the files go; those already there are kept.
        progress: Is told each step.

    Raises:
        InstallError: If the address is not https, or a file cannot be fetched or unpacked.
    """
    if not base_url.startswith("https://"):
        raise InstallError(f"{base_url}: expected an https address")
    tell = progress or (lambda _: None)
    target_dir.mkdir(parents=True, exist_ok=True)
    for name in DOWNLOAD_FILES:
        wanted = target_dir / Path(name).with_suffix(".txt").name
        if wanted.is_file():
            continue
        tell(f"downloading {name}")
        partial = target_dir / f"{name}.partial"
        try:
            with (
                urllib.request.urlopen(f"{base_url.rstrip('/')}/{name}", timeout=DOWNLOAD_TIMEOUT_S) as response,  # noqa: S310
                partial.open("wb") as file,
            ):
                shutil.copyfileobj(response, file)
            if name.endswith(".zip"):
                unpacked = wanted.with_suffix(".unpacking")
                with (
                    zipfile.ZipFile(partial) as archive,
                    archive.open(wanted.name) as inside,
                    unpacked.open("wb") as out,
                ):
                    shutil.copyfileobj(inside, out)
                unpacked.replace(wanted)
                partial.unlink()
            else:
                partial.replace(wanted)
        except (OSError, zipfile.BadZipFile, KeyError) as error:
            raise InstallError(f"{base_url}/{name}: {error}; fetch it by hand into {target_dir}") from error
    return target_dir


__all__ = ["DumpError", "InstallError", "InstalledGazetteer", "download", "install"]
