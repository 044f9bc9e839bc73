"""Write the pages of `docs/` that follow from the code: the dictionary of tables, the accuracy and the performance.

    python -m benchmarks.documentation

`docs/tables.md` comes from the contracts and the views, `docs/accuracy.md` from the cards beside the models, `docs/performance.md` from what
benchmarks saved in `benchmarks/results/`. `tests/test_documentation.py` fails while a page is not what this writes.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.console.evaluating import TASKS
from pipelines.contracts import CONTRACTS, TableContract
from pipelines.sqlfiles import list_sql, load_sql

ROOT = Path(__file__).parent.parent
CARDS = ROOT / "pipelines" / "models"
RESULTS = ROOT / "benchmarks" / "results"
SCHEMAS = {
    "raw": "what was received, as it was received",
    "core": "articles and the facts read from them",
    "marts": "aggregates by day",
    "ops": "the pipeline's own records",
}
_NO_SCORES = re.compile(r"licence|size|file \|", re.IGNORECASE)
"""How tables of cards begin that are about data or files, not about scores."""
_COMMAND = re.compile(r"dateline evaluate|python -m (benchmarks|\S*(report|measure|baselines))")
"""Commands that measure; those that train stay in the card."""


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (ROOT / "docs" / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}: {len(text):,} characters")


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    return {
        "tables.md": tables_page(),
        "accuracy.md": accuracy_page(),
        "performance.md": performance_page(),
        "gold.md": gold_page(),
    }


def tables_page() -> str:
    """Return the dictionary of tables, views, columns and codes."""
    contracts = [CONTRACTS[name] for name in CONTRACTS if CONTRACTS[name].schema_name in SCHEMAS]
    lines = [
        "# Tables and columns",
        "",
        "Written by `python -m benchmarks.documentation` from the contracts; the same words stand in the warehouse as comments:",
        "",
        "```sql",
        "select table_name, column_name, comment from duckdb_columns() where schema_name = 'core';",
        "```",
        "",
        "Offsets are Unicode code points, half-open: `substr(text, start_char + 1, end_char - start_char) = surface`. Ids are text. Days are",
        "dates without a time zone; times are UTC. A score is a probability, 0 to 1. Current articles are those with `is_current`.",
        "",
        "Codes: `entity_type` is a name of OntoNotes (PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, PRODUCT, WORK_OF_ART, LAW); `feature_class` and",
        "`feature_code` are those of GeoNames; `country_code` is ISO 3166-1 alpha-2; `language_code` ISO 639-1; `topic_code` an IPTC Media Topic",
        "(`medtop:...`) or a code of your own scheme; `timex_type` and `value` are TIMEX3; `h3_cell` is an H3 cell.",
        "",
    ]
    for schema, what in SCHEMAS.items():
        lines += [f"## `{schema}`: {what}", ""]
        for contract in contracts:
            if contract.schema_name == schema:
                lines += _table(contract)
        for name in list_sql(f"views/{schema}"):
            lines += _view(schema, name)
    return "\n".join(lines).rstrip() + "\n"


def _table(contract: TableContract) -> Iterator[str]:
    yield from (
        f"### `{contract.qualified_name}`",
        "",
        f"{contract.grain}. Key: {', '.join(f'`{c}`' for c in contract.key)}.",
        "",
    )
    yield from ("| column | type | is |", "|---|---|---|")
    for column in contract.columns:
        kind = column.sql_type if column.nullable else f"{column.sql_type}, never NULL"
        yield f"| `{column.name}` | {kind} | {_cell(column.doc)} |"
    yield ""


def _view(schema: str, name: str) -> Iterator[str]:
    view = load_sql(f"views/{schema}", name)
    yield from (
        f"### view `{schema}.{name}`",
        "",
        " ".join(view.description.split()),
        "",
        "| column | is |",
        "|---|---|",
    )
    yield from (f"| `{column}` | {_cell(doc)} |" for column, doc in view.columns.items())
    yield ""


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def accuracy_page() -> str:
    """Return the scores of every model, as its card has them."""
    lines = [
        "# How accurate the readings are",
        "",
        "Written by `python -m benchmarks.documentation` from the card beside each model, which says on what data, of what size and by which command",
        "a score was measured, what the weights were learnt from, and where they fall short. Your own gold data is scored by",
        "`dateline evaluate TASK GOLD` (formats: [gold.md](gold.md)).",
        "",
    ]
    for card in sorted(CARDS.glob("*/*.md")):
        found = list(_scores(card.read_text(encoding="utf-8")))
        if any(block.startswith("|") for block in found):
            title = card.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
            where = card.relative_to(ROOT)
            lines += [f"## {card.parent.name}: {title}", "", f"Card: [{where}](../{where})", "", *found]
    return "\n".join(lines).rstrip() + "\n"


def _scores(card: str) -> Iterator[str]:
    """The tables of scores of a card, each with the paragraph before it, and the commands."""
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", card)]
    for before, block in zip(["", *blocks], blocks, strict=False):
        if block.startswith("|") and not _NO_SCORES.search(block.partition("\n")[0]):
            if before and not before.startswith(("|", "#")):
                yield from (before, "")
            yield from (block, "")
        elif block.startswith("    ") and _COMMAND.search(block):
            yield from ("```", *(line[4:] for line in block.splitlines()), "```", "")


def gold_page() -> str:
    """Return what gold data looks like, by task, as the modules that read it say."""
    lines = [
        "# Gold data for `dateline evaluate`",
        "",
        "Written by `python -m benchmarks.documentation` from the modules that read it. `dateline evaluate TASK GOLD` prints scores as JSON;",
        "a file that is not as expected is refused with its line and what should stand there.",
        "",
    ]
    for task in TASKS:
        lines += [f"## {task}", ""]
        for module in (task, f"{task}_gold", f"{task.removesuffix('ies')}y_gold"):
            path = ROOT / "pipelines" / "evaluation" / f"{module}.py"
            if path.is_file():
                lines += _told(ast.parse(path.read_text(encoding="utf-8")))
    return "\n".join(lines).rstrip() + "\n"


def _told(module: ast.Module) -> Iterator[str]:
    """What a module says of itself, and what its readers of gold say of theirs."""
    readers = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("read_")]
    for node in (module, *readers):
        words = ast.get_docstring(node) or ""
        for section in ("\n\nRaises:", "\n\nReturns:", "\n\nYields:"):
            words = words.partition(section)[0]
        if words:
            yield from (words, "")


def performance_page() -> str:
    """Return what benchmarks measured and saved."""
    lines = [
        "# How fast it is",
        "",
        "Written by `python -m benchmarks.documentation` from `benchmarks/results/`, where a benchmark saves what it measured with `--save`. Seconds",
        "are of the clock, processor seconds of all threads together; the machine is named, for another one differs. Ratios travel better.",
        "",
    ]
    for path in sorted(RESULTS.glob("*.json")):
        lines += _result(json.loads(path.read_text(encoding="utf-8")))
    return "\n".join(lines).rstrip() + "\n"


def _result(result: dict[str, Any]) -> Iterator[str]:
    rows = result["rows"]
    names = list(rows[0])
    yield from (
        f"## {result['title']}",
        "",
        result["what"],
        "",
        f"| {' | '.join(names)} |",
        "|" + "---|" * len(names),
    )
    yield from (f"| {' | '.join(_value(row[name]) for name in names)} |" for row in rows)
    yield from ("", f"Command: `{result['command']}`. Machine: {result['machine']}.", "")


def _value(value: object) -> str:
    return (
        f"{value:,}" if isinstance(value, int) else f"{value:,.3g}" if isinstance(value, float) else _cell(str(value))
    )


if __name__ == "__main__":
    main()
