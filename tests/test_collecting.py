"""Python's search for unreachable cycles: put off inside, as before afterwards."""

import gc

import pytest

from pipelines.collecting import MOST_YOUNG, rarely_collected


def test_a_run_looks_for_cycles_rarely_and_what_was_set_comes_back_even_after_an_error():
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="of a run"), rarely_collected():
        assert gc.get_threshold() == (MOST_YOUNG, *before[1:])
        raise ValueError("of a run")
    assert gc.get_threshold() == before
