"""Every warehouse table once: schema, key, grain and column docs. Nothing else declares columns."""

from pipelines.contracts.core import CORE_TABLES
from pipelines.contracts.marts import MART_TABLES
from pipelines.contracts.ops import OPS_TABLES
from pipelines.contracts.raw import RAW_TABLES
from pipelines.contracts.table import Column, ContractError, Registry, TableContract

CONTRACT_VERSION = 1
"""Rises when a stored table changes so that an older warehouse cannot be read or written as it is."""

CONTRACTS = Registry((*RAW_TABLES, *CORE_TABLES, *MART_TABLES, *OPS_TABLES))

__all__ = ["CONTRACTS", "CONTRACT_VERSION", "Column", "ContractError", "Registry", "TableContract"]
