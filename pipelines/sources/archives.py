"""Archives: the members of zip and tar files, one by one. None is ever written to a path."""

import io
import os
import struct
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from pipelines.sources.compression import (
    BLOCK_BYTES,
    DAMAGE,
    Content,
    GuardedStream,
    damage_reported,
    decompressed,
)
from pipelines.sources.documents import Refusal, UnreadableError
from pipelines.sources.formats import FileKind, file_kind
from pipelines.sources.inputs import unsupported
from pipelines.sources.limits import ReadLimits
from pipelines.sources.names import is_side_file, member_uri, uri_of

_ENCRYPTED_FLAG = 0x1
_END_RECORD, _END_RECORD_64 = b"PK\x05\x06", b"PK\x06\x06"
_END_BYTES = 22 + 65_535 + 56 + 20
"""The end records of a zip file with the longest comment."""


def contents(path: Path, limits: ReadLimits) -> Iterator[Content | Refusal]:
    """The contents of a file: itself, or each member of an archive.

    Members of one name are told apart by `#2`, `#3` after it in their uri.

    Raises:
        UnreadableError: If the archive's directory cannot be read, lists too many members, or is a bomb.
    """
    kind = file_kind(path.name)
    if not kind.is_archive:

        def opened() -> BinaryIO:
            return decompressed(path.open("rb"), kind.compression, limits)

        yield Content(uri_of(path), kind, opened, path=path)
        return
    names: dict[str, int] = {}
    found = False
    for item in _ARCHIVES[kind.archive](path, kind, limits):
        found = True
        yield _told_apart(item, names)
    if not found:
        raise UnreadableError("empty_file", "an archive without files; nothing to read")


def _told_apart(item: Content | Refusal, names: dict[str, int]) -> Content | Refusal:
    count = names[item.uri] = names.get(item.uri, 0) + 1
    if count == 1:
        return item
    uri = f"{item.uri}#{count}"
    if isinstance(item, Refusal):
        return Refusal(uri, item.position, item.external_id, item.reason_code, item.detail)
    return Content(uri, item.kind, item.open)


def _zip_members(path: Path, kind: FileKind, limits: ReadLimits) -> Iterator[Content | Refusal]:  # noqa: ARG001 - as the other archives
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        _require_sane_directory(file, size, limits)
        try:
            archive = zipfile.ZipFile(file)
            members = archive.infolist()
        except (*DAMAGE, ValueError, struct.error) as error:
            detail = f"expected a zip archive, but {error}; pack it again"
            raise UnreadableError("damaged_archive", detail) from error
        if len(members) > limits.max_archive_members:
            detail = f"{len(members)} members, at most {limits.max_archive_members} are read; split the archive"
            raise UnreadableError("archive_too_large", detail)
        if sum(member.compress_size for member in members) > size:
            detail = "its members overlap or state more bytes than it has, as only bombs and damaged archives do"
            raise UnreadableError("decompression_bomb", f"{detail}; pack it again")
        for member in members:
            if not (member.is_dir() or _is_passed_over(member.filename)):
                yield _zip_member(archive, member, uri_of(path), limits)


def _require_sane_directory(file: BinaryIO, size: int, limits: ReadLimits) -> None:
    """Refuse a directory that would fill memory before it is read."""
    file.seek(max(size - _END_BYTES, 0))
    tail = file.read(_END_BYTES)
    file.seek(0)
    stated = 0
    place = tail.rfind(_END_RECORD)
    if place >= 0 and len(tail) >= place + 16:
        (stated,) = struct.unpack_from("<I", tail, place + 12)
    place = tail.rfind(_END_RECORD_64)
    if stated == 0xFFFFFFFF and place >= 0 and len(tail) >= place + 48:
        (stated,) = struct.unpack_from("<Q", tail, place + 40)
    if min(stated, size) > limits.max_archive_directory_bytes:
        detail = f"a directory of {stated} bytes, at most {limits.max_archive_directory_bytes} are read"
        raise UnreadableError("archive_too_large", f"{detail}; split the archive")


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, uri: str, limits: ReadLimits) -> Content | Refusal:
    refused = _refused(uri, member.filename)
    if member.flag_bits & _ENCRYPTED_FLAG:
        detail = "the member is encrypted; unpack it and give the file"
        return Refusal(member_uri(uri, member.filename), "", None, "encrypted_member", detail)
    if refused:
        return refused
    kind = file_kind(member.filename)

    def opened() -> BinaryIO:
        with damage_reported():
            inner = archive.open(member)
        stream = GuardedStream(inner, lambda: max(member.compress_size, 1), limits)
        return decompressed(cast("BinaryIO", io.BufferedReader(stream, BLOCK_BYTES)), kind.compression, limits)

    return Content(member_uri(uri, member.filename), kind, opened)


