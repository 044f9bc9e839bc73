"""Cuts that a person should look at: low scores, with the lines around them."""

from dataclasses import dataclass

from pipelines.warehouse import Session
from pipelines.warehouse.texts import document_text

DOUBTFUL_SCORE = 0.8
"""Cuts scored below this are listed for review."""
MAX_LISTED = 50
CONTEXT_CHARS = 400
LINE_CHARS = 140


@dataclass(frozen=True, slots=True)
class DoubtfulCut:
    """One cut with the line before it and the line that it makes an article's first."""

    uri: str
    line_number: int
    score: float
    line_before: str
    line_after: str


def doubtful_cuts(session: Session, batch_id: str | None = None) -> list[DoubtfulCut]:
    """The cuts of lowest score, at most `MAX_LISTED`.

    Args:
        session: A reading session.
        batch_id: Only documents of this batch.
    """
    rows = session.query(
        "select document.document_id, document.uri, occurrence.start_char, occurrence.boundary_score "
        "from core.article_occurrences as occurrence inner join raw.documents as document using (document_id) "
        "where occurrence.ordinal > 0 and occurrence.boundary_basis = 'model' and occurrence.boundary_score < $limit "
        "and ($batch_id is null or document.batch_id = $batch_id) "
        f"order by occurrence.boundary_score, document.document_id, occurrence.start_char limit {MAX_LISTED}",
        {"limit": DOUBTFUL_SCORE, "batch_id": batch_id},
    ).to_pylist()
    return [_cut(session, row["document_id"], row["uri"], row["start_char"], row["boundary_score"]) for row in rows]


def markdown(cuts: list[DoubtfulCut]) -> str:
    """The cuts as a Markdown table, for the UI."""
    if not cuts:
        return "No cut is in doubt."
    lines = ["| score | file | line | before | after |", "|---|---|---|---|---|"]
    for cut in cuts:
        before, after = (text.replace("|", "\\|") for text in (cut.line_before, cut.line_after))
        lines.append(f"| {cut.score:.2f} | {cut.uri} | {cut.line_number} | {before} | {after} |")
    return "\n".join(lines)


def _cut(session: Session, document_id: str, uri: str, start_char: int, score: float) -> DoubtfulCut:
    before = document_text(session, document_id, max(0, start_char - CONTEXT_CHARS), start_char).rstrip()
    after = document_text(session, document_id, start_char, start_char + CONTEXT_CHARS)
    line_number = document_text(session, document_id, 0, start_char).count("\n") + 1
    return DoubtfulCut(
        uri,
        line_number,
        score,
        before.rpartition("\n")[2][-LINE_CHARS:],
        after.partition("\n")[0][:LINE_CHARS],
    )
