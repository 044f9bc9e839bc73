"""Sums of fractions that do not depend on the order of rows: rows come in the order of commits, which no two runs share."""

import polars as pl

UNITS = 2**32
"""Fractions are counted in whole parts of this size, as the SQL twins do; two thousand million ones still fit."""


def in_units(fraction: pl.Expr) -> pl.Expr:
    """The fraction as a whole number of parts, rounded down."""
    return (fraction * UNITS).floor().cast(pl.Int64)
