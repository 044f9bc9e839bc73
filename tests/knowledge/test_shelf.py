"""The shelf: installing, replacing, removing, and what ships."""

import pytest

from pipelines.knowledge.compiling.builder import Name, Thing
from pipelines.knowledge.manifest import PackError
from pipelines.knowledge.shelf import KEYS_FOLDER, install, packs_folder, remove, shelved
from pipelines.knowledge.signing import make_key, sign

THING = Thing(number=1, kind="person", names=[Name("Ann Author")])


def names(home):
    return [pack.manifest.name for pack in shelved(home, shipped=())]


def test_the_packs_that_ship_are_whole(tmp_path):
    """Run `python -m pipelines.training.knowledge.manifests` when a gazetteer or events were made again."""
    found = shelved(tmp_path)
    assert [pack.problem for pack in found] == ["", "", ""]
    assert {pack.manifest.kind for pack in found} == {"knowledge", "gazetteer", "events"}
    knowledge = next(pack for pack in found if pack.manifest.kind == "knowledge")
    assert sum(path.stat().st_size for path in knowledge.folder.iterdir()) <= 8_000_000


def test_a_pack_is_installed_replaced_and_removed(make_pack, tmp_path):
    home = tmp_path / "home"
    install(make_pack([THING]), home)
    install(make_pack([THING], version="2"), home)
    assert [pack.manifest.version for pack in shelved(home, shipped=())] == ["2"]
    remove("small", home)
    assert names(home) == []
    with pytest.raises(PackError, match="there are: none"):
        remove("small", home)


def test_an_older_version_replaces_a_newer_one_only_when_told(make_pack, tmp_path):
    home = tmp_path / "home"
    install(make_pack([THING], version="1.10"), home)
    older = make_pack([THING], version="1.9")
    with pytest.raises(PackError, match=r"1\.9 is older than 1\.10"):
        install(older, home)
    install(older, home, allow_older=True)
    assert [pack.manifest.version for pack in shelved(home, shipped=())] == ["1.9"]


def test_a_tampered_pack_is_not_installed_and_one_tampered_with_later_is_named(make_pack, tmp_path):
    home = tmp_path / "home"
    folder = make_pack([THING])
    content = (folder / "names.arrow").read_bytes()
    (folder / "names.arrow").write_bytes(content.replace(b"Ann Author", b"Ann Arthur"))
    with pytest.raises(PackError, match=r"names.arrow"):
        install(folder, home)
    assert names(home) == []
    (folder / "names.arrow").write_bytes(content)
    install(folder, home)
    (packs_folder(home) / "small" / "names.arrow").write_bytes(content.replace(b"Ann Author", b"Ann Arthur"))
    assert "names.arrow" in shelved(home, shipped=())[0].problem


def test_a_pack_signed_by_a_stranger_is_refused_until_the_key_is_trusted(make_pack, tmp_path):
    home, folder = tmp_path / "home", make_pack([THING])
    public = make_key(tmp_path / "key")
    sign(folder, tmp_path / "key")
    with pytest.raises(PackError, match="not trusted here"):
        install(folder, home)
    keys = packs_folder(home) / KEYS_FOLDER
    keys.mkdir(parents=True)
    (keys / "friend.pub").write_bytes(public.read_bytes())
    install(folder, home)
    assert str(shelved(home, shipped=())[0].standing) == "signed"


def test_an_installed_pack_stands_for_the_shipped_one_of_its_name(make_pack, tmp_path):
    shipped, newer = make_pack([THING]), make_pack([THING], version="2")
    home = tmp_path / "home"
    install(newer, home)
    assert [(pack.manifest.version, pack.is_shipped) for pack in shelved(home, shipped=(shipped,))] == [("2", False)]
