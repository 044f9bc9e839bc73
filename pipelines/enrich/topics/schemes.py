"""A user's own taxonomy: a YAML file of topics, each with a name and words or examples that show what it means.

```yaml
scheme: energy-desk
topics:
  - code: grid
    name: Power grid
    description: blackouts, transformers, substations, transmission lines
  - code: grid-attacks
    parent: grid
    name: Attacks on the grid
    examples:
      - Drones hit a substation and left the city without power
```
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

MAX_SCHEME_BYTES = 2_000_000
MAX_SCHEME_TOPICS = 2_000
MAX_TOPIC_CHARS = 50_000
"""Bounds of a scheme: more is a mistake or an attack, and would make each article slow."""

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class SchemeError(ValueError):
    """A scheme's file cannot be used; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class UserTopic:
    """One topic of a user's scheme; `texts` are what its vector is made from."""

    code: str
    name: str
    parent: str | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UserScheme:
    """A user's taxonomy, parents before or after their children; `path` is the file that states it."""

    name: str
    topics: tuple[UserTopic, ...]
    path: Path | None = None

    def topic_code(self, code: str) -> str:
        """The code under which a topic stands in the warehouse: `<scheme>:<code>`."""
        return f"{self.name}:{code}"

    def parents(self, code: str) -> tuple[str, ...]:
        """Codes of the broader topics, nearest first."""
        parent_of = {topic.code: topic.parent for topic in self.topics}
        found: list[str] = []
        parent = parent_of[code]
        while parent is not None:
            found.append(parent)
            parent = parent_of[parent]
        return tuple(found)

    def level(self, code: str) -> int:
        """Depth of a topic, 1 at the top."""
        return 1 + len(self.parents(code))

    @property
    def digest(self) -> str:
        """Hash of everything that can change what the scheme finds."""
        return hashlib.sha256(repr((self.name, self.topics)).encode()).hexdigest()


def load_scheme(path: Path) -> UserScheme:
    """The scheme that a YAML file states.

    Raises:
        SchemeError: If the file cannot be read, is too large, or is not such a scheme.
    """
    document = _read(path)
    if not isinstance(document, dict):
        raise SchemeError(f"{path}: expected a mapping with `scheme` and `topics`, got {type(document).__name__}")
    name = document.get("scheme")
    if not isinstance(name, str) or not _CODE.fullmatch(name) or name in {"medtop", "iptc-mediatopic"}:
        raise SchemeError(f"{path}: `scheme`: expected a short name of letters, digits, `.`, `_` or `-`, got {name!r}")
    entries = document.get("topics")
    if not isinstance(entries, list) or not entries:
        raise SchemeError(f"{path}: `topics`: expected a list of at least one topic")
    if len(entries) > MAX_SCHEME_TOPICS:
        raise SchemeError(f"{path}: `topics`: {len(entries)} topics; at most {MAX_SCHEME_TOPICS} can be used")
    topics = tuple(_topic(path, number, entry) for number, entry in enumerate(entries, 1))
    _check_hierarchy(path, topics)
    return UserScheme(name, topics, path)


def _read(path: Path) -> object:
    import yaml

    try:
        if path.stat().st_size > MAX_SCHEME_BYTES:
            raise SchemeError(f"{path}: larger than {MAX_SCHEME_BYTES} bytes; a scheme lists topics, not articles")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SchemeError(f"{path}: cannot be read ({error.strerror}); give the path of a YAML file") from error
    except UnicodeDecodeError as error:
        raise SchemeError(f"{path}: byte {error.start}: not UTF-8; save the file as UTF-8") from error
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AliasToken):
                line = token.start_mark.line + 1
                raise SchemeError(f"{path}: line {line}: YAML aliases are not allowed here; write the value out")
        return cast("object", yaml.safe_load(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}: " if mark else ""
        raise SchemeError(f"{path}: {place}not valid YAML ({getattr(error, 'problem', None) or error})") from error
    except RecursionError as error:
        raise SchemeError(f"{path}: nested too deeply; a scheme is a flat list of topics") from error
    except ValueError as error:
        raise SchemeError(f"{path}: holds a value that YAML cannot read ({error}); put it in quotes") from error


def _topic(path: Path, number: int, entry: object) -> UserTopic:
    place = f"{path}: topic {number}"
    if not isinstance(entry, dict):
        raise SchemeError(f"{place}: expected a mapping with `code` and `name`, got {type(entry).__name__}")
    code, name, parent = entry.get("code"), entry.get("name"), entry.get("parent")
    if isinstance(code, int) and not isinstance(code, bool):
        code = str(code)
    if isinstance(parent, int) and not isinstance(parent, bool):
        parent = str(parent)
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise SchemeError(f"{place}: `code`: expected letters, digits, `.`, `_` or `-`, got {code!r}")
    if not isinstance(name, str) or not name.strip():
        raise SchemeError(f"{place} ({code}): `name`: expected a text, got {name!r}")
    if parent is not None and not isinstance(parent, str):
        raise SchemeError(f"{place} ({code}): `parent`: expected a topic's code, got {parent!r}")
    description = entry.get("description") or ""
    examples = entry.get("examples") or []
    if not isinstance(description, str):
        raise SchemeError(f"{place} ({code}): `description`: expected a text, got {type(description).__name__}")
    if not isinstance(examples, list) or not all(isinstance(example, str) for example in examples):
        raise SchemeError(f"{place} ({code}): `examples`: expected a list of texts")
    texts = tuple(text for text in (f"{name}. {description}", *examples) if text.strip())
    if sum(map(len, texts)) > MAX_TOPIC_CHARS:
        raise SchemeError(f"{place} ({code}): more than {MAX_TOPIC_CHARS} characters; give fewer or shorter examples")
    return UserTopic(code, name.strip(), parent, texts)


def _check_hierarchy(path: Path, topics: tuple[UserTopic, ...]) -> None:
    """Codes are unique, each parent is there, and no topic is its own ancestor."""
    parent_of: dict[str, str | None] = {}
    for number, topic in enumerate(topics, 1):
        if topic.code in parent_of:
            raise SchemeError(f"{path}: topic {number}: code {topic.code!r} stands twice")
        parent_of[topic.code] = topic.parent
    for number, topic in enumerate(topics, 1):
        if topic.parent is not None and topic.parent not in parent_of:
            raise SchemeError(f"{path}: topic {number} ({topic.code}): `parent` {topic.parent!r} is no topic's code")
        seen = {topic.code}
        parent = topic.parent
        while parent is not None:
            if parent in seen:
                raise SchemeError(f"{path}: topic {number} ({topic.code}): is its own ancestor")
            seen.add(parent)
            parent = parent_of.get(parent)
