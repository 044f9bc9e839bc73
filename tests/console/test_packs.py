"""`dateline knowledge`: as a user types it."""

import pytest
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


@pytest.mark.parametrize("arguments", [["install"], ["install", "{tmp}", "--from-dump", "{tmp}"]])
def test_what_to_install_must_be_one_thing(arguments, tmp_path):
    result = run(*[argument.replace("{tmp}", str(tmp_path)) for argument in arguments])
    assert (result.exit_code, "--from-dump" in result.output) == (2, True)


def test_a_dump_is_installed_and_a_missing_one_is_named(tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "labels.tsv").write_text("id\tlanguage\tlabel\nQ1\ten\tRosa Lindqvist\n")
    assert run("install", "--from-dump", folder, "--version", "2026-11-02", "--name", "own").exit_code == 0
    assert "knowledge own@2026-11-02+" in run("list").output
    missing = run("install", "--from-dump", tmp_path / "none.json")
    assert (missing.exit_code, "no such file" in missing.output) == (1, True)
