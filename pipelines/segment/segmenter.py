"""Documents into articles."""

import hashlib
import json
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.segment.boundaries import BoundaryModel, Scores
from pipelines.segment.corrections import Corrections
from pipelines.segment.decode import cuts_of
from pipelines.segment.headings import ends_sentence, opening_of
from pipelines.segment.lines import Lines, lines_of
from pipelines.segment.residue import residue_codes
from pipelines.segment.spans import ArticleSpan, Basis, Segmentation, SegmentedBatch, SetAside
from pipelines.segment.structure import STRUCTURE_SCORE, Structure, stated_structure
from pipelines.worker import IDENTITY_CHARS, Json

MIN_LIST_LINES = 4  # so many lines without one sentence are a list of links
MAX_FIGURES_SHARE = 0.5  # of lines with figures; a company's results and a match's scores are news, not links
READ_CHARS = 400
MIN_SENTENCE_SPACES = 5
LIST_SCORE = 0.8


class Segmenter:
    """Cuts a document into its articles.

    What the document states about its structure is believed first, then a person's corrections override everything,
    and otherwise a model reads each gap between lines with a few dozen lines on both sides. The reading is local:
    lines further than about a hundred from a gap change its score only through the document's own habits (how often
    its lines end without a full stop, how long they are). A very long document may therefore be given in parts of a
    million characters or more, each part beginning with the last article of the part before; a part should not be
    shorter than that article and twenty more lines.

    Args:
        min_score: Cuts that the model scores lower are not made.
    """

    name: ClassVar[str] = "segment-trees"
    version: ClassVar[str] = "2"

    def __init__(self, *, min_score: float = 0.5) -> None:
        if not 0.0 < min_score < 1.0:
            raise ValueError(f"min_score: {min_score}; expected a probability between 0 and 1")
        self._min_score = min_score
        self._model = BoundaryModel()

    def config(self) -> dict[str, Json]:
        """Everything that can change the output and is not in `version`."""
        return {"min_score": self._min_score}

    @property
    def annotator_id(self) -> str:
        """`name@version+config hash`."""
        digest = hashlib.sha256(json.dumps(self.config(), sort_keys=True).encode()).hexdigest()
        return f"{self.name}@{self.version}+{digest[:IDENTITY_CHARS]}"

    def segment(self, text: str, *, corrections: Corrections | None = None) -> Segmentation:
        """The articles of one document and what stands between them.

        Args:
            text: The document, lines ended by line feeds.
            corrections: Cuts that a person forces or forbids.

        Returns:
            Articles and set-aside stretches in document order, disjoint, white space trimmed. A text without any
            visible character gives neither.
        """
        lines = lines_of(text)
        if not len(lines):
            return Segmentation()
        residue = residue_codes(lines.texts)
        structure = stated_structure(lines)
        if structure.starts:
            scores = np.zeros(len(lines))
            scores[sorted(structure.starts)] = STRUCTURE_SCORE
            basis: dict[int, Basis] = dict.fromkeys(structure.starts, "structure")
            aside = dict.fromkeys(structure.marks, ("separator", STRUCTURE_SCORE))
        else:
            aside = {i: found for i, found in enumerate(residue) if found}
            scores = self._model.scores(lines, aside)
            basis = dict.fromkeys(_model_cuts(lines, scores, aside, self._min_score), "model")
        corrected = corrections or Corrections()
        for offset in sorted(corrected.forced):
            if (i := _line_at(lines, offset)) is not None:
                scores[i], basis[i] = 1.0, "correction"
                aside.pop(i, None)
        for offset in corrected.forbidden:
            if (i := _line_at(lines, offset)) is not None:
                basis.pop(i, None)
        return _assembled(lines, scores, basis, aside, structure)

    def predict(self, documents: pa.Table) -> SegmentedBatch:
        """Article occurrences and set-aside stretches of a batch of documents.

        Args:
            documents: Columns `document_id` and `text`.
        """
        from pipelines.segment.identity import article_id_of

        occurrences, set_aside = [], []
        columns = documents.select(["document_id", "text"]).to_pydict()
        for document_id, text in zip(columns["document_id"], columns["text"], strict=True):
            found = self.segment(text)
            for ordinal, article in enumerate(found.articles):
                title, deck = article.title or (None, None), article.deck or (None, None)
                occurrences.append(
                    {
                        "article_id": article_id_of(text[article.start : article.end]),
                        "document_id": document_id,
                        "ordinal": ordinal,
                        "start_char": article.start,
                        "end_char": article.end,
                        "boundary_score": article.score,
                        "boundary_basis": article.basis,
                        "title_start_char": title[0],
                        "title_end_char": title[1],
                        "deck_start_char": deck[0],
                        "deck_end_char": deck[1],
                        "annotator_id": self.annotator_id,
                    }
                )
            for block in found.set_aside:
                set_aside.append(  # noqa: PERF401 reads as the pair of the loop above
                    {
                        "document_id": document_id,
                        "start_char": block.start,
                        "end_char": block.end,
                        "reason_code": block.reason_code,
                        "score": block.score,
                        "annotator_id": self.annotator_id,
                    }
                )
        return SegmentedBatch(
            CONTRACTS["core.article_occurrences"].from_rows(occurrences),
            CONTRACTS["ops.set_aside_blocks"].from_rows(set_aside),
        )


