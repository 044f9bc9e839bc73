"""Every warehouse table once: schema, key, grain and column docs. Nothing else declares columns."""

from pipelines.contracts.core import CORE_TABLES
from pipelines.contracts.desk_marts import DESK_MART_TABLES
from pipelines.contracts.events import EVENT_TABLES
from pipelines.contracts.grouping import GROUPING_TABLES
from pipelines.contracts.linking import LINKING_TABLES
from pipelines.contracts.marts import MART_TABLES
from pipelines.contracts.ops import OPS_TABLES
from pipelines.contracts.pairs import PAIR_TABLES
from pipelines.contracts.raw import RAW_TABLES
from pipelines.contracts.statements import STATEMENT_TABLES
from pipelines.contracts.stories import STORY_TABLES
from pipelines.contracts.table import Column, ContractError, Registry, TableContract
from pipelines.contracts.undated import UNDATED_TABLES
from pipelines.extensions import offered

CONTRACTS = Registry(
    (
        *(*RAW_TABLES, *CORE_TABLES, *EVENT_TABLES, *GROUPING_TABLES, *LINKING_TABLES, *STATEMENT_TABLES),
        *(*MART_TABLES, *DESK_MART_TABLES, *OPS_TABLES, *STORY_TABLES, *PAIR_TABLES, *UNDATED_TABLES),
    ),
    more=lambda: offered("TABLES", TableContract),
)

__all__ = ["CONTRACTS", "Column", "ContractError", "Registry", "TableContract"]
