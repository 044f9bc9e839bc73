"""Lines that a person should look at: cuts that were made and are in doubt, and cuts that were doubted and not made."""

from dataclasses import dataclass

from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.warehouse.texts import document_text

DOUBTFUL_SCORE = 0.8
"""Cuts scored below this are listed for review."""
MAX_LISTED = 50
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


def doubtful_cuts(session: Session, batch_id: str | None = None) -> list[DoubtfulCut]:
    """Return the lines that are most in doubt, at most `MAX_LISTED`.

    Args:
        session: A reading session.
        batch_id: Only documents of this batch.
    """
    rows = session.query(
        load_sql("core", "lines_to_review").statement,
        {"batch_id": batch_id, "least_sure": DOUBTFUL_SCORE, "limit": MAX_LISTED},
    ).to_pylist()
    found = []
    for row in rows:
        start = row["start_char"]
        before = document_text(session, row["document_id"], max(0, start - CONTEXT_CHARS), start).rstrip()
        after = document_text(session, row["document_id"], start, start + CONTEXT_CHARS)
        lines = before.rpartition("\n")[2][-LINE_CHARS:], after.partition("\n")[0][:LINE_CHARS]
        found.append(DoubtfulCut(row["uri"], row["line_number"], row["score"], row["is_cut"], *lines))
    return found


def markdown(cuts: list[DoubtfulCut]) -> str:
    """Return the lines as a Markdown table, for the UI."""
    if not cuts:
        return "No cut is in doubt."
    lines = ["| score | cut | file | line | before | it reads |", "|---|---|---|---|---|---|"]
    for cut in cuts:
        before, after = (text.replace("|", "\\|") for text in (cut.line_before, cut.line_after))
        word = "made" if cut.is_cut else "not made"
        lines.append(f"| {cut.score:.2f} | {word} | {cut.uri} | {cut.line_number} | {before} | {after} |")
    return "\n".join(lines)
