"""Sentences written for training: each sure expression of the list with those who act in the news, so that none starts unknown."""

import random
from collections.abc import Iterator

from pipelines.enrich.events.features import Sentence
from pipelines.enrich.events.lexicon import Expression, Match, load_lexicon, matches
from pipelines.enrich.events.phrases import load_actors
from pipelines.enrich.events.sentences import sentence_of
from pipelines.enrich.events.words import cut

SENTENCES_EACH = 3
"""Sentences per expression."""
_WHO = (
    "{N} forces",
    "{P}",
    "{G}",
    "President {S}",
    "{N} police",
    "Gunmen",
    "The {N} government",
    "{O}",
    "Thousands of workers",
    "Rebels",
    "Foreign Minister {S}",
    "{N} officials",
    "Lawmakers",
    "The court",
    "The army",
)
_WHOM = (
    "{G}",
    "{N} troops",
    "{P}",
    "the opposition",
    "civilians",
    "{O}",
    "protesters",
    "its neighbour {G}",
    "the {N} authorities",
    "two journalists",
    "the village of {C}",
    "the plan",
    "the decision",
)
_WHERE = (
    "",
    " in {C}",
    " near {C}",
    " on Tuesday",
    " on Sunday in {C}",
    " after a night of clashes",
    ", officials said",
    " over the border dispute",
    ", the ministry said",
)
_BETWEEN = ("", "new", "a", "the", "an immediate", "sweeping", "its", "all", "two", "a major")
_NAMES = {
    "N": ("Ruritanian", "Iranian", "Kenyan", "Peruvian", "Turkish", "Serbian", "Sudanese", "Thai"),
    "G": ("Ruritania", "Kenya", "Belarus", "Peru", "Turkey", "Sudan", "Mali", "Jordan"),
    "P": ("Anna Weber", "Joseph Otieno", "Carlos Ruiz", "Mehmet Kaya", "Li Wen"),
    "S": ("Weber", "Otieno", "Ruiz", "Kaya", "Petrov"),
    "O": ("the United Nations", "the Red Front", "the Labour Party", "NATO", "the African Union"),
    "C": ("Karsk", "Eldoret", "Trujillo", "Mersin", "Gao", "Kassala"),
}  # fmt: skip
_KINDS = {"N": "NORP", "G": "GPE", "P": "PERSON", "S": "PERSON", "O": "ORG", "C": "GPE"}


def written(seed: int = 0) -> Iterator[tuple[str, Sentence, Match]]:
    """Yield sentences for each sure expression, with where in them it stands, and a source that tells them from others."""
    chance = random.Random(seed)
    lexicon, actors = load_lexicon(), load_actors()
    seen: dict[tuple[str, str, str | None], tuple[Expression, list[str]]] = {}
    for form, group in sorted(lexicon.items()):
        for one in group:
            if one.is_sure:
                seen.setdefault((one.key, one.event_type, one.mode), (one, []))[1].append(form)
    for expression, forms in seen.values():
        for number in range(SENTENCES_EACH):
            text, names = _sentence(expression, forms, chance)
            words = cut(text, 0, len(text))
            found = matches(words.lowers, lexicon)
            match = next((match for match in found if match.expression == expression), None)
            if match is not None:
                yield f"written/{number}", sentence_of(words, names, actors, found=found), match


def _sentence(
    expression: Expression, forms: list[str], chance: random.Random
) -> tuple[str, list[tuple[int, int, str]]]:
    past = [form for form in forms if form.endswith("ed")] or forms
    head = chance.choice(past if chance.random() < 0.6 else forms)
    rest = [min(options) if options else chance.choice(_BETWEEN) for options in expression.rest]
    phrase = " ".join(word for word in (head, *rest) if word)
    if expression.is_verb:
        pattern = f"{chance.choice(_WHO)} {phrase} {chance.choice(_WHOM)}{chance.choice(_WHERE)}."
    else:
        pattern = f"{chance.choice(('The', 'A', 'An'))} {phrase} by {chance.choice(_WHO).lower()} {chance.choice(('followed', 'was reported', 'shocked residents', 'began'))}{chance.choice(_WHERE)}."
    return _filled(pattern, chance)


def _filled(pattern: str, chance: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """A pattern with names in its slots, and their spans and types."""
    text, names = "", []
    for index, part in enumerate(pattern.replace("}", "{").split("{")):
        slot = part.upper()
        if index % 2:
            name = chance.choice(_NAMES[slot])
            start = len(text) + (4 if name.startswith("the ") else 0)
            text += name
            names.append((start, len(text), _KINDS[slot]))
        else:
            text += part
    return text, names
