"""Which stretches of a text are toponyms: the recogniser's mentions, and the dictionary's matches that pass a filter."""

import json
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.encoder.session import load_model
from pipelines.enrich.places.boundaries import dictionary_matches, settled
from pipelines.enrich.places.mentions import SCAN, EntitySpan, Mention
from pipelines.enrich.places.span_features import span_features
from pipelines.enrich.places.surfaces import SurfaceIndex
from pipelines.gazetteer.place import NAME_KINDS, NameSpan

Floats = npt.NDArray[np.float32]

MODEL_DIR = Path(__file__).parents[2] / "models" / "places"
PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
PEOPLE_TYPE, PERSON_TYPE = "NORP", "PERSON"
_DEGREE = re.compile(r", ?((?:[A-Z][a-z]?\.){2,}(?!\w))")
TITLE_THRESHOLD = 0.8
"""Least score of a title's first word that the recogniser did not name: any word is raised there ("Orchards lose half their crop")."""
UNIONS = frozenset({"EU", "E.U.", "European Union"})
"""Unions of states with a territory: organisations to the recogniser, places to who annotates places."""
_DEMONYM = NAME_KINDS.index("demonym")


class ToponymFinder:
    """Toponym mentions of a text.

    Args:
        index: Candidates by surface.
        model_dir: Where the filter and its word statistics lie.
        threshold: Least score of a dictionary match that the recogniser did not name.
    """

    def __init__(self, index: SurfaceIndex, *, model_dir: Path = MODEL_DIR, threshold: float | None = None) -> None:
        self._index = index
        self._model = load_model(model_dir / "toponyms.onnx", 1)
        settings = json.loads((model_dir / "toponyms.json").read_text(encoding="utf-8"))
        self._words: Mapping[str, Sequence[float]] = settings["words"]
        self.threshold = settings["threshold"] if threshold is None else threshold

    def find(self, field: str, text: str, entities: Sequence[EntitySpan]) -> list[Mention]:
        """The toponym mentions of one field, by position; none overlap. See `find_all`."""
        return self.find_all([(field, text, entities)])[0]

    def find_all(self, fields: Sequence[tuple[str, str, Sequence[EntitySpan]]]) -> list[list[Mention]]:
        """The toponym mentions of each field, by position; none overlap.

        Args:
            fields: Name of the field (`text` or `title`), its text, and all the recogniser's mentions in it.
        """
        forced, matches, features = [], [], []
        for field, text, entities in fields:
            found, open_matches = self._matches(field, text, entities)
            forced.append(found)
            matches.append(open_matches)
            features.append(span_features(text, open_matches, entities, self._index, self._words))
        scores = self.scores(np.concatenate(features)).tolist() if any(matches) else []
        at = 0
        for (field, text, _), found, of_field in zip(fields, forced, matches, strict=True):
            for match, score in zip(of_field, scores[at : at + len(of_field)], strict=True):
                opens_title = field == "title" and not match.start_char and " " not in text[: match.end_char]
                if score >= (TITLE_THRESHOLD if opens_title else self.threshold):
                    surface = text[match.start_char : match.end_char]
                    found.append(Mention(field, match.start_char, match.end_char, surface, SCAN, score))
            found.sort(key=lambda m: m.start)
            at += len(of_field)
        return forced

    def _matches(self, field: str, text: str, entities: Sequence[EntitySpan]) -> tuple[list[Mention], list[NameSpan]]:
        """The mentions that the recogniser settles, and the dictionary's matches beside them."""
        all_matches = dictionary_matches(text, self._index)
        found = forced_mentions(field, text, entities, all_matches, self._index)
        taken = bytearray(len(text) + 1)
        degrees = _degrees(text, entities)
        for start, end in _people_in_full(text, entities, all_matches):
            taken[start:end] = b"\1" * (end - start)
        for mention in found:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        open_matches = [m for m in all_matches if not any(taken[m.start_char : m.end_char])]
        return found, [m for m in open_matches if m.start_char not in degrees]

    def scores(self, features: Floats) -> Floats:
        """Chance that each span is a toponym."""
        outputs = self._model.run({"features": features}, ["probabilities"])
        return np.ascontiguousarray(outputs["probabilities"][:, 1], dtype=np.float32)


def forced_mentions(
    field: str, text: str, entities: Sequence[EntitySpan], matches: Sequence[NameSpan], index: SurfaceIndex
) -> list[Mention]:
    """The recogniser's places, and the peoples of places, as toponyms with settled boundaries, and unions of states; none overlap.

    Args:
        field: `text` or `title`.
        text: The field's text.
        entities: The recogniser's mentions in it, of every type.
        matches: The dictionary's matches in it, by position.
        index: Candidates by surface.
    """
    starts = [match.start_char for match in matches]
    found: list[Mention] = []
    degrees = _degrees(text, entities)
    end = 0
    for entity in sorted(entities):
        if entity.start in degrees:
            continue
        is_place = entity.entity_type in PLACE_TYPES or text[entity.start : entity.end] in UNIONS
        if not is_place and entity.entity_type != PEOPLE_TYPE:
            continue
        first = max(0, bisect_left(starts, entity.start) - 1)
        near = list(takewhile(lambda m: m.start_char < entity.end, matches[first:]))  # noqa: B023 consumed here
        for span_start, span_end in settled(text, entity.start, entity.end, near, index):
            surface = text[span_start:span_end]
            if span_start >= end and (is_place or _is_people_of_place(surface, index)):
                found.append(Mention(field, span_start, span_end, surface, entity.entity_type, entity.score))
                end = span_end
    return found


def _is_people_of_place(surface: str, index: SurfaceIndex) -> bool:
    return bool((index.of(surface).features[:, 0] == _DEMONYM).any())


def _degrees(text: str, entities: Sequence[EntitySpan]) -> frozenset[int]:
    """Where initials with full stops follow a person's name and a comma: "Jane Roe, M.D.", which is no state."""
    ends = (entity.end for entity in entities if entity.entity_type == PERSON_TYPE)
    return frozenset(match.start(1) for end in ends if (match := _DEGREE.match(text, end)))


def _people_in_full(text: str, entities: Sequence[EntitySpan], matches: Sequence[NameSpan]) -> list[tuple[int, int]]:
    """Spans of people that are named in full, and of their first and last names alone.

    One word that is read as a person may be a town, and so may several that are a place's name as they stand.
    """
    people = [(e.start, e.end, text[e.start : e.end].split()) for e in entities if e.entity_type == PERSON_TYPE]
    places = {(match.start_char, match.end_char) for match in matches}
    full = [(start, end, words) for start, end, words in people if len(words) > 1 and (start, end) not in places]
    parts = {part for _, _, words in full for part in words}
    alone = [(start, end) for start, end, words in people if len(words) == 1 and words[0] in parts]
    return [*alone, *((start, end) for start, end, _ in full)]
