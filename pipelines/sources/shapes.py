"""Where in a JSON value the records stand: found by what they hold, whatever the wrapper around them is called."""

from collections.abc import Callable, Iterator, Mapping
from statistics import median
from typing import Any

from pipelines.sources.mapping import SYNONYMS, Plan, normalised
from pipelines.sources.values import INNER_KEYS, TEXT_KEYS, prose_name, text_of, value_at

MAX_DEPTH = 6
"""Objects and lists that may stand around the records; services use four."""

SAMPLE = 12
"""Members of a list by which the list is judged."""

MIN_PROSE_CHARS = 40
"""A text of a list's member that is shorter, and has no title, address or date beside it, is a caption, tag or name."""

MAX_WORTH_CHARS = 4_000
"""Beyond this a longer text makes no better record."""

_COMPANIONS = ("title", "url", "published_at", "id", "author")
_LIST_NAMES = frozenset(
    [
        "articles",
        "items",
        "results",
        "data",
        "documents",
        "docs",
        "records",
        "news",
        "entries",
        "hits",
        "posts",
        "stories",
        "rows",
        "content",
        "value",
    ]
)
"""Usual names of lists of articles: their members may be as short as they like."""

Planner = Callable[[tuple[str, ...]], Plan]
Record = dict[str, Any]


class NothingThereError(LookupError):
    """Nothing stands at the path that was given for the records."""


class EmptyAnswerError(ValueError):
    """The value is a wrapper whose list of records is empty; the message is the list's name."""


def unwrapped(record: Record, plan: Planner, depth: int = 0) -> Record:
    """`record` with the object that its text stands in lifted up: `{"_id": 1, "_source": {"text": ...}}` and its like.

    What the inner object names wins over what the outer one does.
    """
    if depth > 3 or _own_text(record, plan):
        return record
    holders = [
        (len(text), key, inner)
        for key, value in record.items()
        if isinstance(value, dict)
        and (text := _own_text(inner := unwrapped(value, plan, depth + 1), plan))
        and (len(text) >= MIN_PROSE_CHARS or any(plan(tuple(inner))[name] for name in _COMPANIONS))
    ]
    if not holders:
        return record
    _, key, inner = max(holders, key=lambda holder: holder[0])
    return {name: value for name, value in record.items() if name != key} | inner


def records_of(value: object, plan: Planner) -> Iterator[Record | None]:
    """The records that a JSON value is or holds; None for each member of a list of records that is no object.

    A record is an object with a text. Of an object that has a text and also holds lists of objects, the lists are
    the records only when their members are better ones: longer texts with titles, addresses and dates.

    Raises:
        EmptyAnswerError: If the value is an object without a text whose lists are all empty.
    """
    if isinstance(value, dict) and not any(isinstance(v, dict | list) for v in value.values()):
        yield value
        return
    if isinstance(value, dict) and (empty := _empty_list(value, plan)):
        raise EmptyAnswerError(empty)
    _, members = _best(value, plan, "", 0)
    if members is None:
        yield value if isinstance(value, dict) else None
    else:
        yield from members()


def at_path(value: object, path: str) -> Iterator[Record | None]:
    """The records that stand at `path` in a JSON value: dots lead into objects and lists; empty for the value itself.

    Raises:
        NothingThereError: If nothing stands there.
    """
    found = value_at(value, path) if path and isinstance(value, dict) else value
    if found is None or (path and not isinstance(value, dict)):
        raise NothingThereError(path)
    if isinstance(found, list):
        yield from _rows(found) or (item if isinstance(item, dict) else None for item in found)
    elif isinstance(found, dict):
        if found and all(isinstance(member, dict) for member in found.values()):
            yield from ({"id": key} | member for key, member in found.items())
        else:
            yield found
    else:
        raise NothingThereError(path)


def holds_records(value: object, plan: Planner, name: str) -> bool:
    """True if a member of the list called `name` is a record or holds some."""
    return _best(value, plan, name, 0)[0] > 0


Members = Callable[[], Iterator[Record | None]]


def _best(value: object, plan: Planner, name: str, depth: int) -> tuple[float, Members | None]:
    """The worth of the typical record in `value`, and what yields the records; worth 0 where there is none."""
    if depth > MAX_DEPTH:
        return 0.0, None
    if isinstance(value, list):
        return _best_of_list(value, plan, name, depth)
    return _best_of_object(value, plan, depth) if isinstance(value, dict) and value else (0.0, None)


def _best_of_object(value: Record, plan: Planner, depth: int) -> tuple[float, Members | None]:
    if (rows := _columns(value, plan)) is not None:
        return _best_of_list(rows, plan, "rows", depth)
    if keyed := _keyed(value, plan):
        return _best_of_list(keyed, plan, "rows", depth)
    own = _worth(value, plan, "articles")
    inner = [
        (worth, members)
        for key, child in value.items()
        if isinstance(child, list | dict)
        for worth, members in [_best(child, plan, key, depth + 1)]
        if members is not None and (isinstance(child, list) or worth > own)
    ]
    best = max((worth for worth, _ in inner), default=0.0)
    if own and own >= best:
        return own, lambda: iter((value,))
    alike = [members for worth, members in inner if worth >= 0.3 * best and members is not None]
    if not alike:
        return 0.0, None
    return best, lambda: (record for members in alike for record in members())


