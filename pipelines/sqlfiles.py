"""Find and read `sql/<folder>/<name>.sql`: one statement per file under a header comment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

_PACKAGED = Path(__file__).parent / "_sql"
_CHECKOUT = Path(__file__).parent.parent / "sql"
_PARAMETER = re.compile(
    r"^--[ \t]*parameter:[ \t]*(?P<name>\w+)[ \t]*(?:=[ \t]*(?P<default>.*?))?[ \t]*$", re.MULTILINE
)
_COLUMN = re.compile(r"^column:[ \t]*(?P<name>\w+):[ \t]*(?P<doc>.+)$")
_SCOPE = re.compile(r"^scope:[ \t]*(?P<scope>slice|table)$")
_SEVERITY = re.compile(r"^severity:[ \t]*(?P<severity>error|warning)$")
_HEADER_LINE = re.compile(r"^--\s?(.*)$")


class SqlFileError(LookupError):
    """No such SQL file, or one without a header or statement."""


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One statement and what its header says of it.

    Attributes:
        name: File name without suffix.
        description: The header's prose, without its parameter lines.
        parameters: `$name` parameters with their default, None where one must be given.
        statement: The SQL, without the final semicolon.
        columns: Of a view, its columns with what they mean.
        is_of_slices: Of a check, whether it can be asked of the rows of a few units (`scope: slice`, the default) or
            only of whole tables (`scope: table`).
        is_warning: Of a check, whether offending rows are only reported (`severity: warning`).
    """

    name: str
    description: str
    parameters: Mapping[str, str | None]
    statement: str
    columns: Mapping[str, str] = field(default_factory=dict)
    is_of_slices: bool = True
    is_warning: bool = False


def sql_root() -> Path:
    """The folder of SQL files: inside the wheel, else of the checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def parse_sql(name: str, source: str) -> SqlFile:
    """The parts of one SQL file.

    Raises:
        SqlFileError: If the header comment or the statement is missing.
    """
    header: list[str] = []
    lines = source.strip().splitlines()
    while lines and (match := _HEADER_LINE.match(lines[0])):
        header.append(match.group(1))
        lines.pop(0)
    statement = "\n".join(lines).strip().rstrip(";").strip()
    if not header or not statement:
        raise SqlFileError(f"{name}.sql: expected a header comment and one statement")
    parameters = {m["name"]: m["default"] for m in _PARAMETER.finditer(source)}
    columns = {m["name"]: m["doc"] for line in header if (m := _COLUMN.match(line))}
    scope = next((m["scope"] for line in header if (m := _SCOPE.match(line))), "slice")
    severity = next((m["severity"] for line in header if (m := _SEVERITY.match(line))), "error")
    tags = ("parameter:", "column:", "scope:", "severity:")
    prose = "\n".join(line for line in header if not line.startswith(tags)).strip()
    return SqlFile(name, prose, parameters, statement, columns, scope == "slice", severity == "warning")


@lru_cache(maxsize=256)
def load_sql(folder: str, name: str) -> SqlFile:
    """The SQL file `sql/<folder>/<name>.sql`.

    Raises:
        SqlFileError: If there is none; the message lists those that there are.
    """
    path = sql_root() / folder / f"{name}.sql"
    if not path.is_file():
        raise SqlFileError(f"no {folder}/{name}.sql; there are: {', '.join(list_sql(folder))}")
    return parse_sql(name, path.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def list_sql(folder: str) -> tuple[str, ...]:
    """Names of the SQL files of a folder, sorted."""
    return tuple(sorted(path.stem for path in (sql_root() / folder).glob("*.sql")))
