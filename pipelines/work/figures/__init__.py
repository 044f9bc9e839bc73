"""What a person sees of a table in the UI: rates, tables and charts, from the statements of `sql/shown/`."""

from pipelines.work.figures.drawing import bar_chart, markdown_table
from pipelines.work.figures.shown import Chart, Figure, Rates, Rows, figures_of

__all__ = ["Chart", "Figure", "Rates", "Rows", "bar_chart", "figures_of", "markdown_table"]
