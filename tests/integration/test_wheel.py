"""The wheel holds all that a run needs, and runs where no checkout is."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_a_built_wheel_runs_outside_the_checkout(inputs, tmp_path):
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(ROOT)],
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]
    [wheel] = (tmp_path / "dist").glob("dateline-*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(site)
    assert not [name for name in names if name.startswith("pipelines/training/")]
    assert "pipelines/evaluation/baselines.py" not in names
    assert {"pipelines/gazetteer/compiling/install.py", "pipelines/evaluation/segmentation.py"} <= names
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = {**os.environ, "PYTHONPATH": str(site)}
    where = subprocess.run(
        [sys.executable, "-c", "import pipelines; print(pipelines.__file__)"],
        capture_output=True, text=True, cwd=elsewhere, env=env,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(site)
    for arguments in (
        ["run", str(inputs), "--warehouse", str(elsewhere / "w.duckdb")],
        ["sql", "top_places", "--warehouse", str(elsewhere / "w.duckdb")],
        ["doctor", "--warehouse", str(elsewhere / "w.duckdb")],
        ["gazetteer", "install", "--help"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "pipelines.cli", *arguments], capture_output=True, text=True, cwd=elsewhere, env=env
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
