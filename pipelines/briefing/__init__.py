"""The briefing: what a warehouse says of some days and places, as one page that needs nothing else.

`scope` chooses the articles, `reading` asks the warehouse, `writing` makes the page. Nothing here imports DuckDB or Dagster: a
session comes in, text goes out.
"""

from pipelines.briefing.scope import BriefingError, Scope, choose
from pipelines.briefing.writing import briefing_page

__all__ = ["BriefingError", "Scope", "briefing_page", "choose"]
