"""The page on operations names every setting, and what it deploys is what a parser accepts."""

import configparser
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.operations.settings import OperationsSettings, load_operations, names_of

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("dateline*"))


def test_the_page_on_operations_has_a_row_for_each_setting():
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for name, field in OperationsSettings.model_fields.items():
        assert re.search(
            rf"^\| `DATELINE_{name.upper()}` \| .* \| {re.escape(field.description)} \|$", page, re.MULTILINE
        ), name


def test_names_stand_between_commas(monkeypatch):
    assert names_of(" a, ,b ") == ("a", "b")
    monkeypatch.setenv("DATELINE_NOTIFY", "log,mail")
    assert load_operations().channels == ("log", "mail")


class Unit(configparser.RawConfigParser):
    """systemd's files: keys may stand more than once, and their case counts."""

    optionxform = staticmethod(str)


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_one_and_runs_a_command_that_there_is(name):
    unit = Unit(strict=False, delimiters="=")
    unit.read(DEPLOY / name)
    kind = name.rpartition(".")[2].capitalize()
    assert {"Unit", kind} <= set(unit.sections())
    if kind == "Service":
        assert re.search(r"/opt/dateline/\.venv/bin/dateline (up|backup) ", unit["Service"]["ExecStart"])
        assert unit["Service"]["User"] == "dateline"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_nothing_wrong_in_a_unit(tmp_path, name):
    for unit in UNITS:  # commands and pages of the machine that it is for are not on this one
        text = (DEPLOY / unit).read_text(encoding="utf-8").replace("/opt/dateline/.venv/bin/dateline", "/bin/true")
        (tmp_path / unit).write_text(re.sub(r"(?m)^Documentation=.*\n", "", text))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", tmp_path / name], capture_output=True, text=True)
    assert name not in done.stderr, done.stderr


INSTRUCTIONS = {"FROM", "RUN", "WORKDIR", "COPY", "USER", "ENV", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"}


def test_the_containerfile_copies_what_there_is_and_runs_as_a_user_of_its_own():
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    found = [line.partition(" ")[::2] for line in lines if line and not line.startswith("#")]
    assert {name for name, _ in found} == INSTRUCTIONS
    assert found[0][0] == "FROM"
    for name, rest in found:
        if name == "COPY":
            *sources, _ = rest.split()
            assert all((ROOT / source).exists() for source in sources), rest
    names = [name for name, _ in found]
    assert names.index("USER") < names.index("CMD")
    assert json.loads(dict(found)["CMD"])[:2] == ["dateline", "up"]
