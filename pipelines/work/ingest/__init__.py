"""Files into `raw`: each file is read when it is new or has changed; what it held before becomes an older version."""

from pipelines.work.ingest.forgetting import forget
from pipelines.work.ingest.ingesting import IngestCounts, ingest, utc_now
from pipelines.work.ingest.ledger import ReadOptions

__all__ = ["IngestCounts", "ReadOptions", "forget", "ingest", "utc_now"]
