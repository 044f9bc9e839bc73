"""Contents held to lines and to speakers: what the network ran together is parted where the text says so.

"Rain will fall, the head of the weather office, Ida Moe, has said" ends in its speaker; when no speaker was found and the content reaches up
to the cue, the name that the content ends in is who speaks. What stands in another line than its cue, and not in quotation marks, is not said there.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipelines.enrich.quotes.attributions import Attribution, Span
from pipelines.enrich.quotes.marks import Quotations
from pipelines.enrich.quotes.people import Mention
from pipelines.enrich.quotes.roles import role_words

MAX_GAP_CHARS = 2
"""Between the name and the content's end, and between that and the cue: a comma and a space."""
_SPEAKERS = frozenset({"PERSON", "ORG", "GPE"})


class Tails:
    """Parts contents of one article.

    Args:
        text: The article's text.
        mentions: Its mentions, in order; those of the title are passed over.
        quoted: Its stretches in quotation marks.
    """

    def __init__(self, text: str, mentions: Sequence[Mention], quoted: Quotations) -> None:
        self._text = text
        self._mentions = [m for m in mentions if m.field == "text" and m.entity_type in _SPEAKERS]
        self._ends = [m.end for m in self._mentions]
        self._quoted = quoted

    def parted(self, statement: Attribution) -> Attribution:
        """The statement with its contents in the lines of its cue, and with the speaker that its content ends in."""
        if statement.cue is None:
            return statement
        contents = [self._in_line(span, statement.cue) for span in statement.contents]
        is_same = contents == statement.contents
        kept = statement.contents if is_same else [span for span in contents if span[0] < span[1]]
        made = statement if is_same or not kept else replace(statement, contents=kept)
        return made if made.source else self._with_source(made, statement.cue)

    def _in_line(self, span: Span, cue: Span) -> Span:
        start, end = span
        text = self._text
        is_before = end <= cue[0]
        cut = text.rfind("\n", start, end) if is_before else text.find("\n", start, end)
        if cut < 0 or any(self._quoted.at(place) for place in (start, cut - 1, end - 1)):
            return span
        return (cut + 1, end) if is_before else (start, cut)

    def _with_source(self, statement: Attribution, cue: Span) -> Attribution:
        start, end = statement.contents[-1]
        if not 0 <= cue[0] - end <= MAX_GAP_CHARS:
            return statement
        number = bisect_right(self._ends, end) - 1
        if number < 0 or self._mentions[number].start <= start or end - self._mentions[number].end > MAX_GAP_CHARS:
            return statement
        name = self._mentions[number]
        comma = self._text.rfind(",", start, name.start)
        if comma < 0 or self._quoted.at(name.start):
            return statement
        before = self._text.rfind(",", start, comma)
        if not self._text[comma + 1 : name.start].strip() and before >= 0 and self._is_role(before + 1, comma):
            comma = before
        source = (comma + 1 + (self._text[comma + 1 : comma + 2] == " "), name.end)
        return replace(statement, contents=[*statement.contents[:-1], (start, comma)], source=source)

    def _is_role(self, start: int, end: int) -> bool:
        return bool(role_words(word.strip("’'s") for word in self._text[start:end].lower().split()))
