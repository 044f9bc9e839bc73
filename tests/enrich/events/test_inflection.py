"""Forms of verbs and nouns."""

import pytest

from pipelines.enrich.events.inflection import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("shell", {"shell", "shells", "shelled", "shelling"}),
        ("stab", {"stab", "stabs", "stabbed", "stabbing"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("strike", {"strike", "strikes", "struck", "stricken", "striking"}),
        ("panic", {"panic", "panics", "panicked", "panicking"}),
        ("test-fire", {"test-fire", "test-fires", "test-fired", "test-firing"}),
        ("not", {"not"}),
    ],
)
def test_verbs(lemma, forms):
    assert verb_forms(lemma) == forms


@pytest.mark.parametrize(
    ("lemma", "plural"), [("attack", "attacks"), ("embassy", "embassies"), ("clash", "clashes"), ("crisis", "crises")]
)
def test_nouns(lemma, plural):
    assert noun_forms(lemma) == {lemma, plural}
