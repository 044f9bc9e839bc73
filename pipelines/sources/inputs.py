"""Which files a list of paths, folders and globs stands for."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pipelines.sources.documents import Refusal
from pipelines.sources.formats import is_readable, known_suffixes
from pipelines.sources.names import is_side_file, printable, side_file_names, uri_of
from pipelines.sources.own_files import is_own, own_names

_GLOB_CHARS = re.compile(r"[*?\[]")
_PASSED_OVER = re.compile(r"\..*|readme(\.\w+)?", re.IGNORECASE | re.DOTALL)


def find_inputs(paths: Iterable[str | Path]) -> tuple[list[Path], list[Refusal]]:
    """The readable files that `paths` names, each once.

    A folder is walked to the bottom in sorted order; links to folders are followed, each real folder once. In a
    folder or a glob (`*`, `?`, `[...]`, `**`), hidden files, `README.*` and what Dateline itself writes there (a
    warehouse, the state of its runs) are passed over; a file that is named itself is always taken. Side files such as
    `*.cuts.yaml` are no inputs.

    Returns:
        The files, in the order of `paths` and sorted within a folder or glob, and a refusal for each path that does
        not exist, each file without a known suffix, each side file without its dump, and each folder without a
        readable file. However many paths lead to one file, it is given, or refused, once.
    """
    found: dict[str, Path] = {}
    refused: dict[str, Refusal] = {}
    claimed = cache(_claimed_side_files)
    for given in paths:
        for item, real in _expand(Path(given)):
            if isinstance(item, Refusal):
                refused.setdefault(real, item)
            elif is_side_file(item.name):
                if item.name.lower() not in claimed(item.parent):
                    refused.setdefault(real, _orphan(item))
            elif not is_readable(item.name):
                refused.setdefault(real, unsupported(uri_of(item), item.name))
            else:
                found.setdefault(real, item)
    return list(found.values()), list(refused.values())


def _claimed_side_files(folder: Path) -> frozenset[str]:
    """The names, in small letters, of the side files in a folder that belong to an input in it."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return frozenset()
    sides = {name.lower() for name in names if is_side_file(name)}
    readable = (name for name in names if is_readable(name))
    return frozenset(side for name in readable for side in map(str.lower, side_file_names(name)) if side in sides)


def _orphan(side_file: Path) -> Refusal:
    detail = (
        "a side file without its dump beside it; name it after the dump, such as news.2024.cuts.yaml for news.2024.txt"
    )
    return Refusal(uri_of(side_file), "", None, "side_file_without_dump", detail)


def unsupported(uri: str, name: str) -> Refusal:
    """The refusal of a file whose suffix no reader knows."""
    suffix = Path(name).suffix or "no suffix"
    detail = f"{suffix!r} is no known format; known: {known_suffixes()}. Convert the file or give it the right suffix"
    return Refusal(uri, "", None, "unsupported_format", detail)


Found = tuple[Path | Refusal, str]
"""A file or a refusal, and the real path that tells it from all others."""


def _expand(path: Path) -> Iterator[Found]:
    try:
        if is_own(path):
            detail = "a warehouse or its working folder, as Dateline writes it; name the news alone"
            yield Refusal(uri_of(path), "", None, "own_file", detail), os.path.realpath(path)
        elif path.is_dir():
            yield from _folder_files(path)
        elif path.is_file():
            yield path, os.path.realpath(path)
        elif path.exists():
            refusal = Refusal(uri_of(path), "", None, "not_a_file", "a device, pipe or socket; give a file or a folder")
            yield refusal, os.path.realpath(path)
        elif _GLOB_CHARS.search(str(path)):
            yield from _glob_files(path)
        else:
            detail = "no such file or folder; check the spelling and the working directory"
            yield Refusal(uri_of(path), "", None, "missing_file", detail), _real(path)
    except (OSError, ValueError) as error:
        detail = f"{printable(str(error))}; check the path and its permissions"
        yield Refusal(uri_of(path), "", None, "unreadable_file", detail), _real(path)


