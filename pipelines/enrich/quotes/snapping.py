"""Contents held to quotation marks: a statement that reaches into a quoted stretch begins and ends with its marks."""

from dataclasses import replace

from pipelines.enrich.quotes.attributions import Attribution, Span
from pipelines.enrich.quotes.marks import Quotations

NEAR_CHARS = 12
"""As far from a mark, two words or so, the network's edge is a slip; farther inside, it is a part of what is said that is meant."""


def snapped(statement: Attribution, quoted: Quotations) -> Attribution:
    """The statement with the edges of its contents moved to quotation marks that are near, never over cue or source.

    Args:
        statement: What the network found.
        quoted: The article's stretches in quotation marks.
    """
    kept = [span for span in (statement.cue, statement.source) if span]
    contents: list[Span] = []
    for start, end in statement.contents:
        new_start, new_end = _start(start, quoted), _end(end, quoted)
        if new_start != start and any(new_start < b and a < start for a, b in kept):
            new_start = start
        if new_end != end and any(end < b and a < new_end for a, b in kept):
            new_end = end
        if contents and contents[-1][1] >= new_start:
            contents[-1] = (contents[-1][0], max(contents[-1][1], new_end))
        else:
            contents.append((new_start, new_end))
    return statement if contents == statement.contents else replace(statement, contents=contents)


def _start(start: int, quoted: Quotations) -> int:
    around = quoted.at(start)
    return around.start if around is not None and start - around.start <= NEAR_CHARS else start


def _end(end: int, quoted: Quotations) -> int:
    around = quoted.at(end - 1)
    return around.end if around is not None and around.end - end <= NEAR_CHARS else end
