"""What a person sees of a table in the UI: rates, tables and charts, from the statements of `sql/shown/`."""

from pipelines.work.figures.drawing import markdown_table
from pipelines.work.figures.shown import Drawn, Figure, Rates, figures_of

__all__ = ["Drawn", "Figure", "Rates", "figures_of", "markdown_table"]
