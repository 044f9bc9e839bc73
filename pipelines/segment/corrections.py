"""Cuts that a person forces or forbids, from a side file next to the dump.

`dump.txt` is corrected by `dump.cuts.yaml`::

    cut:            # an article begins at these lines of dump.txt, counted from 1
      - 120
      - {line: 214, text: "Moscow will review"}   # optional: how the line must begin, so that a changed dump is noticed
    join:           # no article begins at these lines
      - 98
"""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

MAX_BYTES = 1_000_000  # a hundred thousand corrections; more is a wrong file
MAX_DEPTH_CHARS = 2_000  # longest run of opening brackets and indents that YAML may nest
_TAG_INT = "tag:yaml.org,2002:int"


class CorrectionsError(ValueError):
    """A corrections file that cannot be followed; the message names the file, the line in it and what to do."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Forced and forbidden cuts, as offsets of the first visible character of a line."""

    forced: frozenset[int] = field(default_factory=frozenset)
    forbidden: frozenset[int] = field(default_factory=frozenset)

    def within(self, start: int, end: int) -> "Corrections":
        """The corrections of `text[start:end]`, in that stretch's own offsets."""
        return Corrections(
            frozenset(o - start for o in self.forced if start <= o < end),
            frozenset(o - start for o in self.forbidden if start <= o < end),
        )


def load_corrections(path: Path, text: str) -> Corrections:
    """The corrections that `path` states for a document.

    Args:
        path: The `.cuts.yaml` file; read as plain YAML, without tags, at most `MAX_BYTES`.
        text: The document that it corrects.

    Raises:
        CorrectionsError: If the file is no such YAML, or names a line that the document lacks, that is blank, that
            does not begin as stated, or that is both cut and joined.
    """
    root = _root(path)
    if root is None:
        return Corrections()
    if not isinstance(root, yaml.MappingNode):
        raise _error(path, root, "expected `cut:` and `join:` lists of line numbers")
    starts = _line_starts(text)
    found: dict[str, set[int]] = {"cut": set(), "join": set()}
    for key, value in root.value:
        if key.value not in found:
            raise _error(path, key, f"unknown key {key.value!r}; expected `cut` or `join`")
        if not isinstance(value, yaml.SequenceNode):
            raise _error(path, value, f"`{key.value}` must be a list of line numbers")
        for item in value.value:
            offset = _offset(path, item, starts)
            if offset in found["join" if key.value == "cut" else "cut"]:
                raise _error(path, item, "this line is both under `cut` and under `join`; keep one")
            found[key.value].add(offset)
    return Corrections(frozenset(found["cut"]), frozenset(found["join"]))


def _root(path: Path) -> yaml.Node | None:
    try:
        size = path.stat().st_size
        content = path.read_text(encoding="utf-8") if size <= MAX_BYTES else ""
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionsError(f"{path}: cannot be read ({error}); expected a UTF-8 YAML file") from error
    if size > MAX_BYTES:
        raise CorrectionsError(f"{path}: {size} bytes; a corrections file has at most {MAX_BYTES}")
    if content.count("[") + content.count("{") > MAX_DEPTH_CHARS and "[[" in content:
        raise CorrectionsError(f"{path}: lists are nested too deeply; expected one line number an item")
    try:
        return yaml.compose(content, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CorrectionsError(f"{path}, line {line}: not YAML ({error.problem})") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise CorrectionsError(f"{path}: not YAML ({error})") from error


def _offset(path: Path, item: yaml.Node, starts: list[tuple[int, str]]) -> int:
    opening = ""
    number = item
    if isinstance(item, yaml.MappingNode):
        parts = {key.value: value for key, value in item.value if isinstance(key, yaml.ScalarNode)}
        if "line" not in parts or set(parts) - {"line", "text"}:
            raise _error(path, item, "expected {line: NUMBER, text: how the line begins}")
        number, opening = parts["line"], str(parts["text"].value) if "text" in parts else ""
    if not isinstance(number, yaml.ScalarNode) or number.tag != _TAG_INT or not number.value.isdecimal():
        raise _error(path, item, "expected a line number, counted from 1")
    if len(number.value) > len(str(len(starts))) or not 1 <= int(number.value) <= len(starts):
        raise _error(path, item, f"there is no line {number.value[:20]}; the document has {len(starts)} lines")
    offset, line = starts[int(number.value) - 1]
    if not line:
        raise _error(path, item, f"line {number.value} of the document is blank; name the line that opens the article")
    if not line.startswith(opening.strip()):
        raise _error(
            path, item, f"line {number.value} begins {line[:40]!r}, not {opening[:40]!r}; has the dump changed?"
        )
    return offset


def _line_starts(text: str) -> list[tuple[int, str]]:
    starts, offset = [], 0
    for raw in text.split("\n"):
        starts.append((offset + len(raw) - len(raw.lstrip()), raw.strip()))
        offset += len(raw) + 1
    return starts


def _error(path: Path, node: yaml.Node, problem: str) -> CorrectionsError:
    return CorrectionsError(f"{path}, line {node.start_mark.line + 1}: {problem}")
