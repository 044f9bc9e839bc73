"""`dateline evaluate`: a stage against gold data."""

import json
from importlib import import_module
from pathlib import Path

TASKS = (
    "segmentation",
    "entities",
    "places",
    "linking",
    "topics",
    "times",
    "dates",
    "stories",
    "duplicates",
    "quotes",
    "events",
)


class EvaluationError(ValueError):
    """The task or its gold data cannot be used; the message says why."""


def score(task: str, gold: Path) -> str:
    """The scores as JSON.

    Raises:
        EvaluationError: If there is no such task, no such file, or the gold data is not as the task expects.
    """
    from pipelines.evaluation.gold import GoldError

    if task not in TASKS:
        raise EvaluationError(f"no task {task!r}; there are: {', '.join(TASKS)}")
    if not gold.exists():
        raise EvaluationError(f"{gold}: no such file or folder")
    try:
        scores = import_module(f"pipelines.evaluation.{task}").evaluate(gold)
    except GoldError as error:
        raise EvaluationError(str(error)) from error
    return json.dumps({"task": task, "gold_path": str(gold), **scores}, indent=2, ensure_ascii=False, default=str)
