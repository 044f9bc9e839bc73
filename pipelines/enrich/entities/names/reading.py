"""A mention as naming sees it within its article."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LocalMention:
    """A mention: where it stands in reading order, its cleaned name, and the text around it.

    Attributes:
        row: Number of its row.
        name: The surface, cleaned, without titles.
        start_char: Where it begins in `text`.
        end_char: One past where it ends.
        text: The article's title or text.
    """

    row: int
    name: str
    start_char: int
    end_char: int
    text: str
