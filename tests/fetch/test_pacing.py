"""Requests to one host are apart; those to others do not wait."""

from pipelines.fetch.pacing import Paces


def test_a_host_is_given_a_pause_and_more_if_it_asks():
    now = [0.0]
    waited = []

    def sleep(seconds):
        waited.append(seconds)
        now[0] += seconds

    paces = Paces(1.0, clock=lambda: now[0], sleep=sleep)
    for host in ("a", "b", "a"):
        with paces.turn(host):
            now[0] += 0.25
    assert waited == [0.75]
    paces.slow_down("a", 10.0)
    with paces.turn("a"):
        pass
    with paces.turn("a"):
        pass
    assert waited == [0.75, 1.0, 10.0]
