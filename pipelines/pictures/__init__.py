"""Maps, charts and pages as plain text: SVG and HTML without a script, a download or a library. Pure: values in, markup out.

Everything that a caller passes in is text and is escaped; only what this room builds is markup (`Markup`).
"""

from pipelines.pictures.markup import EMPTY, Content, Markup, element, joined, link, text

__all__ = ["EMPTY", "Content", "Markup", "element", "joined", "link", "text"]
