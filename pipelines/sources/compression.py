"""Compressed bytes as plain streams, within limits."""

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from pipelines.sources.documents import UnreadableError
from pipelines.sources.formats import FileKind
from pipelines.sources.limits import ReadLimits

BLOCK_BYTES = 1 << 18
DAMAGE = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError)
"""What decompressors raise on damaged data, beside `OSError` without an error number."""


class Opener(Protocol):
    """Opens the same bytes from their start, each time it is called."""

    def __call__(self) -> BinaryIO:
        """A fresh stream."""
        ...


class Content:
    """The bytes of one file, or of one member of an archive.

    Attributes:
        uri: Where they stand; `archive.zip!member` for a member.
        kind: What the name says of them.
        open: Gives them, decompressed, from the start.
        path: The file that holds the bytes, compressed as `kind` says; None for a member of an archive.
    """

    def __init__(self, uri: str, kind: FileKind, opener: Opener, *, path: Path | None = None) -> None:
        self.uri = uri
        self.kind = kind
        self.open = opener
        self.path = path


def decompressed(file: BinaryIO, compression: str, limits: ReadLimits) -> BinaryIO:
    """`file` itself without compression, else its decompressed bytes, held to the ratio limit."""
    if not compression:
        return file
    taken: Callable[[], int] = file.tell
    if not file.seekable():
        counted = CountedStream(file)
        file, taken = cast("BinaryIO", counted), counted.taken
    inner: BinaryIO
    if compression == ".gz":
        inner = cast("BinaryIO", gzip.GzipFile(fileobj=file))
    elif compression == ".bz2":
        inner = cast("BinaryIO", bz2.BZ2File(file))
    elif compression == ".xz":
        inner = cast("BinaryIO", io.BufferedReader(_XzStream(file, limits.max_decoder_memory_bytes), BLOCK_BYTES))
    else:
        inner = _zstd_stream(file)
    guarded = GuardedStream(inner, taken, limits, owner=file)
    return cast("BinaryIO", io.BufferedReader(guarded, BLOCK_BYTES))


def _zstd_stream(file: BinaryIO) -> BinaryIO:
    """Arrow's decoder: unlike `zstandard`'s it tells a cut-off stream, and it bounds the window at 128 MiB itself."""
    import pyarrow as pa

    return cast("BinaryIO", pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd"))


class CountedStream(io.RawIOBase):
    """A stream that knows how much was taken from it, where the one below does not."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self._taken = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill `buffer`; the number of bytes, 0 at the end."""
        block = self._inner.read(len(buffer))
        buffer[: len(block)] = block
        self._taken += len(block)
        return len(block)

    def taken(self) -> int:
        """Bytes read so far."""
        return self._taken

    def close(self) -> None:
        """Close the stream below."""
        if not self.closed:
            self._inner.close()
        super().close()


class GuardedStream(io.RawIOBase):
    """A decompressed stream that ends in an `UnreadableError` when it gives too much for what it took, or breaks."""

    def __init__(
        self,
        inner: BinaryIO | io.BufferedIOBase | object,
        taken: Callable[[], int],
        limits: ReadLimits,
        owner: BinaryIO | None = None,
    ) -> None:
        self._inner = cast("BinaryIO", inner)
        # A single read gives what stands before the damage; a full one would lose it.
        self._read: Callable[[int], bytes] = getattr(inner, "read1", self._inner.read)
        self._taken = taken
        self._limits = limits
        self._owner = owner
        self._given = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill `buffer`; the number of bytes, 0 at the end.

        Raises:
            UnreadableError: If the data is damaged, or the ratio is over the limit.
        """
        with damage_reported():
            block = self._read(len(buffer))
        self._given += len(block)
        limits = self._limits
        if self._given > limits.decompression_grace_bytes:
            ratio = self._given / max(self._taken(), 1)
            if ratio > limits.max_decompression_ratio:
                detail = (
                    f"unpacks to more than {limits.max_decompression_ratio:g} times its size, as no news text does; "
                    "if it is sound, unpack it and give the plain file"
                )
                raise UnreadableError("decompression_bomb", detail)
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        """Close the stream and the file below it."""
        if not self.closed:
            self._inner.close()
            if self._owner is not None:
                self._owner.close()
        super().close()


@contextmanager
def damage_reported() -> Iterator[None]:
    """Turn what decompressors raise on damaged data into an `UnreadableError`."""
    try:
        yield
    except (*DAMAGE, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        detail = f"the compressed data is damaged or cut off ({str(error).strip('.') or type(error).__name__})"
        raise UnreadableError("damaged_archive", f"{detail}; fetch or pack the file again") from error


class _XzStream(io.RawIOBase):
    """An .xz file, several streams one after the other included, with a bound on the decoder's memory."""

    def __init__(self, file: BinaryIO, max_memory: int) -> None:
        self._file = file
        self._max_memory = max_memory
        self._decoder = lzma.LZMADecompressor(memlimit=max_memory)
        self._rest = b""

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill `buffer`; the number of bytes, 0 at the end."""
        while True:
            if self._decoder.eof:
                rest = (self._decoder.unused_data or self._file.read(BLOCK_BYTES)).lstrip(b"\0")
                if not rest:
                    return 0
                self._decoder, self._rest = lzma.LZMADecompressor(memlimit=self._max_memory), rest
            if not self._rest and self._decoder.needs_input:
                self._rest = self._file.read(BLOCK_BYTES)
                if not self._rest:
                    raise EOFError("it ends before its end mark")
            block = self._decoder.decompress(self._rest, len(buffer))
            self._rest = b""
            if block:
                buffer[: len(block)] = block
                return len(block)


def seekable(content: Content, limits: ReadLimits) -> BinaryIO:
    """The content itself where it can be read from its end, else a copy in a temporary file without a name."""
    stream = content.open()
    if content.path is not None and not content.kind.compression:
        return stream
    with stream:
        spooled = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - the caller closes it
        while block := stream.read(1 << 20):
            spooled.write(block)
            if spooled.tell() > limits.max_spooled_bytes:
                spooled.close()
                detail = f"unpacks to more than {limits.max_spooled_bytes} bytes; unpack it and give the plain file"
                raise UnreadableError("record_too_large", detail)
    spooled.seek(0)
    return spooled
