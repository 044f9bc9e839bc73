"""Fits what tells who did it and to whom, from sentences that a dependency parser has read.

    python -m pipelines.training.events.roles parsed.jsonl --out roles.npz

One sentence per line: `text`, and per token `off` (first character), `w`, `tag`, `dep`, `head`, `ent`, `iob`, as spaCy names them, and `src`,
the outlet. The parser is needed here only: its subjects, objects and agents are what the network learns to see without it.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.enrich.events.arguments import ROLES, chosen
from pipelines.enrich.events.coding import NAMES
from pipelines.enrich.events.features import Sentence
from pipelines.enrich.events.lexicon import Match, load_lexicon, matches
from pipelines.enrich.events.network import Network
from pipelines.enrich.events.phrases import load_actors
from pipelines.enrich.events.role_features import role_features
from pipelines.enrich.events.sentences import sentence_of
from pipelines.enrich.events.words import cut
from pipelines.training.events.fitting import Plan, fit, store

PLAN = Plan(answers=3, hidden=32, epochs=8, rate=3e-3, decay=1e-4, dropout=0.1, least=4)
KEPT_SHARE = 6
"""One outlet in so many is kept for the figures."""
Parsed = Mapping[str, Any]
_TARGET_PREPOSITIONS = frozenset(
    {"on", "upon", "against", "with", "to", "at", "for", "of", "from", "into", "between", "towards", "toward", "over"}
)
_LIGHT = frozenset(
    {
        "launch",
        "carry",
        "stage",
        "mount",
        "hold",
        "make",
        "issue",
        "conduct",
        "impose",
        "order",
        "open",
        "begin",
        "start",
        "announce",
        "declare",
        "plan",
        "commit",
        "lead",
        "have",
        "take",
        "file",
        "face",
        "call",
    }
)
"""Verbs whose subject does what their object says."""


def roles_of(parsed: Parsed, head: int, *, is_verb: bool) -> dict[int, int]:  # noqa: C901, PLR0912 one relation a branch
    """Return the tokens that are actor (1) or target (2) of the event that a token tells."""
    dep, heads, lemma = parsed["dep"], parsed["head"], parsed["lem"]
    children: dict[int, list[int]] = {}
    for token, parent in enumerate(heads):
        if parent != token:
            children.setdefault(parent, []).append(token)
    found: dict[int, int] = {}

    def note(token: int, role: int) -> None:
        for one in _with_conjuncts(token, children, dep):
            found.setdefault(one, role)

    if not is_verb:
        for child in children.get(head, ()):
            if dep[child] in {"poss", "nmod"} or (dep[child] in {"amod", "compound"} and parsed["ent"][child]):
                note(child, 1)
            elif dep[child] == "prep":
                word = parsed["w"][child].lower()
                for inner in children.get(child, ()):
                    if dep[inner] == "pobj":
                        note(inner, 1 if word == "by" else 2 if word in _TARGET_PREPOSITIONS else 0)
        parent = heads[head]
        if dep[head] in {"dobj", "attr"} and lemma[parent] in _LIGHT:
            for token, role in _subjects(parent, children, dep, heads).items():
                note(token, role)
        return {token: role for token, role in found.items() if role}
    for token, role in _subjects(head, children, dep, heads).items():
        note(token, role)
    for child in children.get(head, ()):
        if dep[child] in {"dobj", "dative", "obj", "iobj"}:
            note(child, 2)
        elif dep[child] == "agent":
            for inner in children.get(child, ()):
                note(inner, 1)
        elif dep[child] == "prep" and not any(role == 2 for role in found.values()):
            if parsed["w"][child].lower() in _TARGET_PREPOSITIONS - {"of"} | {"of"}:
                for inner in children.get(child, ()):
                    if dep[inner] == "pobj":
                        note(inner, 2)
        elif dep[child] in {"ccomp", "xcomp"} and not any(role == 2 for role in found.values()):
            # 'urged Iran to stop': the subject of what is asked for is whom it is asked of
            for inner in children.get(child, ()):
                if dep[inner] in {"nsubj", "nsubjpass"}:
                    note(inner, 2)
    if 2 not in found.values():
        # 'agreed to send aid to Kenya': to whom it is done stands in what is agreed
        note_first = next(
            (token for token in _below(head, children) if _can_be_party(parsed, token, head, found)), None
        )
        if note_first is not None:
            note(note_first, 2)
    return {token: role for token, role in found.items() if role}


FARTHEST_PARTY = 14
"""Words within which a party of what is agreed, demanded or planned is looked for."""


def _below(head: int, children: Mapping[int, list[int]]) -> list[int]:
    """Tokens under what a verb governs to its right, in order."""
    found: list[int] = []
    waiting = [child for child in children.get(head, ()) if child > head]
    while waiting:
        token = waiting.pop()
        found.append(token)
        waiting += children.get(token, ())
    return sorted(found)


def _can_be_party(parsed: Parsed, token: int, head: int, found: Mapping[int, int]) -> bool:
    is_name = parsed["ent"][token] in {"GPE", "NORP", "ORG", "PERSON"}
    return (
        is_name
        and token not in found
        and head < token <= head + FARTHEST_PARTY
        and parsed["dep"][token] in {"pobj", "dobj", "amod", "poss", "compound", "nmod", "nsubj", "nsubjpass"}
    )


def _subjects(head: int, children: Mapping[int, list[int]], dep: list[str], heads: list[int]) -> dict[int, int]:
    """Subjects of a verb, its own or those that it shares with the verb above it."""
    seen = 0
    passive = any(dep[child] in {"nsubjpass", "auxpass"} for child in children.get(head, ()))
    role = 2 if passive else 1
    while seen < 4:
        own = [child for child in children.get(head, ()) if dep[child] in {"nsubj", "nsubjpass", "csubj"}]
        if own:
            return dict.fromkeys(own, role)
        if dep[head] == "relcl":
            return {heads[head]: role}
        if dep[head] == "acl":
            return {
                heads[head]: 2
                if role == 2
                or (dep[head] == "acl" and not passive and any(dep[c] == "agent" for c in children.get(head, ())))
                else 1
            }
        if dep[head] in {"conj", "xcomp", "advcl", "pcomp", "prep"}:
            head, seen = heads[head], seen + 1
            continue
        break
    return {}


def _with_conjuncts(token: int, children: Mapping[int, list[int]], dep: list[str]) -> Iterator[int]:
    yield token
    for child in children.get(token, ()):
        if dep[child] in {"conj", "appos"}:
            yield from _with_conjuncts(child, children, dep)


def read_sentence(parsed: Parsed, actors: Mapping[str, str]) -> Sentence:
    """The sentence as the pipeline sees it, with the parser's names."""
    text = parsed["text"]
    names = []
    for token, (kind, mark) in enumerate(zip(parsed["ent"], parsed["iob"], strict=True)):
        end = parsed["off"][token] + len(parsed["w"][token])
        if mark == "B":
            names.append((parsed["off"][token], end, kind))
        elif mark == "I" and names:
            names[-1] = (names[-1][0], end, kind)
    # as OntoNotes marks them, articles and possessive marks are part of a name; in this pipeline they are not
    trimmed = [
        (
            start + (4 if text[start : start + 4].lower() == "the " else 0),
            end - (2 if text[start:end].endswith(("'s", "’s")) else 0),
            kind,
        )
        for start, end, kind in names
    ]
    words = cut(text, 0, len(text))
    return sentence_of(
        words,
        [
            name
            for name in trimmed
            if name[0] < name[1]
            and name[2] not in {"CARDINAL", "DATE", "TIME", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"}
        ],
        actors,
        found=matches(words.lowers, load_lexicon()),
    )


def verb_is_verb(parsed: Parsed, token: int, match: Match) -> bool:
    """Whether the parser's part of speech is that of the expression."""
    return bool(parsed["tag"][token].startswith("V") == match.expression.is_verb)


def examples(rows: list[Parsed]) -> Iterator[tuple[bool, Sentence, Match, list[int]]]:
    """Yield for each event whether it is kept for the figures, and the role of each phrase of its sentence."""
    lexicon, actors = load_lexicon(), load_actors()
    for parsed in rows:
        sentence = read_sentence(parsed, actors)
        token_at = {offset: token for token, offset in enumerate(parsed["off"])}
        is_kept = int(hashlib.sha256(parsed["src"].encode()).hexdigest(), 16) % KEPT_SHARE == 0
        for match in matches(sentence.lowers, lexicon):
            token = token_at.get(sentence.starts[match.first])
            if token is None or not verb_is_verb(parsed, token, match):
                continue
            roles = roles_of(parsed, token, is_verb=match.expression.is_verb)
            answers = []
            for phrase in sentence.phrases:
                start, end = sentence.starts[phrase.first], sentence.end_of(phrase.end - 1)
                inside = [roles[t] for t in roles if start <= parsed["off"][t] < end]
                answers.append(inside[0] if inside else 0)
            if sentence.phrases:
                yield is_kept, sentence, match, answers


def main() -> None:
    """Fit on most outlets, print the scores on the others, store the network."""
    parser = argparse.ArgumentParser(description="Fit what tells who did it and to whom.")
    parser.add_argument("parsed", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.parsed.read_text("utf-8").splitlines()]
    found = list(examples(rows))
    sets, targets = [], []
    for is_kept, sentence, match, answers in found:
        if not is_kept:
            sets += role_features(sentence, [match], NAMES)
            targets += answers
    network = fit(sets, targets, PLAN)
    print(json.dumps({"phrases": len(sets), **scores(network, [item[1:] for item in found if item[0]])}))
    if given.out:
        store(network, given.out)


def scores(network: Network, kept: list[tuple[Sentence, Match, list[int]]]) -> dict[str, float]:
    """Precision and recall of actors and targets as the parser sees them."""
    counts = {role: np.zeros(3) for role in ROLES[1:]}
    for sentence, match, answers in kept:
        chances = network.chances(role_features(sentence, [match], NAMES))
        parties = chosen(chances)
        for code, (role, number) in enumerate((("actor", parties.actor), ("target", parties.target)), start=1):
            is_right = number is not None and answers[number] == code
            counts[role] += (is_right, number is not None, code in answers)
    return {
        f"{role}_{name}": round(float(part), 4)
        for role, (right, found, gold) in counts.items()
        for name, part in (("precision", right / found), ("recall", right / gold), ("gold", gold))
    }


if __name__ == "__main__":
    main()
