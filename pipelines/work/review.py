"""Lines that a person should look at: cuts that were made and are in doubt, and cuts that were doubted and not made."""

from dataclasses import dataclass

from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.warehouse.texts import document_text

DOUBTFUL_SCORE = 0.8
"""Cuts scored below this are listed for review."""
MAX_LISTED = 50
MAX_SHOWN = 10
"""Of these in the UI, beside each materialisation."""
CONTEXT_CHARS = 400
LINE_CHARS = 140


@dataclass(frozen=True, slots=True)
class DoubtfulCut:
    """A line at which a cut is in doubt.

    Attributes:
        uri: The file.
        line_number: The line that is, or may be, an article's first; counted from 1.
        score: Probability that an article begins here.
        is_cut: True when it was cut here.
        line_before: The line before.
        line_after: The line itself.
    """

    uri: str
    line_number: int
    score: float
    is_cut: bool
    line_before: str
    line_after: str


def doubtful_cuts(session: Session, batch_id: str | None = None, *, limit: int = MAX_LISTED) -> list[DoubtfulCut]:
    """Return the lines that are most in doubt.

    Args:
        session: A reading session.
        batch_id: Only documents of this batch.
        limit: So many at most.
    """
    rows = session.query(
        load_sql("core", "lines_to_review").statement,
        {"batch_id": batch_id, "least_sure": DOUBTFUL_SCORE, "limit": limit},
    ).to_pylist()
    found = []
    for row in rows:
        start = row["start_char"]
        before = document_text(session, row["document_id"], max(0, start - CONTEXT_CHARS), start).rstrip()
        after = document_text(session, row["document_id"], start, start + CONTEXT_CHARS)
        lines = before.rpartition("\n")[2][-LINE_CHARS:], after.partition("\n")[0][:LINE_CHARS]
        found.append(DoubtfulCut(row["uri"], row["line_number"], row["score"], row["is_cut"], *lines))
    return found


def worst_cuts(session: Session) -> list[dict[str, object]]:
    """Return the lines that are most in doubt, at most `MAX_SHOWN`, as rows of a table for the UI."""
    return [
        {
            "score": cut.score,
            "cut": "made" if cut.is_cut else "not made",
            "file": cut.uri,
            "line": cut.line_number,
            "before": cut.line_before,
            "it reads": cut.line_after,
        }
        for cut in doubtful_cuts(session, limit=MAX_SHOWN)
    ]
