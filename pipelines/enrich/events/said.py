"""What mentions say, or the mentions of one event in one article together, as columns of numbers: many are compared at once.

Texts are numbers there, their hashes: two that are not the same would only be taken for the same if their 64 bits were to be. The
numbers mean something in the process that made them, and in no other.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.enrich.events.phrases import FUNCTION_WORDS

Numbers = npt.NDArray[np.int64]

MAX_WORDS = 60
KNOWN_WORDS = 1 << 16
"""Words whose stems are remembered: news repeats them, and cutting an ending off takes as long as all else of a sentence."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_SUFFIX = re.compile(r"(?:ings?|ed|es|s|ers?|ions?|ments?)$")
TOLD = pa.schema(
    [
        *(
            (name, pa.string())
            for name in ("event_type", "mode", "expression", "place_id", "day_basis", "story_id", "article_id")
        ),
        *((f"{party}_{part}", pa.string()) for party in ("actor", "target") for part in ("entity_id", "surface")),
        *(("earliest", pa.date32()), ("latest", pa.date32()), ("start_char", pa.int64()), ("sentence", pa.string())),
    ]
)
"""Columns of `core.event_mentions` that are looked at, with the ids of entities and story, and the characters of the sentence."""
_SET = pa.list_(pa.int64())
_SETS = ("modes", "expressions", "actors", "targets", "places", "words")
SAID = pa.schema(
    [
        ("event_type", pa.int64()),
        *((name, _SET) for name in _SETS),
        *(("earliest", pa.date32()), ("latest", pa.date32()), ("is_dated", pa.bool_())),
        *(("story", pa.int64()), ("article", pa.int64()), ("start", pa.int64())),
    ]
)
"""One row per mention, or per event of an article.

    event_type   PLOVER type
    modes        PLOVER modes told
    expressions  expressions that tell it
    actors       entities or words for who did it
    targets      entities or words for to whom
    places       places where it was
    words        words of its sentences that say something
    earliest     first day, null when unknown
    latest       last day, null when unknown
    is_dated     whether its sentence names the day
    story        story of its article, null when it has none
    article      its article
    start        first character of its first mention
"""


def said_of(rows: pa.Table) -> pa.RecordBatch:
    """Return what mentions say, in their order.

    Args:
        rows: Has the columns of `TOLD`.
    """
    texts = {
        name: rows.column(name).to_pylist() for name in ("event_type", "mode", "expression", "place_id", "article_id")
    }
    parties = {
        name: list(
            map(_party, rows.column(f"{name}_entity_id").to_pylist(), rows.column(f"{name}_surface").to_pylist())
        )
        for name in ("actor", "target")
    }
    words = [frozenset(map(hash, sentence_words(sentence))) for sentence in rows.column("sentence").to_pylist()]
    stories = [None if story is None else hash(story) for story in rows.column("story_id").to_pylist()]
    columns = {
        "event_type": _codes(texts["event_type"]),
        "modes": _one_each(texts["mode"]),
        "expressions": _one_each(texts["expression"]),
        "actors": _one_each(parties["actor"]),
        "targets": _one_each(parties["target"]),
        "places": _one_each(texts["place_id"]),
        "words": _sets([len(own) for own in words], chain.from_iterable(words)),
        "earliest": rows.column("earliest"),
        "latest": rows.column("latest"),
        "is_dated": pc.fill_null(pc.equal(rows.column("day_basis"), "text"), fill_value=False),
        "story": pa.array(stories, pa.int64()),
        "article": _codes(texts["article_id"]),
        "start": rows.column("start_char"),
    }
    return pa.RecordBatch.from_arrays([_one_chunk(columns[field.name], field.type) for field in SAID], schema=SAID)


def together(said: pa.RecordBatch, order: Numbers, sizes: Numbers) -> pa.RecordBatch:
    """Return what mentions of one event in one article say together, those first that come first.

    Args:
        said: What they say.
        order: Numbers of the mentions, those of an event one after another, the first one of it first.
        sizes: How many mentions each event has.
    """
    ends = np.cumsum(sizes)
    firsts = ends - sizes
    ordered = said.take(pa.array(order))
    # the days are those of the first mention whose sentence names them, else of the first one
    places = np.arange(order.size)
    ranks = places + np.where(ordered.column("is_dated").to_numpy(zero_copy_only=False), 0, order.size)
    dated = np.minimum.reduceat(ranks, firsts) % max(1, order.size) if order.size else places
    of_first, of_dated = (ordered.take(pa.array(chosen)) for chosen in (firsts, dated))
    event = np.repeat(np.arange(sizes.size), sizes)
    columns = {name: _united(ordered.column(name), event, sizes) for name in _SETS}
    columns |= {name: of_dated.column(name) for name in ("earliest", "latest", "is_dated")}
    return pa.RecordBatch.from_arrays([columns.get(name, of_first.column(name)) for name in SAID.names], schema=SAID)


def sentence_words(sentence: str) -> list[str]:
    """Return the words of a sentence that say something, without endings."""
    found = [word for word in _WORD.findall(sentence.lower()) if word not in FUNCTION_WORDS]
    return list(map(_stem, found[:MAX_WORDS]))


def members(sets: pa.ListArray) -> tuple[Numbers, Numbers, Numbers]:
    """Return the members of sets one after another, where each set begins, and how many it has."""
    offsets = sets.offsets.to_numpy().astype(np.int64)
    return sets.values.to_numpy(), offsets[:-1], np.diff(offsets)


@lru_cache(maxsize=KNOWN_WORDS)
def _stem(word: str) -> str:
    return _SUFFIX.sub("", word)


def _party(entity: str | None, surface: str | None) -> str | None:
    """The entity, else the last word of what stands for it."""
    return entity or (surface.lower().split()[-1] if surface else None)


def _codes(texts: Sequence[str]) -> pa.Array:
    return pa.array(list(map(hash, texts)), pa.int64())


def _one_each(texts: Sequence[str | None]) -> pa.ListArray:
    """Sets of one text or of none."""
    return _sets([text is not None for text in texts], (hash(text) for text in texts if text is not None))


def _sets(sizes: Sequence[int] | Numbers, values: Iterable[int]) -> pa.ListArray:
    offsets = np.zeros(len(sizes) + 1, np.int32)
    np.cumsum(sizes, out=offsets[1:])
    given = values if isinstance(values, np.ndarray) else np.fromiter(values, np.int64, offsets[-1])
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(given))


def _united(sets: pa.ListArray, event: Numbers, event_sizes: Numbers) -> pa.ListArray:
    """The sets of each event in one, every member once."""
    values, starts, sizes = members(sets)
    values = values[starts[0] : starts[-1] + sizes[-1]] if sizes.size else values[:0]
    of = np.repeat(event, sizes)
    several = np.flatnonzero(event_sizes[of] > 1)
    order = several[np.lexsort((values[several], of[several]))]
    again = (values[order][1:] == values[order][:-1]) & (of[order][1:] == of[order][:-1])
    is_kept = np.ones(values.size, bool)
    is_kept[order[1:][again]] = False
    return _sets(np.bincount(of[is_kept], minlength=event_sizes.size), values[is_kept])


def _one_chunk(column: pa.Array | pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return array.cast(kind)
