"""Charts as SVG."""

from pipelines.pictures.markup import Markup, element

SPARK_WIDTH, SPARK_HEIGHT = 60, 9


def spark_bar(share: float) -> Markup:
    """Return a small bar for a share of the largest value, 0 to 1; it stands beside its number and says nothing more."""
    return element(
        "svg",
        element("rect", width=f"{max(1.0, SPARK_WIDTH * min(share, 1.0)):.0f}", height=SPARK_HEIGHT, class_="bar"),
        class_="spark",
        viewBox=f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}",
        aria_hidden="true",
    )