def _real(path: Path) -> str:
    """The real path as far as there is one."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def _folder_files(folder: Path) -> Iterator[Found]:
    is_empty = True
    for item in _walk(folder):
        is_empty = is_empty and isinstance(item[0], Refusal)
        yield item
    if is_empty:
        detail = f"no readable file in this folder; known formats: {known_suffixes()}"
        yield Refusal(uri_of(folder), "", None, "empty_folder", detail), f"{_real(folder)}{os.sep}"


def _glob_files(pattern: Path) -> Iterator[Found]:
    parts = pattern.parts
    fixed = next(i for i, part in enumerate(parts) if _GLOB_CHARS.search(part))
    base = Path(*parts[:fixed])
    matches = _glob_regex("/".join(parts[fixed:])).fullmatch
    depth = None if "**" in parts else len(parts) - fixed
    is_empty = True
    if base.is_dir():
        for item, real in _walk(base, depth=depth):
            if isinstance(item, Refusal) or matches(item.relative_to(base).as_posix()):
                is_empty = False
                yield item, real
    if is_empty:
        detail = "no file matches this pattern; check it and its quoting"
        yield Refusal(uri_of(pattern), "", None, "missing_file", detail), _real(pattern)


def readable_entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The entries of the files that `find_inputs` finds in one folder, in its order: names, no file is looked at."""
    met: set[str] = set()
    for item, real in _entries(folder):
        if isinstance(item, Refusal) or not is_readable(item.name) or is_side_file(item.name):
            continue
        if real not in met:
            met.add(real)
            yield item


def _walk(folder: Path, depth: int | None = None) -> Iterator[Found]:
    for item, real in _entries(folder, depth):
        yield item if isinstance(item, Refusal) else Path(item.path), real


def _entries(folder: Path, depth: int | None = None) -> Iterator[tuple[os.DirEntry[str] | Refusal, str]]:
    """Files at most `depth` levels below `folder`, sorted; each real folder is entered once, so that loops end.

    A folder's entries say themselves what they are, so that 100,000 files cost no look at each.
    """
    seen: set[str] = set()
    pending: list[tuple[os.DirEntry[str] | None, str, int]] = [(None, os.path.realpath(folder), 0)]
    while pending:
        entry, real, level = pending.pop()
        if entry and level < 0:
            yield entry, real
            continue
        if real in seen or (depth is not None and level >= depth):
            continue
        seen.add(real)
        path = entry.path if entry else str(folder)
        try:
            with os.scandir(path) as entries:
                children = sorted(entries, key=lambda child: child.name, reverse=True)
        except OSError as error:
            detail = f"the folder cannot be listed ({error.strerror}); check its permissions"
            yield Refusal(uri_of(Path(path)), "", None, "unreadable_folder", detail), f"{real}{os.sep}"
            continue
        base = f"{real.rstrip(os.sep)}{os.sep}"
        own = own_names(path, [child.name for child in children])
        for child in children:
            if child.name in own or _PASSED_OVER.fullmatch(child.name):
                continue
            below = os.path.realpath(child.path) if child.is_symlink() else base + child.name
            kind = _kind_of(child)
            if kind == "folder":
                pending.append((child, below, level + 1))
            elif kind == "file":
                pending.append((child, below, -1))
            elif child.is_symlink():
                detail = "a link that leads nowhere; remove or repair it"
                yield Refusal(uri_of(Path(child.path)), "", None, "missing_file", detail), str(child.path)


def _kind_of(entry: os.DirEntry[str]) -> str:
    """`folder`, `file`, or nothing for devices, and for links that lead nowhere or to themselves."""
    try:
        return "file" if entry.is_file() else "folder" if entry.is_dir() else ""
    except OSError:
        return ""


def _glob_regex(pattern: str) -> re.Pattern[str]:
    tokens = re.split(r"(\*\*/|\*+|\?|\[[^\]]+\])", pattern)
    translated = {"**/": "(?:[^/]+/)*", "**": ".*", "?": "[^/]"}
    regex = ""
    for token in tokens:
        if token in translated:
            regex += translated[token]
        elif token.startswith("*"):
            regex += "[^/]*"
        elif token.startswith("[") and token.endswith("]") and len(token) > 2:
            body = token[1:-1].replace("\\", "\\\\").replace("[", "\\[")
            regex += f"[{'^' + body[1:] if body.startswith('!') else body}]"
        else:
            regex += re.escape(token)
    return re.compile(regex)
