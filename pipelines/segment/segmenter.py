"""Documents into articles."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import numpy as np

from pipelines.segment.boundaries import BoundaryModel, Scores
from pipelines.segment.captions import Aside, is_caption, take_captions
from pipelines.segment.corrections import Corrections
from pipelines.segment.decode import cuts_of
from pipelines.segment.headings import ends_sentence, opening_of
from pipelines.segment.layouts.pages import running_lines
from pipelines.segment.layouts.stated import NOTHING, STRUCTURE_SCORE, Structure
from pipelines.segment.lines import Lines, lines_of
from pipelines.segment.residue import REPEAT_SCORE, residue_codes
from pipelines.segment.spans import ArticleSpan, Basis, Merge, Segmentation, SetAside
from pipelines.segment.structure import is_borne_out, stated_structure
from pipelines.segment.wholes import believed
from pipelines.worker import MODELS, Identified, Json

MIN_LIST_LINES = 4  # so many lines without one sentence are a list of links
MAX_LIST_WORDS, MAX_ITEM_WORDS = (
    8,
    14,
)  # words per line of such a list on average, and of its longest line; more is text to read
MAX_FIGURES_SHARE = 0.5  # of lines with figures; a company's results and a match's scores are news, not links
MIN_LISTED_LINES, MIN_SENTENCE_SHARE = (
    20,
    0.02,
)  # a document of so many lines with a smaller share of sentences holds no articles to cut
SAMPLED_LINES, SAMPLED_CHARS = 200, 200  # that are looked at for letters
MIN_LETTER_SHARE = 0.55  # of what is visible; news has .95, scripts with vowel signs less, a log half
READ_CHARS = 400
MIN_SENTENCE_SPACES = 5
LIST_SCORE = 0.8
MERGE_SCORE = 0.2
"""Lines scored so high and not cut are listed as doubtful merges."""


class Segmenter(Identified):
    """Cuts a document into its articles.

    What the document states about its structure is believed first, then a person's corrections override everything,
    and otherwise a model reads each gap between lines with a few dozen lines on both sides. The reading is local:
    lines further than about a hundred from a gap change its score only through the document's own habits (how often
    its lines end without a full stop, how long they are). A very long document may therefore be given in parts of a
    million characters or more, each part beginning with the last article of the part before; a part should not be
    shorter than that article and twenty more lines.

    Args:
        min_score: Cuts that the model scores lower are not made.
        models: The models folder; the weights are in its `segment`.
    """

    name: ClassVar[str] = "segment-trees"
    version: ClassVar[str] = "9"

    def __init__(self, *, min_score: float = 0.5, models: Path = MODELS) -> None:
        if not 0.0 < min_score < 1.0:
            raise ValueError(f"min_score: {min_score}; expected a probability between 0 and 1")
        self._min_score = min_score
        self._folder = models / "segment"
        self._model = BoundaryModel(self._folder)

    def config(self) -> dict[str, Json]:
        """Return every setting that can change a row."""
        return {"min_score": self._min_score}

    def files(self) -> tuple[Path, ...]:
        """Return every file whose content can change a row."""
        return tuple(self._folder / name for name in BoundaryModel.FILES)

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
        read = self._read(lines)
        corrected = corrections or Corrections()
        for offset in sorted(corrected.forced):
            if (i := _line_at(lines, offset)) is not None:
                read.scores[i], read.basis[i] = 1.0, "correction"
                read.aside.pop(i, None)
        for offset in corrected.forbidden:
            if (i := _line_at(lines, offset)) is not None:
                read.basis.pop(i, None)
                read.scores[i] = 0.0
        return _assembled(lines, read)

    def _read(self, lines: Lines) -> "_Read":
        """What the document states, where the model bears it out; else what the model finds."""
        structure = stated_structure(lines)
        if structure.starts and not structure.needs_witness:
            return _stated(lines, structure)
        aside = {i: found for i, found in enumerate(residue_codes(lines.texts)) if found}
        aside |= dict.fromkeys(running_lines(lines), ("repeated_line", REPEAT_SCORE))
        scores = self._model.scores(lines, aside) if _is_prose(lines.texts) else np.zeros(len(lines))
        if structure.starts and is_borne_out(structure, scores):
            return _stated(lines, structure)
        cuts = _model_cuts(lines, scores, aside, self._min_score)
        starts = [0, *cuts]
        take_captions(starts, lines, scores, aside)
        basis: dict[int, Basis] = dict.fromkeys(starts[1:], "model")
        return _Read(scores, basis, aside, NOTHING)


@dataclass(frozen=True, slots=True)
class _Read:
    """A document as read: scores and chosen cuts by line, what is no text, and the structure that was believed."""

    scores: Scores
    basis: dict[int, Basis]
    aside: Aside
    structure: Structure


def _stated(lines: Lines, structure: Structure) -> _Read:
    scores = np.zeros(len(lines))
    scores[sorted(structure.starts)] = STRUCTURE_SCORE
    aside = dict.fromkeys(structure.marks, ("separator", STRUCTURE_SCORE))
    return _Read(scores, dict.fromkeys(structure.starts, "structure"), aside, structure)


def _is_prose(texts: list[str]) -> bool:
    """False for a table, a log or a list of headlines: few letters, or many lines of which hardly one ends as a sentence does."""
    read = "".join(text[:SAMPLED_CHARS] for text in texts[:: len(texts) // SAMPLED_LINES + 1])
    if sum(map(str.isalpha, read)) < MIN_LETTER_SHARE * (len(read) - sum(map(str.isspace, read))):
        return False
    return len(texts) < MIN_LISTED_LINES or sum(map(ends_sentence, texts)) >= MIN_SENTENCE_SHARE * len(texts)


def _model_cuts(lines: Lines, scores: Scores, aside: Aside, least: float) -> list[int]:
    words = np.array([0 if i in aside else text.count(" ") + 1 for i, text in enumerate(lines.texts)], np.int64)
    return believed(cuts_of(scores, words, least), scores, lines.texts)


def _line_at(lines: Lines, offset: int) -> int | None:
    """The line that holds `offset`; None when the part of the document that is read does not."""
    i = int(np.searchsorted(lines.ends, offset, side="right"))
    return i if i < len(lines) and lines.starts[i] <= offset + 1 else None


def _assembled(lines: Lines, read: _Read) -> Segmentation:
    """Articles between the cuts, their edges freed of residue; residue inside an article stays in its text."""
    basis, aside, structure = read.basis, read.aside, read.structure
    starts = sorted({0, *basis})
    if not structure.starts:
        _set_aside_lists(lines, starts, basis, aside)
    articles: list[ArticleSpan] = []
    blocks: list[SetAside] = []
    merges: list[Merge] = []
    for first, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        head, tail = first, end
        while head < tail and head in aside:
            head += 1
        while tail > head and tail - 1 in aside:
            tail -= 1
        blocks += [SetAside(int(lines.starts[i]), int(lines.ends[i]), *aside[i]) for i in range(first, head)]
        if head < tail:
            articles.append(
                _article(lines, range(head, tail), float(read.scores[first]), basis.get(first, "document"), structure)
            )
        blocks += [SetAside(int(lines.starts[i]), int(lines.ends[i]), *aside[i]) for i in range(tail, end)]
        doubted = range(head + 1, tail) if not structure.starts else range(0)
        merges += [Merge(int(lines.starts[i]), float(read.scores[i])) for i in doubted if read.scores[i] >= MERGE_SCORE]
    if articles and articles[0].basis != "correction":
        articles[0] = replace(articles[0], score=1.0, basis="structure" if structure.starts else "document")
    return Segmentation(articles, blocks, merges)


def _set_aside_lists(lines: Lines, starts: list[int], basis: dict[int, Basis], aside: Aside) -> None:
    """Mark as navigation what stands between two cuts and is a list of short lines, where other stretches are text."""
    pieces = [range(first, end) for first, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    bare = [piece for piece in pieces if _is_list([lines.texts[i] for i in piece])]
    if len(bare) == len(pieces):
        return
    for piece in bare:
        if basis.get(piece.start) != "correction":
            aside.update({i: ("navigation", LIST_SCORE) for i in piece if i not in aside})


def _is_list(texts: list[str]) -> bool:
    words = [text.count(" ", 0, READ_CHARS) + 1 for text in texts]
    return (
        len(texts) >= MIN_LIST_LINES
        and max(words) <= MAX_ITEM_WORDS
        and sum(words) <= MAX_LIST_WORDS * len(texts)
        and not any(_is_sentence(text) for text in texts)
        and sum(any(map(str.isdigit, text[:READ_CHARS])) for text in texts) < MAX_FIGURES_SHARE * len(texts)
    )


def _is_sentence(text: str) -> bool:
    return text.count(" ") >= MIN_SENTENCE_SPACES and ends_sentence(text)


def _article(lines: Lines, rows: range, score: float, basis: Basis, structure: Structure) -> ArticleSpan:
    text = next((i for i in rows if i not in structure.headers and not is_caption(lines.texts[i])), rows.start)
    title, deck = opening_of(lines, text, rows.stop)
    for opener, line, skip in structure.titles:
        if opener == rows.start:
            stated = lines.texts[line][skip:].lstrip("\"'# ")
            title = (int(lines.ends[line]) - len(stated), int(lines.ends[line]))
            title = (title[0], title[1] - (len(stated) - len(stated.rstrip("\"'"))))
            deck = None
    return ArticleSpan(
        int(lines.starts[rows.start]), int(lines.ends[rows.stop - 1]), min(1.0, score), basis, title, deck
    )
