"""The names of a record's fields: the synonyms that are recognised, and a user's own mapping."""

import re
from collections.abc import Iterable, Mapping

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    name: tuple(words.split())
    for name, words in {
        "text": (
            "text body content article fulltext maintext articletext articlebody articlecontent bodytext textcontent "
            "contenttext rawtext cleantext plaintext newstext contents story document transcript contenthtml bodyhtml "
            "contentencoded articlehtml html leadparagraph description summary abstract standfirst snippet excerpt"
        ),
        "title": "title headline heading articletitle newstitle webtitle",
        "id": "id guid articleid docid documentid externalid newsid itemid uuid identifier recordid uri",
        "url": "url link uri href permalink canonicalurl articleurl sourceurl weburl storyurl",
        "author": "author authors byline creator writer reporter dccreator",
        "published_at": (
            "publishedat published publishdate pubdate date datepublished publicationdate publisheddate datepublish "
            "publishtime publishedtime datetimepub datetime timestamp postedat createdat webpublicationdate publicationtime issued"
        ),
        "language": "language lang languagecode langcode inlanguage",
        "source": (
            "source publisher outlet sourcename sourcecode medianame newspaper publication sitename sourcehostname "
            "site hostname sourcedomain domain provider feed"
        ),
    }.items()
}
"""Field to the names under which it is recognised, best first; letter case, spaces and punctuation do not matter."""

FIELDS = tuple(SYNONYMS)

Plan = dict[str, tuple[str, ...]]
"""For each field, the names among a record's own that may hold it, best first."""

_PUNCTUATION = re.compile(r"[\W_]+")


class MappingError(ValueError):
    """A field mapping that cannot be followed; the message says why, and what to write."""


def normalised(name: str) -> str:
    """`name` without letter case, spaces and punctuation."""
    return _PUNCTUATION.sub("", name).casefold()


def parsed_mapping(given: Iterable[str]) -> dict[str, str]:
    """What `--map FIELD=NAME` options say: Dateline's field to the records' own name for it.

    A name may lead into nested objects and lists by dots: `text=fields.bodyText`, `author=authors.0.name`.

    Raises:
        MappingError: If one is no `FIELD=NAME`, names an unknown field, or names a field twice.
    """
    mapping: dict[str, str] = {}
    for option in given:
        target, mark, name = (part.strip() for part in option.partition("="))
        if not (mark and target and name):
            raise MappingError(f"{option!r}: expected FIELD=NAME, such as text=body; fields are {', '.join(FIELDS)}")
        if mapping.get(target, name) != name:
            raise MappingError(f"{target} is mapped twice, to {mapping[target]!r} and {name!r}; keep one")
        mapping[target] = name
    return checked_mapping(mapping)


def checked_mapping(mapping: Mapping[str, str] | None) -> dict[str, str]:
    """`mapping` from field to the records' own name for it.

    Raises:
        MappingError: If a field is none of `FIELDS`, or no name is given for one.
    """
    unknown = sorted(set(mapping or {}) - set(FIELDS))
    if unknown:
        turned = [name for name in unknown if (mapping or {})[name] in FIELDS]
        hint = f"; did you mean {(mapping or {})[turned[0]]}={turned[0]}?" if turned else ""
        raise MappingError(f"no such fields: {', '.join(unknown)}; fields are {', '.join(FIELDS)}{hint}")
    empty = sorted(target for target, name in (mapping or {}).items() if not name.strip())
    if empty:
        raise MappingError(f"no name is given for {', '.join(empty)}; write FIELD=NAME, such as text=body")
    return dict(mapping or {})


def missing_names(mapping: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """The names of a mapping that a table with the columns `names` does not have, in the mapping's order."""
    have = set(names)
    return [name for name in mapping.values() if name not in have and name.split(".")[0] not in have]


def planned(names: Iterable[str], mapping: Mapping[str, str]) -> Plan:
    """Which of a record's own names may hold which field; the mapping wins over the synonyms."""
    by_key: dict[str, list[str]] = {}
    for name in names:
        by_key.setdefault(normalised(name), []).append(name)
    return {
        target: (mapping[target],)
        if target in mapping
        else tuple(name for key in synonyms for name in by_key.get(key, ()))
        for target, synonyms in SYNONYMS.items()
    }
