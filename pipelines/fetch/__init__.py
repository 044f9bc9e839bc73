"""Pages and feeds from the web into a folder that runs read: only when asked, politely, and never from inside a network."""

from pipelines.fetch.fetching import Fetch, fetch
from pipelines.fetch.given import GivenError, addresses_given
from pipelines.fetch.limits import FetchLimits
from pipelines.fetch.outcome import FetchOutcome, Refused

__all__ = ["Fetch", "FetchLimits", "FetchOutcome", "GivenError", "Refused", "addresses_given", "fetch"]
