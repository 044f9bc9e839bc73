"""Charts show what their numbers say."""

import re

from pipelines.pictures.charts import spark_bar


def test_a_bar_is_as_long_as_its_share():
    def width(share):
        return float(re.search(r'rect width="(\d+)"', spark_bar(share))[1])

    assert width(1.0) == 2 * width(0.5)
    assert width(0.0) == 1
    assert width(7.0) == width(1.0)
