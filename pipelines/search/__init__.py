"""Full-text search: an SQLite FTS5 file beside the published copy, kept in step by article, joined to it by id.

The file holds words and where they stand, and what a result shows: texts (compressed), sources, copies, stories. It is made
and brought up to date by whoever searches, never by a run, and may be deleted at any moment. A search for words and days
alone does not open the warehouse.
"""

from pipelines.search.finding import Found, search, search_copy
from pipelines.search.index import SearchError
from pipelines.search.narrowing import Wanted

__all__ = ["Found", "SearchError", "Wanted", "search", "search_copy"]
