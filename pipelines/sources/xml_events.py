"""XML as events: no entities, no network, no document type, no huge trees; memory stays at what is not forgotten."""

from collections.abc import Iterator
from typing import Any, BinaryIO


def events(stream: BinaryIO, **options: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - lxml has no types
    """Yield the event and the element, as `lxml.etree.iterparse` does.

    Args:
        stream: The XML.
        options: Which events of which elements, and whether to read on after damage; as `iterparse` takes them.

    Raises:
        lxml.etree.LxmlError: If it is damaged.
    """
    from lxml import etree

    yield from etree.iterparse(
        stream, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, **options
    )


def forget(element: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Let go of an element and of what stood before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
