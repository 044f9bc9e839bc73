"""Lines to review: doubtful cuts and doubtful merges, the most doubtful first, with the lines around them."""

from pipelines.segment import ArticleSpan, Segmentation
from pipelines.segment.cutting import DocumentCutter
from pipelines.segment.spans import Merge
from pipelines.work.review import doubtful_cuts, worst_cuts

from .conftest import LineSegmenter

TABLE = "core.article_occurrences"
TEXT = "one | here\ntwo here\nthree here\nfour here\n"


class Doubting(LineSegmenter):
    """Cuts at the second line with a score of .6 and doubts the fourth with .3."""

    def segment(self, text, *, corrections=None):
        articles = [ArticleSpan(0, 10, 1.0, "document"), ArticleSpan(11, len(text) - 1, 0.6, "model")]
        return Segmentation(articles, [], [Merge(31, 0.3)])


def test_cuts_and_merges_in_doubt_are_listed_with_their_lines(bench, tmp_path):
    bench.workers[TABLE] = DocumentCutter(Doubting())
    (tmp_path / "a.txt").write_text(TEXT)
    bench.ingest(tmp_path / "a.txt")
    bench.make(TABLE)
    with bench.warehouse.writer() as session:
        cuts = doubtful_cuts(session)
        shown = worst_cuts(session)
    assert [(c.line_number, c.score, c.is_cut, c.line_before, c.line_after) for c in cuts] == [
        (2, 0.6, True, "one | here", "two here"),
        (4, 0.3, False, "three here", "four here"),
    ]
    assert shown[0] == {
        "score": 0.6, "cut": "made", "file": str(tmp_path / "a.txt"), "line": 2, "before": "one | here", "it reads": "two here",
    }  # fmt: skip