def _model_cuts(lines: Lines, scores: Scores, aside: dict[int, tuple[str, float]], least: float) -> list[int]:
    words = np.array([0 if i in aside else text.count(" ") + 1 for i, text in enumerate(lines.texts)], np.int64)
    return cuts_of(scores, words, least)


def _line_at(lines: Lines, offset: int) -> int | None:
    """The line that holds `offset`; None when the part of the document that is read does not."""
    i = int(np.searchsorted(lines.ends, offset, side="right"))
    return i if i < len(lines) and lines.starts[i] <= offset + 1 else None


def _assembled(
    lines: Lines,
    scores: Scores,
    basis: dict[int, Basis],
    aside: dict[int, tuple[str, float]],
    structure: Structure,
) -> Segmentation:
    """Articles between the cuts, their edges freed of residue; residue inside an article stays in its text."""
    starts = sorted({0, *basis})
    if not structure.starts:
        _set_aside_lists(lines, starts, basis, aside)
    articles: list[ArticleSpan] = []
    blocks: list[SetAside] = []
    for first, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        head, tail = first, end
        while head < tail and head in aside:
            head += 1
        while tail > head and tail - 1 in aside:
            tail -= 1
        blocks += [SetAside(int(lines.starts[i]), int(lines.ends[i]), *aside[i]) for i in range(first, head)]
        if head < tail:
            articles.append(
                _article(lines, range(head, tail), float(scores[first]), basis.get(first, "document"), structure)
            )
        blocks += [SetAside(int(lines.starts[i]), int(lines.ends[i]), *aside[i]) for i in range(tail, end)]
    if articles and articles[0].basis != "correction":
        articles[0] = replace(articles[0], score=1.0, basis="structure" if structure.starts else "document")
    return Segmentation(articles, blocks)


def _set_aside_lists(
    lines: Lines, starts: list[int], basis: dict[int, Basis], aside: dict[int, tuple[str, float]]
) -> None:
    """Mark as navigation what stands between two cuts and holds no sentence, where other stretches do."""
    pieces = [range(first, end) for first, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    bare = [
        p
        for p in pieces
        if len(p) >= MIN_LIST_LINES
        and not any(_is_sentence(lines.texts[i]) for i in p)
        and sum(any(map(str.isdigit, lines.texts[i][:READ_CHARS])) for i in p) < MAX_FIGURES_SHARE * len(p)
    ]
    if len(bare) == len(pieces):
        return
    for piece in bare:
        if basis.get(piece.start) != "correction":
            aside.update({i: ("navigation", LIST_SCORE) for i in piece if i not in aside})


def _is_sentence(text: str) -> bool:
    return text.count(" ") >= MIN_SENTENCE_SPACES and ends_sentence(text)


def _article(lines: Lines, rows: range, score: float, basis: Basis, structure: Structure) -> ArticleSpan:
    title, deck = opening_of(lines, rows.start, rows.stop)
    for opener, line, skip in structure.titles:
        if opener == rows.start:
            stated = lines.texts[line][skip:].lstrip("\"'# ")
            title = (int(lines.ends[line]) - len(stated), int(lines.ends[line]))
            title = (title[0], title[1] - (len(stated) - len(stated.rstrip("\"'"))))
            deck = None
    return ArticleSpan(
        int(lines.starts[rows.start]), int(lines.ends[rows.stop - 1]), min(1.0, score), basis, title, deck
    )
