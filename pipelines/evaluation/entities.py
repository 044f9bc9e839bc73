"""Scores entity recognition, and the canonical names of what was recognised, against gold that a user brings."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities import load_recogniser
from pipelines.enrich.entities.names import Overrides, canonicalise, resolve_local_names
from pipelines.evaluation.entity_gold import GoldText, read_entity_gold
from pipelines.evaluation.gold import GoldError
from pipelines.worker import Annotator

BATCH_TEXTS = 64
CONLL: Mapping[str, str] = {
    "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC", "EVENT": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC", "LAW": "MISC",
}  # fmt: skip
"""OntoNotes types as CoNLL-2003 annotates them."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})
"""Gold that annotates one of these means places; taking one for another is an error there, not out of scope."""
_CORE = frozenset({"PER", "ORG", "LOC"})
_SYNONYMS = {"PERSON": "PER", "ORGANIZATION": "ORG", "ORGANISATION": "ORG", "LOCATION": "LOC", "MISCELLANEOUS": "MISC"}
_AS_ONTONOTES = {"PER": "PERSON", "LOC": "GPE", "MISC": "PRODUCT"}

Span = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Scheme:
    """The types in which gold and predictions are compared.

    Attributes:
        name: `conll` or `ontonotes`.
        gold: The gold's label -> scored type; labels outside it are dates, numbers and the like, which no one scores.
        predicted: OntoNotes type -> scored type.
    """

    name: str
    gold: Mapping[str, str]
    predicted: Mapping[str, str]


def evaluate(gold: Path, backend: str = "minilm", overrides: Overrides | None = None) -> dict[str, object]:
    """Exact-span scores of a recogniser, and pair-wise scores of canonicalisation where the gold has clusters.

    Args:
        gold: CoNLL columns (`token ... tag`) or JSONL with `id`, `text`, `entities` (`start`, `end`, `type` and, for
            canonicalisation, `entity` or `cluster`).
        backend: As in the settings: `minilm`, or `spacy:<pipeline>`.
        overrides: The user's alias file, for canonicalisation.

    Returns:
        `micro`, `per_org_loc_micro` (PER, ORG and LOC alone), `types`, and `canonicalisation` when there are clusters.

    Raises:
        GoldError: If the gold is not in one of these forms; the message names file and line.
    """
    texts = read_entity_gold(gold)
    scheme = scheme_of(gold, {span.label for text in texts for span in text.spans})
    mentions = _predicted(load_recogniser(backend), texts)
    found = {span: span[3] for span in _predicted_spans(mentions, texts, scheme)}
    wanted = {
        (text.text_id, span.start, span.end, scheme.gold[span.label])
        for text in texts
        for span in text.spans
        if span.label in scheme.gold
    }
    report: dict[str, object] = {
        "task": "entities",
        "backend": backend,
        "scheme": scheme.name,
        "text_count": len(texts),
        "gold_count": len(wanted),
        "predicted_count": len(found),
        "ignored_types": sorted({span.label for text in texts for span in text.spans} - set(scheme.gold)),
        "micro": prf(wanted, set(found)),
        "per_org_loc_micro": prf(_core_only(wanted), _core_only(found)),
        "types": {
            name: prf({span for span in wanted if span[3] == name}, {span for span in found if span[3] == name})
            for name in sorted(set(scheme.gold.values()))
        },
    }
    if any(span.cluster for text in texts for span in text.spans):
        report["canonicalisation"] = {
            "end_to_end": _pairs(texts, mentions, overrides),
            "gold_mentions": _pairs(texts, _gold_mentions(texts), overrides),
        }
    return report


def scheme_of(path: Path, labels: set[str]) -> Scheme:
    """The scheme that a gold set's labels are of.

    Raises:
        GoldError: If none of the labels is of a scheme that is known here.
    """
    upper = {label: label.upper() for label in labels}
    ontonotes = {label: name for label, name in upper.items() if name in CONLL}
    conll = {
        label: _SYNONYMS.get(name, name)
        for label, name in upper.items()
        if _SYNONYMS.get(name, name) in {*_CORE, "MISC"}
    }
    if "PERSON" in ontonotes.values() and set(ontonotes.values()) - {"PERSON", "ORG", "LOC"}:
        scored = set(ontonotes.values())
        in_scope = scored | (_PLACES if scored & _PLACES else frozenset())
        return Scheme("ontonotes", ontonotes, {name: name for name in CONLL if name in in_scope})
    if not conll:
        known = f"{', '.join(CONLL)}; or PER, ORG, LOC, MISC"
        raise GoldError(path, f"expected types {known}; found {', '.join(sorted(labels))}")
    scored = set(conll.values())
    return Scheme("conll", conll, {name: mapped for name, mapped in CONLL.items() if mapped in scored})


def prf(wanted: set[Span], found: set[Span]) -> dict[str, float | int]:
    """Precision, recall and F1 of exact spans, with the counts they come from."""
    hits = len(wanted & found)
    precision = hits / len(found) if found else 0.0
    recall = hits / len(wanted) if wanted else 0.0
    f1 = 2 * hits / (len(wanted) + len(found)) if wanted or found else 0.0
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "gold": len(wanted),
        "predicted": len(found),
    }


