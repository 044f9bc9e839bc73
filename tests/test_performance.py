"""Two commits' figures side by side."""

from benchmarks.performance import NAMES, commands, compared, measure


def result(*rows):
    return {"rows": list(rows)}


def test_figures_that_both_have_are_held_against_each_other(tmp_path):
    one = {"marts": result({"mart": "a", "s": 2.0, "by": "sql"}, {"mart": "gone", "s": 1.0}), "only": result()}
    other = {"marts": result({"mart": "a", "s": 3.0, "by": "polars"}, {"mart": "new", "s": 1.0})}
    [line] = compared(one, other)
    assert line.split() == ["marts", "a", "s", "2.00", "3.00", "1.50"]
    assert list(compared({}, other)) == []


def test_a_checkout_without_a_benchmark_is_told_of_and_left_out(tmp_path, capsys):
    assert measure(tmp_path, 10, ["marts"]) == {}
    assert "benchmarks.marts did not run" in capsys.readouterr().err


def test_every_result_has_a_command_that_saves(tmp_path):
    assert set(commands(10, tmp_path)) == set(NAMES)
    assert all(command[-1] == "--save" for command in commands(10, tmp_path).values())
