"""Where packs lie: those that ship, and those that a user installed; what each is worth, and which are asked first."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.knowledge.manifest import (
    MANIFEST_FILE,
    Manifest,
    PackError,
    check_files,
    read_manifest,
    version_key,
)
from pipelines.knowledge.signing import SIGNATURE_FILE, Standing, signature_standing, trusted_keys
from pipelines.worker import MODELS

SHIPPED_KNOWLEDGE = MODELS / "knowledge" / "office-holders"
SHIPPED = (SHIPPED_KNOWLEDGE, MODELS / "places", MODELS / "dating")
"""The folders of the packs that ship: knowledge, gazetteer and public events."""
PACKS_FOLDER = "packs"
KEYS_FOLDER = "keys"
"""Folder of trusted public keys, among the installed packs."""
PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A pack that lies on the shelf.

    Attributes:
        folder: Where.
        manifest: What it says of itself; None when that cannot be read.
        standing: What its signature is worth; None when the pack cannot be used.
        problem: Why it cannot be used; empty when it can.
        is_shipped: Whether it came with dateline.
    """

    folder: Path
    manifest: Manifest | None
    standing: Standing | None
    problem: str
    is_shipped: bool


def packs_folder(home: Path) -> Path:
    """Return the folder of the packs that a user installed."""
    return home / PACKS_FOLDER


def shelved(home: Path, *, shipped: Sequence[Path] = SHIPPED) -> list[Shelved]:
    """Return every pack: those installed first, then those that ship and no installed one of that name replaces."""
    installed = [look(folder, home) for folder in installed_folders(home)]
    names = {pack.manifest.name for pack in installed if pack.manifest and not pack.problem}
    own = [look(folder, home, is_shipped=True) for folder in shipped]
    return installed + [pack for pack in own if pack.manifest is None or pack.manifest.name not in names]


def installed_folders(home: Path) -> Iterator[Path]:
    """Yield the folders of installed packs, by name."""
    root = packs_folder(home)
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.is_dir() and folder.name != KEYS_FOLDER and not folder.name.endswith(PARTIAL):
            yield folder


def install(source: Path, home: Path, *, allow_older: bool = False) -> Manifest:
    """Check a pack and put a copy on the shelf, in the place of one of the same name.

    Args:
        source: Folder of the pack.
        home: `DATELINE_HOME`.
        allow_older: Whether an older version may replace a newer one.

    Raises:
        PackError: If it cannot be used, is signed by a key that is not trusted, or is older than the one that stands.
    """
    manifest = read_manifest(source)
    check_files(source, manifest)
    root = packs_folder(home)
    if signature_standing(source, trusted_keys(root / KEYS_FOLDER)) is Standing.UNKNOWN:
        raise PackError(
            f"{source}: signed by a key that is not trusted here; if you know whose it is, put the public key "
            f"(*.pub) into {root / KEYS_FOLDER}"
        )
    target = root / manifest.name
    for folder in (target, *SHIPPED):
        _refuse_older(folder, manifest, allow_older=allow_older)
    partial = root / f"{manifest.name}{PARTIAL}"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    for name in (*manifest.files, MANIFEST_FILE, SIGNATURE_FILE):
        if (source / name).is_file():
            shutil.copyfile(source / name, partial / name)
    check_files(partial, manifest)
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)
    return manifest


def remove(name: str, home: Path) -> None:
    """Take an installed pack from the shelf.

    Raises:
        PackError: If there is none of that name.
    """
    known = [folder.name for folder in installed_folders(home)]
    if name not in known:
        raise PackError(f"no installed pack {name!r}; there are: {', '.join(known) or 'none'}")
    shutil.rmtree(packs_folder(home) / name)


def _refuse_older(folder: Path, manifest: Manifest, *, allow_older: bool) -> None:
    try:
        standing = read_manifest(folder)
    except PackError:
        return
    is_older = standing.name == manifest.name and version_key(manifest.version) < version_key(standing.version)
    if is_older and not allow_older:
        raise PackError(
            f"{manifest.name}: version {manifest.version} is older than {standing.version}, which stands; "
            "say --older to go back to it"
        )


def look(folder: Path, home: Path, *, is_shipped: bool = False) -> Shelved:
    """Return what a pack is worth: its manifest, its files held to it, and its signature by the keys trusted in `home`."""
    manifest = None
    try:
        manifest = read_manifest(folder)
        check_files(folder, manifest)
        standing = signature_standing(folder, trusted_keys(packs_folder(home) / KEYS_FOLDER))
    except PackError as error:
        return Shelved(folder, manifest, None, str(error), is_shipped)
    return Shelved(folder, manifest, standing, "", is_shipped)
