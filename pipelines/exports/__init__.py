"""The warehouse in formats that other programs import: STIX 2.1, GDELT's GKG 2.1 and GeoParquet 1.1.

Only current articles that are no copies are written; every id follows from the ids of the warehouse, so that the same
publication is written the same way each time.
"""

from pipelines.exports.geoparquet import as_geoparquet
from pipelines.exports.gkg import as_gkg
from pipelines.exports.scope import Scope, read_scope
from pipelines.exports.stix import as_stix

__all__ = ["Scope", "as_geoparquet", "as_gkg", "as_stix", "read_scope"]
