"""Which files a list of paths, folders and globs stands for."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.sources.documents import Refusal
from pipelines.sources.formats import SIDE_FILE_SUFFIXES, file_kind, known_suffixes, uri_of

_GLOB_CHARS = re.compile(r"[*?\[]")
_PASSED_OVER = re.compile(r"\..*|readme(\.\w+)?", re.IGNORECASE | re.DOTALL)


def find_inputs(paths: Iterable[str | Path]) -> tuple[list[Path], list[Refusal]]:
    """The readable files that `paths` names, each once.

    A folder is walked to the bottom in sorted order; links to folders are followed, each real folder once. In a
    folder or a glob (`*`, `?`, `[...]`, `**`), hidden files and `README.*` are passed over; a file that is named
    itself is always taken. Side files such as `*.cuts.yaml` are no inputs.

    Returns:
        The files, in the order of `paths` and sorted within a folder or glob, and a refusal for each path that does
        not exist, each file without a known suffix, and each folder without a readable file.
    """
    found: dict[str, Path] = {}
    refusals: list[Refusal] = []
    for given in paths:
        for item in _expand(Path(given)):
            if isinstance(item, Refusal):
                refusals.append(item)
            elif item.name.endswith(SIDE_FILE_SUFFIXES):
                continue
            elif not file_kind(item.name).is_readable:
                refusals.append(unsupported(uri_of(item), item.name))
            else:
                found.setdefault(os.path.realpath(item), item)
    return list(found.values()), refusals


def unsupported(uri: str, name: str) -> Refusal:
    """The refusal of a file whose suffix no reader knows."""
    suffix = Path(name).suffix or "no suffix"
    detail = f"{suffix!r} is no known format; known: {known_suffixes()}. Convert the file or give it the right suffix"
    return Refusal(uri, "", None, "unsupported_format", detail)


def _expand(path: Path) -> Iterator[Path | Refusal]:
    try:
        if path.is_dir():
            yield from _folder_files(path)
        elif path.is_file():
            yield path
        elif path.exists():
            yield Refusal(uri_of(path), "", None, "not_a_file", "a device, pipe or socket; give a file or a folder")
        elif _GLOB_CHARS.search(str(path)):
            yield from _glob_files(path)
        else:
            detail = "no such file or folder; check the spelling and the working directory"
            yield Refusal(uri_of(path), "", None, "missing_file", detail)
    except (OSError, ValueError) as error:
        yield Refusal(uri_of(path), "", None, "unreadable_file", f"{error}; check the path and its permissions")


def _folder_files(folder: Path) -> Iterator[Path | Refusal]:
    is_empty = True
    for item in _walk(folder):
        is_empty = is_empty and isinstance(item, Refusal)
        yield item
    if is_empty:
        detail = f"no readable file in this folder; known formats: {known_suffixes()}"
        yield Refusal(uri_of(folder), "", None, "empty_folder", detail)


def _glob_files(pattern: Path) -> Iterator[Path | Refusal]:
    parts = pattern.parts
    fixed = next(i for i, part in enumerate(parts) if _GLOB_CHARS.search(part))
    base = Path(*parts[:fixed])
    matches = _glob_regex("/".join(parts[fixed:])).fullmatch
    depth = None if "**" in parts else len(parts) - fixed
    is_empty = True
    if base.is_dir():
        for item in _walk(base, depth=depth):
            if isinstance(item, Refusal) or matches(item.relative_to(base).as_posix()):
                is_empty = False
                yield item
    if is_empty:
        yield Refusal(
            uri_of(pattern), "", None, "missing_file", "no file matches this pattern; check it and its quoting"
        )


def _walk(folder: Path, depth: int | None = None) -> Iterator[Path | Refusal]:
    """Files at most `depth` levels below `folder`, sorted; each real folder is entered once, so that loops end."""
    seen: set[str] = set()
    pending: list[tuple[Path, int]] = [(folder, 0)]
    while pending:
        path, level = pending.pop()
        if not path.is_dir():
            if path.is_file():
                yield path
            elif path.is_symlink():
                yield Refusal(uri_of(path), "", None, "missing_file", "a link that leads nowhere; remove or repair it")
            continue
        real = os.path.realpath(path)
        if real in seen or (depth is not None and level >= depth):
            continue
        seen.add(real)
        try:
            children = sorted(path.iterdir(), reverse=True)
        except OSError as error:
            detail = f"the folder cannot be listed ({error.strerror}); check its permissions"
            yield Refusal(uri_of(path), "", None, "unreadable_folder", detail)
            continue
        pending.extend((child, level + 1) for child in children if not _PASSED_OVER.fullmatch(child.name))


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
