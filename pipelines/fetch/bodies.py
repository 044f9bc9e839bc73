"""The body of an answer, unpacked within a limit."""

import zlib
from collections.abc import Iterable

from pipelines.fetch.outcome import RefusedError, TransientError

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
"""The decoder tells the two from their first bytes."""
GZIP_MARK = b"\x1f\x8b"
_ENCODINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True, "deflate": True}


def body_of(blocks: Iterable[bytes], encoding: str, most: int, *, is_cut: bool = False) -> bytes:
    """The whole body.

    No block is unpacked beyond what is still allowed, so that a bomb costs no memory; one encoding is undone, never a
    stack of them.

    Args:
        blocks: The bytes as they came.
        encoding: The answer's `Content-Encoding`.
        most: Bytes, as received and unpacked.
        is_cut: What is over the limit is left out, not refused.

    Raises:
        RefusedError: `too_large`, or `bad_answer` for an encoding that was not asked for or does not unpack.
        TransientError: `cut_off`, if the packed bytes end before their end.
    """
    name = encoding.strip().lower()
    if name not in _ENCODINGS:
        raise RefusedError("bad_answer", f"it is packed as {encoding[:60]!r}, which was not asked for")
    body = bytearray()
    received = 0
    inflater = Inflater() if _ENCODINGS[name] else None
    for block in blocks:
        received += len(block)
        body += inflater.inflated(block, most + 1 - len(body)) if inflater else block
        if max(received, len(body)) > most:
            if is_cut:
                return bytes(body[:most])
            raise RefusedError("too_large", f"more than {most} bytes; is it one page?")
    if inflater and received and not inflater.is_whole:
        raise TransientError("cut_off", "the answer ends in the middle; try again later")
    return bytes(body)


def unpacked(body: bytes, most: int) -> bytes:
    """A body that is a gzip file itself (`sitemap.xml.gz`), unpacked; any other as it is."""
    return body_of([body], "gzip", most) if body.startswith(GZIP_MARK) else body


class Inflater:
    """Unpacks gzip or zlib bytes block by block, several streams one after the other included."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(_GZIP_OR_ZLIB)

    @property
    def is_whole(self) -> bool:
        """True when the last stream has come to its end."""
        return self._decoder.eof

    def inflated(self, block: bytes, most: int) -> bytes:
        """At most `most` bytes of what a block unpacks to.

        Raises:
            RefusedError: `bad_answer`.
        """
        out = bytearray()
        try:
            while block and len(out) < most:
                if self._decoder.eof:
                    self._decoder = zlib.decompressobj(_GZIP_OR_ZLIB)
                out += self._decoder.decompress(block, most - len(out))
                block = self._decoder.unconsumed_tail or self._decoder.unused_data
        except zlib.error as error:
            raise RefusedError("bad_answer", f"the answer does not unpack ({error})") from error
        return bytes(out)
