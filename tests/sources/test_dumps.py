"""The parts of a dump tile its text, whatever their size, and say what the whole is."""

import hashlib
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import pipelines.sources.decoding
import pipelines.sources.dumps
from pipelines.sources import DumpPart, ReadLimits, Refusal, read_source

prose = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30)).map(
    "\n".join
)


@given(
    text=prose, part_chars=st.integers(1, 60), block=st.integers(4, 64), encoding=st.sampled_from(["utf-8", "utf-16"])
)
@example(text="a\n\n\nb" * 30, part_chars=7, block=5, encoding="utf-8")
def test_parts_tile_the_text(
    tmp_path_factory: pytest.TempPathFactory, text: str, part_chars: int, block: int, encoding: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "tiled.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    text = text.removeprefix("\ufeff") if encoding == "utf-8" else text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipelines.sources.decoding, "BLOCK_BYTES", block)
        parts = list(read_source(path, limits=ReadLimits(part_chars=part_chars)))
    if isinstance(parts[0], Refusal):
        controls = sum((ch < " " and ch not in "\t\n\v\f\x1b") or ch == "\x7f" for ch in text)
        assert not text.strip() or controls
        return
    assert all(isinstance(part, DumpPart) for part in parts)
    assert "".join(part.text for part in parts) == text
    assert [part.part_index for part in parts] == list(range(len(parts)))
    assert [part.is_last for part in parts] == [False] * (len(parts) - 1) + [True]
    assert all(text[part.start_char :].startswith(part.text) for part in parts)
    assert all(part.text.endswith("\n") for part in parts[:-1])
    assert {part.content_sha256 for part in parts} == {hashlib.sha256(text.encode()).hexdigest()}
    assert {(part.char_count, part.byte_count) for part in parts} == {(len(text), len(text.encode()))}


def test_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    def peak_of(line_count: int) -> int:
        path = tmp_path / f"{line_count}.txt"
        path.write_text("A line of news that is neither long nor short, again.\n" * line_count)
        tracemalloc.start()
        for _ in read_source(path, limits=ReadLimits(part_chars=100_000)):
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert peak_of(200_000) < 1.5 * peak_of(40_000)


def test_dump_that_changes_while_it_is_read_has_no_last_part(tmp_path: Path) -> None:
    path = tmp_path / "growing.txt"
    path.write_text("one line\n" * 100_000)
    readings = read_source(path, limits=ReadLimits(part_chars=50_000))
    seen = [next(readings)]
    os.truncate(path, 500_000)
    seen += list(readings)
    assert not any(isinstance(part, DumpPart) and part.is_last for part in seen)
    assert isinstance(seen[-1], Refusal)
    assert seen[-1].reason_code == "changed_while_read"
