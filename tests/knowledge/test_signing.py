"""Signatures: made, trusted, unknown, and of another pack."""

import pytest

from pipelines.knowledge.compiling.builder import Name, Thing
from pipelines.knowledge.manifest import PackError
from pipelines.knowledge.signing import Standing, make_key, public_key, sign, signature_standing, trusted_keys

THING = Thing(number=1, kind="person", names=[Name("Ann Author")])


def test_a_signature_is_worth_what_its_key_is(make_pack, tmp_path):
    folder = make_pack([THING])
    assert signature_standing(folder, frozenset()) is Standing.UNSIGNED
    public = make_key(tmp_path / "key")
    sign(folder, tmp_path / "key")
    assert signature_standing(folder, frozenset()) is Standing.UNKNOWN
    assert signature_standing(folder, trusted_keys(public.parent)) is Standing.TRUSTED


def test_a_signature_of_another_manifest_is_refused(make_pack, tmp_path):
    folder = make_pack([THING])
    make_key(tmp_path / "key")
    sign(folder, tmp_path / "key")
    manifest = folder / "pack.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"written for a test", b"written for a jest"))
    with pytest.raises(PackError, match="not one of this"):
        signature_standing(folder, frozenset())


@pytest.mark.parametrize("content", ["{}", "[]", '{"public_key": "00", "signature": "00"}', "\x00"])
def test_what_is_no_signature_is_refused(make_pack, content):
    folder = make_pack([THING])
    (folder / "pack.sig").write_text(content)
    with pytest.raises(PackError, match=r"pack.sig"):
        signature_standing(folder, frozenset())


def test_keys_are_not_overwritten_and_must_be_keys(tmp_path):
    make_key(tmp_path / "key")
    with pytest.raises(PackError, match="already"):
        make_key(tmp_path / "key")
    (tmp_path / "short.pub").write_text("00ff")
    with pytest.raises(PackError, match="32 bytes"):
        public_key(tmp_path / "short.pub")
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
