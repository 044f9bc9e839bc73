"""The chance that a statement's content and speaker are right, calibrated."""

import json
from pathlib import Path

from pipelines.encoder.heads import chance_of, log_odds
from pipelines.enrich.quotes.attributions import Attribution
from pipelines.enrich.quotes.speakers import Speaker
from pipelines.enrich.quotes.tags import CONTENT, CUE, SOURCE

SCORES_FILE = "scores.json"
DECIMALS = 3
MIN_CHANCE = 1e-4
_LOGIT = " logit"


def features(statement: Attribution, speaker: Speaker, kind: str) -> dict[str, float]:
    """What a score rests on."""
    found = {"bias": 1.0, f"kind {kind}": 1.0, f"basis {speaker.basis}": 1.0}
    if speaker.party is None:
        found["unknown"] = 1.0
    for role in (CONTENT, CUE, SOURCE):
        if role in statement.chances:
            found[role + _LOGIT] = log_odds(statement.chances[role], MIN_CHANCE)
        else:
            found[f"no {role}"] = 1.0
    return found


class Scores:
    """A logistic function of what a statement is like.

    Args:
        folder: Folder of the quote reading's weights.
    """

    def __init__(self, folder: Path) -> None:
        self.files = (folder / SCORES_FILE,)
        self._weights: dict[str, float] = json.loads(self.files[0].read_text(encoding="utf-8"))["weights"]
        self._slopes = {role: self._weights.get(role + _LOGIT, 0.0) for role in (CONTENT, CUE, SOURCE)}
        self._constants: dict[tuple[object, ...], float] = {}

    def of(self, statement: Attribution, speaker: Speaker, kind: str) -> float:
        """The chance, 0 to 1."""
        logit = self._constant(statement, speaker, kind)
        for role, chance in statement.chances.items():
            logit += self._slopes[role] * log_odds(chance, MIN_CHANCE)
        return round(chance_of(logit), DECIMALS)

    def _constant(self, statement: Attribution, speaker: Speaker, kind: str) -> float:
        """What does not hang on the chances, the same for all statements that have the same parts."""
        like = (kind, speaker.basis, speaker.party is None, *statement.chances)
        known = self._constants.get(like)
        if known is None:
            found = features(statement, speaker, kind).items()
            known = sum(self._weights.get(name, 0.0) * value for name, value in found if not name.endswith(_LOGIT))
            self._constants[like] = known
        return known
