"""`dateline knowledge`: as a user types it."""

from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.knowledge.compiling.builder import Name, Thing

runner = CliRunner()
THING = Thing(number=1, kind="person", names=[Name("Ann Author")])


def run(*arguments):
    return runner.invoke(app, ["knowledge", *map(str, arguments)])


def test_all_packs_are_listed_and_verified_by_one_command():
    listed = run("list")
    assert listed.exit_code == 0
    assert [line.split()[0] for line in listed.output.splitlines()] == ["knowledge", "gazetteer", "events"]
    assert "days old" in listed.output
    assert run("verify").exit_code == 0


def test_a_pack_goes_from_key_to_shelf_and_off_again(make_pack, tmp_path, monkeypatch):
    folder, keys = make_pack([THING]), tmp_path / "home" / "packs" / "keys"
    assert run("key", tmp_path / "own").exit_code == 0
    assert run("sign", folder, "--key", tmp_path / "own").exit_code == 0
    refused = run("install", folder)
    assert (refused.exit_code, "not trusted here" in refused.output) == (1, True)
    keys.mkdir(parents=True)
    (keys / "own.pub").write_bytes((tmp_path / "own.pub").read_bytes())
    assert run("install", folder).exit_code == 0
    assert "small@1+" in run("list").output
    assert "signed" in run("verify", folder).output
    assert run("remove", "small").exit_code == 0
    assert run("remove", "small").exit_code == 1


def test_a_tampered_pack_is_a_problem(make_pack):
    folder = make_pack([THING])
    (folder / "names.arrow").write_bytes(b"")
    result = run("verify", folder)
    assert result.exit_code == 1
    assert "PROBLEM" in result.output
    assert "names.arrow" in result.output