def _core_only(spans: Iterable[Span]) -> set[Span]:
    mapped = ((text_id, start, end, CONLL.get(name, name)) for text_id, start, end, name in spans)
    return {span for span in mapped if span[3] in _CORE}


def _articles(texts: list[GoldText]) -> pa.Table:
    return CONTRACTS["core.articles"].from_rows([
        {
            "article_id": text.text_id,
            "text": text.text,
            "is_title_in_text": True,
            "word_count": len(text.text.split()),
            "language_code": "en",
            "published_basis": "none",
            "annotator_id": "gold",
        }
        for text in texts
    ])  # fmt: skip


def _predicted(recogniser: Annotator, texts: list[GoldText]) -> pa.Table:
    """The recogniser's mentions of all texts."""
    tables = []
    for start in range(0, len(texts), BATCH_TEXTS):
        batch = {"core.articles": _articles(texts[start : start + BATCH_TEXTS])}
        if "core.sentences" in recogniser.requires:
            from pipelines.segment import SentenceSplitter

            batch["core.sentences"] = SentenceSplitter().predict(batch)
        tables.append(recogniser.predict(batch))
    return pa.concat_tables(tables)


def _predicted_spans(mentions: pa.Table, texts: list[GoldText], scheme: Scheme) -> Iterable[Span]:
    tokens = {text.text_id: text.tokens for text in texts}
    firsts = {text_id: {char: span[0] for span in spans for char in range(*span)} for text_id, spans in tokens.items()}
    lasts = {text_id: {char: span[1] for span in spans for char in range(*span)} for text_id, spans in tokens.items()}
    for row in mentions.select(["article_id", "start_char", "end_char", "entity_type"]).to_pylist():
        scored = scheme.predicted.get(row["entity_type"])
        if scored is not None:
            text_id, start, end = row["article_id"], row["start_char"], row["end_char"]
            yield text_id, firsts[text_id].get(start, start), lasts[text_id].get(end - 1, end), scored


def _gold_mentions(texts: list[GoldText]) -> pa.Table:
    """The gold spans as mentions, so that canonicalisation is scored apart from recognition."""
    rows = []
    for text in texts:
        for span in dict.fromkeys((span.start, span.end, span.label.upper()) for span in text.spans if span.cluster):
            start, end, label = span
            surface = text.text[start:end]
            rows.append({
                "article_id": text.text_id,
                "field": "text",
                "start_char": start,
                "end_char": end,
                "surface": surface,
                "entity_type": _AS_ONTONOTES.get(label, label),
                "local_name": surface,
                "score": 1.0,
                "annotator_id": "gold",
            })  # fmt: skip
    return CONTRACTS["core.entity_mentions"].from_rows(rows)


def _pairs(texts: list[GoldText], mentions: pa.Table, overrides: Overrides | None) -> dict[str, float | int]:
    """Pairs of gold mentions of one entity, against pairs that canonicalisation puts under one id.

    A gold mention that was not recognised with exactly its span is alone.
    """
    resolved = resolve_local_names(mentions, _articles(texts)).to_pylist()
    counts: Counter[tuple[str, str]] = Counter()
    articles: dict[tuple[str, str], set[str]] = {}
    for row in resolved:
        name = (row["local_name"], row["entity_type"])
        counts[name] += 1
        articles.setdefault(name, set()).add(row["article_id"])
    names = pa.table({
        "local_name": pa.array([name for name, _ in counts], pa.string()),
        "entity_type": pa.array([entity_type for _, entity_type in counts], pa.string()),
        "mention_count": pa.array(list(counts.values()), pa.int64()),
        "article_count": pa.array([len(articles[name]) for name in counts], pa.int64()),
    })  # fmt: skip
    result = canonicalise(
        names, CONTRACTS["core.entities"].empty(), CONTRACTS["core.entity_aliases"].empty(), overrides
    )
    entity_of = {(row["alias"], row["entity_type"]): row["entity_id"] for row in result.aliases.to_pylist()}
    predicted = {
        (row["article_id"], row["start_char"], row["end_char"]): entity_of[(row["local_name"], row["entity_type"])]
        for row in resolved
    }
    items = [
        (span.cluster, predicted.get((text.text_id, span.start, span.end), (text.text_id, span.start, span.end)))
        for text in texts
        for span in text.spans
        if span.cluster
    ]
    return pair_scores(items)


def pair_scores(items: Sequence[tuple[Hashable, Hashable]]) -> dict[str, float | int]:
    """Pair-wise precision, recall and F1 of a grouping, from (gold group, predicted group) of each item."""
    together = sum(comb(count, 2) for count in Counter(items).values())
    wanted = sum(comb(count, 2) for count in Counter(group for group, _ in items).values())
    found = sum(comb(count, 2) for count in Counter(group for _, group in items).values())
    precision = together / found if found else 1.0
    recall = together / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "gold_pairs": wanted, "predicted_pairs": found, "mentions": len(items)}  # fmt: skip
