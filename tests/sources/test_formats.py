"""The registry of formats: a line and a module each."""

from pathlib import PurePath

import pytest

from pipelines.sources.formats import FORMATS, file_kind, known_suffixes


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.media_type)
def test_each_line_has_its_module(form: object) -> None:
    assert callable(form.read)  # type: ignore[attr-defined]


def test_no_suffix_or_media_type_stands_twice() -> None:
    suffixes = [suffix for form in FORMATS for suffix in form.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert len({form.media_type for form in FORMATS}) == len(FORMATS)
    assert all(suffix in known_suffixes() for suffix in suffixes)


@pytest.mark.parametrize(
    ("name", "media_type", "compression", "archive"),
    [
        ("a.TXT", "text/plain", "", ""),
        ("in.d/a.csv.gz", "text/csv", ".gz", ""),
        ("a.tar.zst", "", ".zst", ".tar"),
        ("a.tgz", "", ".gz", ".tar"),
        ("a.zip", "", "", ".zip"),
        ("a.gz", "", ".gz", ""),
        ("a.txt.gz.gz", "", ".gz", ""),
        ("folder.txt/dump", "", "", ""),
        (".txt", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_name_says_its_kind(name: str, media_type: str, compression: str, archive: str) -> None:
    kind = file_kind(name)
    assert (kind.media_type, kind.compression, kind.archive) == (media_type, compression, archive)
    assert kind.is_readable == bool(media_type or archive)
    assert file_kind(str(PurePath("/x") / name)) == kind or not name
