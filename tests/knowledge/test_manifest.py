"""Manifests: what is read, what is refused, and that one byte is noticed."""

import json

import pytest

from pipelines.knowledge.compiling.builder import Name, Thing
from pipelines.knowledge.manifest import PackError, check_files, read_manifest, version_key

THING = Thing(number=1, kind="person", names=[Name("Ann Author")])


def changed(folder, **fields):
    path = folder / "pack.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        pytest.param({"format": "minisign"}, "another program", id="pack of another program"),
        pytest.param({"format_version": 2}, "upgrade dateline", id="pack of a later format"),
        pytest.param({"kind": "recipes"}, "expected one of", id="unknown kind"),
        pytest.param({"name": "../up"}, "small letters", id="name that leaves the folder"),
        pytest.param({"files": {"../../x": "0"}}, "without a folder", id="file that leaves the folder"),
        pytest.param({"date": "yesterday"}, "get the pack again", id="no day"),
    ],
)
def test_a_manifest_that_is_not_ours_is_refused(make_pack, fields, message):
    folder = make_pack([THING])
    changed(folder, **fields)
    with pytest.raises(PackError, match=message):
        read_manifest(folder)


def test_what_is_no_pack_is_refused(tmp_path):
    with pytest.raises(PackError, match="expected the folder of a pack"):
        read_manifest(tmp_path)
    (tmp_path / "pack.json").write_text("{")
    with pytest.raises(PackError, match="not JSON"):
        read_manifest(tmp_path)


def test_one_changed_byte_of_any_file_is_found(make_pack):
    folder = make_pack([THING])
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    for name in manifest.files:
        path, content = folder / name, (folder / name).read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(PackError, match=name):
            check_files(folder, manifest)
        path.write_bytes(content)
    (folder / "keys.arrow").unlink()
    with pytest.raises(PackError, match=r"keys.arrow is missing"):
        check_files(folder, manifest)


def test_the_id_of_a_pack_follows_its_rows(make_pack):
    one = read_manifest(make_pack([THING]))
    other = read_manifest(make_pack([Thing(number=2, kind="person", names=[Name("Ann Author")])], name="small"))
    assert one.pack_id.startswith("small@1+")
    assert one.pack_id != other.pack_id


def test_versions_are_ordered_as_numbers():
    ordered = ["1", "1.2", "1.10", "2", "2026-03-01", "2026-11-02"]
    mixed = ["2026-11-02", "1.10", "2", "1", "2026-03-01", "1.2"]
    assert sorted(mixed, key=version_key) == ordered
