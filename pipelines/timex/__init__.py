"""Time expressions and their calendar: a grammar over trigger words, and what an expression means on a given day.

Two readings stand on it: `enrich.times` stores what is found, `enrich.dating` asks what it says of an article's day.
"""

from pipelines.timex.mentions import Mention, read_times, read_times_below

__all__ = ["Mention", "read_times", "read_times_below"]
