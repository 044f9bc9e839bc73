"""What is read of many keys: each missing one once, and no more is kept than the size allows."""

from pipelines.knowledge.remembered import Remembered


def lengths(size):
    """A memory of the lengths of words, and the lists of words that were read for it."""
    read = []

    def look(words):
        read.append(words)
        return map(len, words)

    return Remembered(look, size), read


def test_only_what_is_missing_is_read_and_all_of_it_at_once():
    memory, read = lengths(9)
    assert memory.of(["a", "bcd", "a"]) == [1, 3, 1]
    assert memory.of(["bcd", "ef"]) == [3, 2]
    assert memory.of(["ef", "a"]) == [2, 1]
    assert read == [["a", "bcd"], ["ef"]]


def test_more_keys_than_are_kept_are_answered():
    memory, read = lengths(2)
    assert memory.of(["a", "bc", "def"]) == [1, 2, 3]
    assert memory.of(["def", "bc"]) == [3, 2]
    assert memory.of(["a"]) == [1]
    assert read == [["a", "bc", "def"], ["a"]]


def test_no_keys_are_not_asked_for():
    memory, read = lengths(2)
    assert memory.of([]) == []
    assert read == []
