"""A pack's manifest: what it is, where it comes from, and the digest of each of its files.

A pack is a folder with `pack.json`. Every file that a reader opens is named there with its SHA-256, so that one changed
byte is found; the signature, where there is one (`signing`), is over the bytes of `pack.json`.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipelines.worker import file_digest

FORMAT = "dateline-pack"
FORMAT_VERSION = 1
MANIFEST_FILE = "pack.json"
KINDS = ("knowledge", "gazetteer", "events")
MAX_MANIFEST_BYTES = 1 << 20
"""A manifest has some kilobytes; a megabyte is another file."""
DIGEST_CHARS = 8
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,127}")


class PackError(ValueError):
    """A pack cannot be used; the message names it, what was expected and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows of a pack come from, and on which terms."""

    name: str
    licence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a pack says of itself.

    Attributes:
        name: Short name; of several packs of one name, one is installed.
        kind: `knowledge`, `gazetteer` or `events`.
        version: Version as its maker counts; versions of one name are compared number by number.
        date: The day that its newest facts are of.
        licence: The licence of the whole.
        sources: Where its rows come from.
        entity_count: How many things it knows.
        popularity_basis: What popularity is counted from, such as `sitelinks` or `offices`; empty without it.
        files: SHA-256 by file name.
    """

    name: str
    kind: str
    version: str
    date: dt.date
    licence: str
    sources: tuple[Source, ...] = ()
    entity_count: int = 0
    popularity_basis: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Hash of all that it says, and so of every byte of its files."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:DIGEST_CHARS]

    @property
    def pack_id(self) -> str:
        """`name@version+digest`: what `ops.packs` and links name it by."""
        return f"{self.name}@{self.version}+{self.digest}"

    def to_json(self) -> str:
        """Return the text of `pack.json`."""
        content = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self), "date": self.date.isoformat()}
        return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    def age_days(self, today: dt.date) -> int:
        """Return how old its newest facts are."""
        return (today - self.date).days


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a pack; its files are not looked at.

    Raises:
        PackError: If there is none, or it is not one of this format.
    """
    path = folder / MANIFEST_FILE
    if not path.is_file():
        raise PackError(f"{folder}: no {MANIFEST_FILE}; expected the folder of a pack")
    if path.stat().st_size > MAX_MANIFEST_BYTES:
        raise PackError(f"{path}: over {MAX_MANIFEST_BYTES} bytes; this is not a manifest")
    try:
        content = json.loads(path.read_bytes())
    except ValueError as error:
        raise PackError(f"{path}: not JSON ({error}); get the pack again") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise PackError(f"{path}: `format` is not {FORMAT!r}; this is the pack of another program")
    if content.get("format_version") != FORMAT_VERSION:
        raise PackError(
            f"{path}: format version {content.get('format_version')!r}, this release reads {FORMAT_VERSION}; "
            "get the pack for this release, or upgrade dateline"
        )
    return _manifest(path, content)


def _manifest(path: Path, content: Mapping[str, Any]) -> Manifest:
    name, kind, files = content.get("name"), content.get("kind"), content.get("files")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise PackError(f"{path}: `name` is {name!r}; expected small letters, digits, - and _")
    if kind not in KINDS:
        raise PackError(f"{path}: `kind` is {kind!r}; expected one of {', '.join(KINDS)}")
    if not isinstance(files, dict) or not files or not all(_FILE.fullmatch(str(file)) for file in files):
        raise PackError(f"{path}: `files` must name the pack's files, each without a folder")
    try:
        return Manifest(
            name=name,
            kind=kind,
            version=str(content["version"]),
            date=dt.date.fromisoformat(content["date"]),
            licence=str(content["licence"]),
            sources=tuple(Source(**source) for source in content.get("sources", ())),
            entity_count=int(content.get("entity_count", 0)),
            popularity_basis=str(content.get("popularity_basis", "")),
            files={str(file): str(digest) for file, digest in files.items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise PackError(f"{path}: {type(error).__name__}: {error}; get the pack again") from error


def check_files(folder: Path, manifest: Manifest) -> None:
    """Hold the files of a pack to their digests.

    Raises:
        PackError: If a file is missing or has other bytes than its maker gave it.
    """
    for name, expected in sorted(manifest.files.items()):
        path = folder / name
        if not path.is_file():
            raise PackError(f"{folder}: {name} is missing; get the pack again")
        if file_digest(path) != expected:
            raise PackError(f"{path}: its bytes are not those that {MANIFEST_FILE} states; get the pack again")


def describe(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """Return the SHA-256 of files of a folder, for a manifest."""
    return {name: file_digest(folder / name) for name in names}


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Return what versions are ordered by: numbers as numbers, words as words."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[.\-+_]", version))
