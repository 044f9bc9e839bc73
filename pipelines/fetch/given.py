"""What a user gives: addresses, and files of any format that name some."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from pipelines.fetch.client import checked
from pipelines.fetch.outcome import RefusedError
from pipelines.sources import find_inputs, stem_of
from pipelines.sources.addresses import Address, AddressProbe
from pipelines.sources.archives import contents
from pipelines.sources.compression import Content
from pipelines.sources.documents import Refusal, UnreadableError
from pipelines.sources.limits import DEFAULT_LIMITS

MAX_ADDRESS_CHARS = 2_083
"""The longest address that browsers take; a longer line is no address."""
_WEB = ("http://", "https://")


class GivenError(Exception):
    """What was given is no address and no file with one; the message says what to give."""


def addresses_given(given: Iterable[str]) -> list[Address]:
    """The addresses that are given, each once.

    Args:
        given: Addresses; and files that name some: a text file with one per line (`#` begins a comment), a feed, a
            sitemap, OPML, or records with an address (CSV, JSON, Parquet, GKG), packed or not.

    Raises:
        GivenError: If one of them is neither, or names no address.
    """
    found: dict[str, Address] = {}
    for word in given:
        addresses = [_address(word)] if word.lower().startswith(_WEB) else list(_of_files(word))
        for address in addresses:
            found.setdefault(address.url, address)
    return list(found.values())


def _address(word: str) -> Address:
    try:
        return Address(str(checked(word)))
    except RefusedError as error:
        raise GivenError(error.detail) from error


def _of_files(word: str) -> Iterator[Address]:
    files, refusals = find_inputs([word])
    if not files:
        reason = refusals[0].detail if refusals else "no file"
        raise GivenError(f"{word}: no http or https address, and {reason}")
    for path in files:
        count = 0
        try:
            for content in contents(path, DEFAULT_LIMITS):
                if isinstance(content, Refusal):
                    continue
                for address in named_addresses(content):
                    count += 1
                    yield address
        except (UnreadableError, OSError) as error:
            raise GivenError(f"{path}: {error}") from error
        if not count:
            raise GivenError(f"{path}: names no http or https address; give one per line, a feed, a sitemap or records")


def named_addresses(content: Content, base: str = "") -> list[Address]:
    """The addresses that a list names, in its order; as far as it can be read.

    Args:
        content: The list.
        base: Where it stands; relative addresses are below it.
    """
    if content.kind.media_type.startswith("text/") and content.kind.format.module == "dumps":
        return list(_lines(content))
    media_type = content.kind.media_type
    epoch = datetime.fromtimestamp(0, UTC)  # addresses have no moment of collection
    probe = AddressProbe(content.uri, media_type, stem_of(content.uri), epoch, DEFAULT_LIMITS, base=base)
    try:
        for _ in content.kind.format.read(content, probe):
            pass
    except UnreadableError:
        pass
    return list(probe.found.values())


def _lines(content: Content) -> Iterator[Address]:
    with content.open() as stream:
        while line := stream.readline(MAX_ADDRESS_CHARS + 2):
            words = line.decode("utf-8-sig", "replace").split()
            if words and words[0].lower().startswith(_WEB):
                yield Address(words[0])