def _best_of_list(value: list[Any], plan: Planner, name: str, depth: int) -> tuple[float, Members | None]:
    rows = _rows(value)
    if rows is not None:
        value = rows
    sample = [item for item in value[:SAMPLE] if isinstance(item, dict | list)]
    if not sample:
        return 0.0, None
    judged = [_best(item, plan, name, depth + 1) for item in sample]
    own = [_worth(item, plan, name) for item in sample if isinstance(item, dict)]
    worth = median(worth for worth, _ in judged)
    if own and all(own) and normalised(name) not in _LIST_NAMES:
        worth = median(own)
    if not worth:
        return 0.0, None
    return worth, lambda: _members(value, plan, name, depth)


def _members(value: list[Any], plan: Planner, name: str, depth: int) -> Iterator[Record | None]:
    for item in value:
        _, members = _best(item, plan, name, depth + 1)
        if members is not None:
            yield from members()
        else:
            yield item if isinstance(item, dict) else None


def _worth(record: Record, plan: Planner, name: str) -> float:
    """How much of an article a record is: the length of its text, more for each thing that articles have."""
    lifted = unwrapped(record, plan)
    text = _own_text(lifted, plan)
    if not text:
        return 0.0
    own = plan(tuple(lifted))
    companions = sum(bool(own[field]) for field in _COMPANIONS)
    has_place = bool(own["title"] or own["url"] or own["published_at"])
    if len(text) < MIN_PROSE_CHARS and not has_place and normalised(name) not in _LIST_NAMES:
        return 0.0
    return min(len(text), MAX_WORTH_CHARS) * (1 + 0.5 * companions)


def _own_text(record: Record, plan: Planner) -> str | None:
    names = plan(tuple(record))["text"]
    if not names:
        name = prose_name(record)
        return str(record[name]) if name else None
    for name in names:
        value = value_at(record, name)
        if isinstance(value, dict) and any(plan(tuple(value))[field] for field in ("title", "url", "published_at")):
            continue  # an article in an object called `article`, not a text
        if text := text_of(value, name):
            return text
    return None


def _empty_list(value: Record, plan: Planner, depth: int = 0) -> str:
    """The name of the empty list in a wrapper that holds nothing else that could be records."""
    if depth > MAX_DEPTH or _own_text(value, plan):
        return ""
    empty = ""
    for key, child in value.items():
        if isinstance(child, list):
            if child:
                return ""
            empty = empty or key
        elif isinstance(child, dict) and child:
            inner = _empty_list(child, plan, depth + 1)
            if not inner and _best(child, plan, key, depth + 1)[0]:
                return ""
            empty = empty or (f"{key}.{inner}" if inner else "")
    return empty


def _keyed(value: Record, plan: Planner) -> list[Record]:
    """The members of an object of records by their key, which is their id when they state none; else nothing."""
    children = list(value.values())
    if len(children) < 2 or not all(isinstance(child, dict) and child for child in children):
        return []
    if not all(_worth(child, plan, "rows") for child in children[:SAMPLE]):
        return []
    return [{"id": key} | child for key, child in value.items()]


def _columns(value: Record, plan: Planner) -> list[Record] | None:
    """The rows of a table that is written by columns, as pandas does; None for anything else."""
    names, data = header_of(value.get("columns")), value.get("data")
    if names and isinstance(data, list) and data and all(isinstance(row, list) for row in data):
        return [dict(zip(names, row, strict=False)) for row in data]
    columns = list(value.values())
    if len(columns) < 2 or not plan(tuple(value))["text"]:
        return None
    text = value_at(value, plan(tuple(value))["text"][0])
    if isinstance(text, dict) and all(isinstance(c, dict) and c.keys() == text.keys() for c in columns):
        if not text or set(text) <= {*TEXT_KEYS, *INNER_KEYS} or any(isinstance(v, dict | list) for v in text.values()):
            return None  # an object that stands for one value, as WordPress has them, is no column
        return [{name: value[name][key] for name in value} for key in text]
    if isinstance(text, list) and text and all(isinstance(c, list) and len(c) == len(text) for c in columns):
        return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]
    return None


def header_of(names: object) -> list[str] | None:
    """The names of columns, one of them that of a text; None for anything else."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    return names if any(normalised(name) in SYNONYMS["text"] for name in names) else None


def _rows(value: list[Any]) -> list[Record] | None:
    """The records of a table whose first row names its columns; None for anything else."""
    if len(value) < 2 or not all(isinstance(row, list) for row in value):
        return None
    names = header_of(value[0])
    if not names or any(isinstance(item, dict | list) for item in value[1]) or len(names) < len(value[1]):
        return None
    return [dict(zip(names, row, strict=False)) for row in value[1:]]


def describe(value: object) -> str:
    """What an object has, for messages: its names, with those of the objects and lists in it."""
    if not isinstance(value, Mapping):
        return f"a {type(value).__name__}"
    parts = []
    for key, child in list(value.items())[:20]:
        inner = child[0] if isinstance(child, list) and child else child
        inner_names = ", ".join(map(str, list(inner)[:5])) if isinstance(inner, dict) else ""
        parts.append(f"{key} ({inner_names})" if inner_names else str(key))
    return ", ".join(parts)[:300]
