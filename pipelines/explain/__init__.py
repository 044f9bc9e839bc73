"""What a row rests on: its sentence with the span marked, what it says in words, its evidence, and who read it.

Everything that a contract says of a table is taken from it, so a table that is added is explained without a line here.
"""

from pipelines.explain.finding import ExplainError, Target, explained
from pipelines.explain.wording import Explanation

__all__ = ["ExplainError", "Explanation", "Target", "explained"]