def _tar_members(path: Path, kind: FileKind, limits: ReadLimits) -> Iterator[Content | Refusal]:
    """Members in their order; the bytes of each are held in a file without a name while it is read."""
    with decompressed(path.open("rb"), kind.compression, limits) as stream:
        forward = _ForwardStream(stream, limits.max_line_chars)
        try:
            with damage_reported():
                archive = tarfile.TarFile(fileobj=cast("BinaryIO", forward), mode="r")
            count = 0
            while member := _next_member(archive):
                count += 1
                if count > limits.max_archive_members:
                    detail = f"more than {limits.max_archive_members} members; split the archive"
                    raise UnreadableError("archive_too_large", detail)
                setattr(archive, "members", [])  # noqa: B010 - the library keeps every header in a list that its types do not know
                if member.isdir() or _is_passed_over(member.name):
                    continue
                yield from _tar_member(forward, member, uri_of(path), limits)
        except (OverflowError, ValueError) as error:
            raise UnreadableError("damaged_archive", f"a damaged tar archive ({error}); pack it again") from error


def _next_member(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
    with damage_reported():
        return archive.next()


def _tar_member(
    stream: "_ForwardStream", member: tarfile.TarInfo, uri: str, limits: ReadLimits
) -> Iterator[Content | Refusal]:
    where = member_uri(uri, member.name)
    if not member.isreg() or member.issparse():
        detail = "a link, device or sparse file; pack the file itself"
        yield Refusal(where, "", None, "not_a_file", detail)
        return
    if refused := _refused(uri, member.name):
        yield refused
        return
    if member.size > limits.max_spooled_bytes:
        detail = f"{member.size} bytes, at most {limits.max_spooled_bytes} are read from an archive; unpack it"
        yield Refusal(where, "", None, "record_too_large", detail)
        return
    kind = file_kind(member.name)
    with tempfile.TemporaryFile() as spool:
        rest = member.size
        stream.seek(member.offset_data)
        while rest and (block := stream.read(min(rest, BLOCK_BYTES))):
            spool.write(block)
            rest -= len(block)
        if rest:
            raise UnreadableError("damaged_archive", f"it is cut off within {where}; fetch or pack the file again")
        file = cast("BinaryIO", spool)

        def opened() -> BinaryIO:
            return decompressed(cast("BinaryIO", io.BufferedReader(_Rereading(file))), kind.compression, limits)

        yield Content(where, kind, opened)


def _refused(uri: str, name: str) -> Refusal | None:
    kind = file_kind(name)
    where = member_uri(uri, name)
    if is_side_file(name):
        detail = (
            "corrections in an archive are not read; unpack it, or, where it holds one dump, "
            f"put them beside it as {PurePosixPath(uri).name}.cuts.yaml"
        )
        return Refusal(where, "", None, "side_file_in_archive", detail)
    if kind.is_archive:
        return Refusal(where, "", None, "nested_archive", "an archive in an archive; unpack the outer one first")
    return None if kind.is_readable else unsupported(where, name)


def _is_passed_over(name: str) -> bool:
    """True for hidden files and what systems add."""
    return any(part.startswith((".", "__MACOSX")) and part not in {".", ".."} for part in name.split("/"))


class _ForwardStream:
    """A stream that is only read on, as the tar reader wants it; no single read is larger than a limit."""

    def __init__(self, stream: BinaryIO, max_read: int) -> None:
        self._stream = stream
        self._max_read = max_read
        self._position = 0

    def read(self, size: int) -> bytes:
        """At most `size` bytes."""
        if size > self._max_read:
            raise tarfile.ReadError(f"a header of {size} bytes")
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        """Bytes read so far."""
        return self._position

    def seek(self, position: int) -> None:
        """Read on to a position."""
        if position < self._position:
            raise tarfile.ReadError("a member before the one read last")
        while self._position < position and self.read(min(position - self._position, BLOCK_BYTES)):
            pass


class _Rereading(io.RawIOBase):
    """A reader of a shared file with a position of its own; closing it leaves the file open."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._position = 0

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill `buffer`; the number of bytes, 0 at the end."""
        self._file.seek(self._position)
        block = self._file.read(len(buffer))
        buffer[: len(block)] = block
        self._position += len(block)
        return len(block)


_ARCHIVES: Mapping[str, Callable[[Path, FileKind, ReadLimits], Iterator[Content | Refusal]]] = {
    ".zip": _zip_members,
    ".tar": _tar_members,
}
