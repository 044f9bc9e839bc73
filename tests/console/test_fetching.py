"""What `dateline fetch` says, and how it ends."""

import pytest

from pipelines.console.fetching import LISTED, fetch_with_progress, summary
from pipelines.fetch import FetchLimits, FetchOutcome, Refused


@pytest.mark.parametrize(
    ("given", "code"),
    [("no-such-file.txt", 2), ("ftp://news.example/", 2), ("http://127.0.0.1:9/", 3), ("http://169.254.169.254/latest/meta-data", 3)],
    ids=["missing file", "no web address", "this machine", "a cloud's secrets"],
)  # fmt: skip
def test_the_exit_code_says_how_it_ended(tmp_path, capsys, given, code):
    folder = tmp_path / "landing"
    assert fetch_with_progress([given], folder, FetchLimits(host_delay_s=0), is_asked_again=False) == code
    assert folder.exists() is (code != 2), "wrong usage writes nothing"
    printed = capsys.readouterr()
    assert given in printed.out + printed.err


def test_a_summary_lists_what_was_refused_and_counts_the_rest(tmp_path):
    refused = [Refused(f"https://a.example/{n}", "http_404", "the server answers 404") for n in range(LISTED + 3)]
    lines = summary(FetchOutcome(fetched=2, known=4, listed=1, refused=refused), tmp_path)
    assert lines[0] == f"{tmp_path}: 2 fetched, 4 known, not asked again, {LISTED + 3} refused (1 feeds and lists read)"
    assert lines[-2:] == ["refused: 3 more: http_404", f"read them: dateline run {tmp_path}"]
