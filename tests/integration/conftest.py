"""Whole runs: the command in a process of its own, and a warehouse compared row by row."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.warehouse import Warehouse

CLOCK_COLUMNS = {"started_at", "finished_at", "rejected_at", "published_at", "applied_at", "failed_at"}
"""The pipeline's own clock; everything else must be the same whenever a run takes place."""

DUMP = """Title: Border town counts the cost of a night of shelling

Shells fell on the town of Kupyansk overnight, the regional governor Oleh Marchenko said on Monday, March 9.
“We heard the first explosion at two in the morning,” said Iryna Bondar, a teacher who lives near the station.
Marchenko said that two schools in Kharkov Region would stay closed until Thursday.
Title: Central bank leaves rates where they are, and markets shrug

The European Central Bank kept its key interest rate at 2.25 percent on Tuesday, its president said in Frankfurt.
Analysts had expected the decision. Shares in Paris and Milan hardly moved, and the euro traded at 1.08 dollars.
“Inflation is close to our goal,” the bank said in a statement published on its website.
Title: Rocket carries weather satellites into orbit from the Baikonur Cosmodrome

A Soyuz rocket lifted off from the Baikonur Cosmodrome in Kazakhstan on Wednesday, the space agency Roscosmos said.
It carried four satellites that will watch storms over the Pacific Ocean, according to the agency.
"""
RECORDS = (
    '{"id": "w1", "title": "Quake off Chile", "text": "A strong earthquake shook Valparaiso on Tuesday, officials said.", '
    '"published_at": "2026-03-10T08:00:00Z", "source": "wire"}\n'
    '{"id": "w2", "title": "Talks resume", "text": "Talks between Sudan and Egypt resumed in Cairo on Friday.", '
    '"published_at": "2026-03-13T08:00:00Z", "source": "wire"}\n'
)


@pytest.fixture
def inputs(tmp_path) -> Path:
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "dump.txt").write_text(DUMP, encoding="utf-8")
    (folder / "wire.jsonl").write_text(RECORDS, encoding="utf-8")
    moment = 1_773_800_000  # 18 March 2026: what was collected then cannot be of later days
    for path in folder.iterdir():
        os.utime(path, (moment, moment))
    return folder


TIMEOUT_S = 1_200
"""Ten times what the slowest command takes on an idle machine: a busy one fails nothing."""


def dateline(*arguments, cwd=None, timeout=TIMEOUT_S, env=None):
    """Runs the command; gives the finished process with its output as text."""
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=timeout,
        cwd=cwd,
        env={**command_environment(), **(env or {})},
    )


def command_environment():
    """The environment in which a process finds the package under test."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def rows_of(warehouse: Path | Warehouse) -> dict[str, list[dict[str, object]]]:
    """Every table of a warehouse, ordered, without the columns that hold the pipeline's own clock."""
    opened = warehouse if isinstance(warehouse, Warehouse) else Warehouse(warehouse)
    with opened.reader() as session:
        return {
            name: session.query(
                "select "
                + ", ".join(column for column in contract.column_names if column not in CLOCK_COLUMNS)
                + f" from {name} order by all"
            ).to_pylist()
            for name, contract in CONTRACTS.items()
            if name not in {"ops.changes", "ops.progress", "ops.publications"}
        }
