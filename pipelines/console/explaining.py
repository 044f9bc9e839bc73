"""`dateline explain`: rows of a table, or of a named query, with what they rest on."""

from collections.abc import Mapping

from pipelines.console.querying import named_rows
from pipelines.explain import ExplainError, Explanation, Target, explained
from pipelines.explain.finding import targets_of
from pipelines.settings import Settings
from pipelines.sqlfiles import list_sql
from pipelines.warehouse import open_warehouse


def explain_target(settings: Settings, target: Target, parameters: Mapping[str, str]) -> str:
    """Return rows explained in words.

    Args:
        settings: Which warehouse.
        target: A table's rows; its `table` may be a named query, whose rows are then looked at one by one.
        parameters: Parameters of the named query.

    Raises:
        ExplainError: If nothing can be explained as asked.
        pipelines.console.querying.QueryError: If the query cannot be run as given.
        pipelines.warehouse.WarehouseError: If there is no warehouse to read.
    """
    with open_warehouse(settings).reader() as session:
        if target.table not in list_sql("queries"):
            if parameters:
                raise ExplainError(f"-p is for named queries, and {target.table} is none; use --key COLUMN=VALUE")
            found = explained(session, target)
        else:
            found = []
            for one in targets_of(named_rows(session, target.table, parameters).to_pylist(), target.limit):
                try:
                    found += explained(session, one)
                except ExplainError:
                    continue  # this table has no fact there
    if not found:
        raise ExplainError(f"{target.table} has no rows to explain")
    return "\n".join(map(_laid_out, found))


def _laid_out(explanation: Explanation) -> str:
    lines = [f"{explanation.table_name}: {explanation.grain}"]
    if explanation.passage:
        lines += ["", f"    {' '.join(explanation.passage.split())}", ""]
    lines += [f"  {line}" for line in explanation.says]
    if explanation.sureness:
        lines.append(f"  {explanation.sureness}")
    if explanation.evidence:
        lines += ["  rests on", *(f"    {line}" for line in explanation.evidence)]
    if explanation.reader:
        lines.append(f"  read by {explanation.reader}")
    return "".join(f"{line}\n" for line in lines)
