"""The rows of `core.quotes`: statements with their speakers, column by column."""

import hashlib
from collections.abc import Iterator, Sequence

from pipelines.enrich.quotes.articles import Article
from pipelines.enrich.quotes.attributions import Attribution, Span
from pipelines.enrich.quotes.marks import Quotations
from pipelines.enrich.quotes.scores import Scores
from pipelines.enrich.quotes.speakers import Speaker

COLUMNS = (
    *("quote_id", "parent_quote_id", "article_id", "start_char", "end_char", "content_start_char", "content_end_char"),
    *("content", "content_spans", "cue", "cue_start_char", "cue_end_char", "is_direct", "kind"),
    *("speaker_surface", "speaker_start_char", "speaker_end_char", "speaker_basis", "speaker_field"),
    *("speaker_mention_start_char", "speaker_name", "speaker_type", "score"),
)
"""What a row holds, in order; `speaker_entity_id` and `annotator_id` are added for all rows."""
ID_CHARS = 20
DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"
_OUTSIDE_MARKS = " \t\u00a0.,;:!?…—–-“”\"‘’'«»„[]()"


def rows_of(
    article: Article, statements: Sequence[Attribution], speakers: Sequence[Speaker], scores: Scores
) -> Iterator[tuple[object, ...]]:
    """Yield the row of each statement of an article, in the order of the text; statements that are the same have one."""
    ids = [_quote_id(article.article_id, statement) for statement in statements]
    seen: set[str] = set()
    for number in sorted(
        range(len(ids)), key=lambda number: (statements[number].contents[0], statements[number].parent is not None)
    ):
        if ids[number] not in seen:
            seen.add(ids[number])
            parent = statements[number].parent
            parent_id = None if parent is None else ids[parent]
            yield (ids[number], parent_id, *_row(article, statements[number], speakers[number], scores))


def _row(article: Article, statement: Attribution, speaker: Speaker, scores: Scores) -> tuple[object, ...]:
    text, contents, cue, source = article.text, statement.contents, statement.cue, statement.source
    everything = [*contents, *([cue] if cue else []), *([source] if source else [])]
    kind = _kind(text, contents, article.quoted)
    _, party, mention = speaker
    return (
        article.article_id,
        min(everything)[0],
        max([end for _, end in everything]),
        contents[0][0],
        contents[-1][1],
        " ... ".join([text[a:b] for a, b in contents]),
        _spans_text(contents),
        *(_NOWHERE if cue is None else (text[cue[0] : cue[1]], *cue)),
        kind == DIRECT,
        kind,
        *(_NOWHERE if source is None else (text[source[0] : source[1]], *source)),
        speaker.basis,
        mention.field if mention else None,
        mention.start if mention else None,
        party.name if party else None,
        party.entity_type if party else None,
        scores.of(statement, speaker, kind),
    )


_NOWHERE = (None, None, None)
"""Surface, start and end of what is not there."""


def _quote_id(article_id: str, statement: Attribution) -> str:
    key = f"{article_id}:{statement.contents}:{statement.cue}"
    return hashlib.sha256(key.encode()).hexdigest()[:ID_CHARS]


def _spans_text(spans: Sequence[Span]) -> str:
    """Spans as JSON; written by hand, since an encoder would be made for each row."""
    return f"[{','.join([f'[{start},{end}]' for start, end in spans])}]"


def _kind(text: str, contents: Sequence[Span], quoted: Quotations) -> str:
    """Whether all, some or none of the words stand in quotation marks."""
    stretches = [quoted.within(start, end) for start, end in contents]
    if not any(stretches):
        return INDIRECT
    inside = outside = 0
    for (start, end), within in zip(contents, stretches, strict=True):
        at = start
        for quote in within:
            outside += len(text[at : max(at, quote.start)].strip(_OUTSIDE_MARKS))
            inside += min(end, quote.end) - max(at, quote.start)
            at = min(end, quote.end)
        outside += len(text[at:end].strip(_OUTSIDE_MARKS))
    if not inside:
        return INDIRECT
    return DIRECT if not outside else MIXED
