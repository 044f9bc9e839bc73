"""The days of a claim: those of an event, and beyond them what says that a sentence without a day tells of the past."""

import re
from datetime import timedelta

from pipelines.enrich.events.articles import Article
from pipelines.enrich.events.sentences import Placed, Row
from pipelines.enrich.events.when import When, day_of

PAST_DAYS = 365
"""A day so long before the article, named in the sentences before in one paragraph, is what the paragraph tells of."""
MOST_BACK = 4
"""Sentences before a claim in which such a day is looked for."""
_ERAS = re.compile(
    r"\b(?:(?:First|Second) World War|World War (?:I{1,2}|One|Two|1|2)\b|WW(?:I{1,2}|1|2)\b|Nazis?\b|Third Reich|Wehrmacht|Luftwaffe|Red Army|"
    r"Imperial Japan|Ottoman|Napoleon\w*|Crusaders?\b|Confedera(?:te|cy)|Roman Empire|Vietnam War|Korean War|Viet ?Cong|(?:Austro-Hungarian|British|Habsburg) Empire)"
)
"""Names of times and powers that are gone: what is told of them is not of the article's days."""


def days_of(article: Article, item: Placed, span: tuple[int, int]) -> When:
    """Return when a claim says that something was so.

    Args:
        article: The article.
        item: Its sentence.
        span: What says it: first and last character.
    """
    when = day_of(article.text, span, item.times, article.published, "asserted")
    if when.basis == "text":
        return when
    earliest, _ = article.published
    paragraph = [item, *_before(article, item)]
    for sentence in paragraph:
        for row in reversed(sentence.times):
            if (
                row["timex_type"] == "DATE"
                and row["latest"] is not None
                and row["earliest"] is not None
                and _is_past(row, article)
            ):
                return When(row["earliest"], row["latest"], "text")
    if any(_ERAS.search(article.text, sentence.start, sentence.end) for sentence in paragraph):
        return When(None, None, "none")
    return when if earliest is not None else When(None, None, "none")


def _is_past(row: Row, article: Article) -> bool:
    earliest, _ = article.published
    return earliest is not None and bool(row["latest"] < earliest - timedelta(days=PAST_DAYS))


def _before(article: Article, item: Placed) -> list[Placed]:
    """The sentences before one in its paragraph, the nearest first."""
    found = [
        one for one in article.sentences if one.end <= item.start and "\n" not in article.text[one.end : item.start]
    ]
    return found[: -MOST_BACK - 1 : -1]
