import json

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.evaluation import entities
from pipelines.evaluation.entities import evaluate, pair_scores, scheme_of
from pipelines.evaluation.entity_gold import read_entity_gold, tag_spans
from pipelines.evaluation.gold import GoldError
from pipelines.worker import Annotator, field_texts


class ListReader(Annotator):
    """Finds listed names, so that what a score should be is known."""

    name, version, table = "entities-list", "1", "core.entity_mentions"

    def __init__(self, names):
        self.names = names

    def predict(self, batch):
        rows = []
        for article_id, field, text in field_texts(batch["core.articles"]):
            for name, entity_type in self.names.items():
                start = text.find(name)
                while start >= 0:
                    rows.append({
                        "article_id": article_id, "field": field, "start_char": start, "end_char": start + len(name), "surface": name,
                        "entity_type": entity_type, "local_name": name, "score": 1.0, "annotator_id": self.annotator_id,
                    })  # fmt: skip
                    start = text.find(name, start + len(name))
        return CONTRACTS[self.table].from_rows(rows)


@pytest.fixture
def reads(monkeypatch):
    def install(**names):
        found = {name.replace("_", " "): entity_type for name, entity_type in names.items()}
        monkeypatch.setattr(entities, "load_recogniser", lambda backend: ListReader(found))

    return install


CONLL = """-DOCSTART- -X- -X- O

Anna NNP B-NP B-PER
Berg NNP I-NP I-PER
visited VBD B-VP O
Norland NNP B-NP B-LOC
( ( O O
with IN O O
Acme NNP O B-ORG
's POS O O
help NN O O
) ) O O
. . O O

Norland NNP O B-LOC
won VBD O O
" " O O
2 CD O O
% NN O O
" " O O
. . O O
"""


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_become_text_as_it_is_printed(tmp_path):
    (text,) = read_entity_gold(write(tmp_path, "gold.conll", CONLL))
    assert text.text == 'Anna Berg visited Norland (with Acme\'s help).\nNorland won "2%".'
    assert [(text.text[span.start : span.end], span.label) for span in text.spans] == [
        ("Anna Berg", "PER"),
        ("Norland", "LOC"),
        ("Acme", "ORG"),
        ("Norland", "LOC"),
    ]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param("B-PER I-PER O B-PER", [(0, 2, "PER"), (3, 4, "PER")], id="BIO"),
        pytest.param("I-PER I-PER B-PER O", [(0, 2, "PER"), (2, 3, "PER")], id="IOB1"),
        pytest.param("B-PER E-PER S-ORG", [(0, 2, "PER"), (2, 3, "ORG")], id="BIOES"),
        pytest.param("B-PER L-PER U-ORG", [(0, 2, "PER"), (2, 3, "ORG")], id="BILOU"),
        pytest.param("S-PER I-PER", [(0, 1, "PER"), (1, 2, "PER")], id="inside after a closed span opens one"),
        pytest.param("I-PER I-ORG", [(0, 1, "PER"), (1, 2, "ORG")], id="type changes"),
        pytest.param("O O", [], id="none"),
    ],
)
def test_tag_spans(tags, expected):
    assert tag_spans(tags.split()) == expected


def test_without_document_marks_each_sentence_is_a_text(tmp_path):
    texts = read_entity_gold(write(tmp_path, "gold.bio", "Anna\tB-PER\n.\tO\n\nNorland\tB-LOC\n"))
    assert [text.text for text in texts] == ["Anna.", "Norland"]


def test_conll_types(tmp_path, reads):
    reads(Anna_Berg="PERSON", Norland="GPE", Acme="PRODUCT")
    report = evaluate(write(tmp_path, "gold.conll", CONLL))
    assert report["scheme"] == "conll"
    assert report["micro"] == {"precision": 1.0, "recall": 0.75, "f1": 0.8571, "gold": 4, "predicted": 3}
    assert report["types"]["ORG"]["recall"] == 0.0
    assert report["types"]["LOC"]["f1"] == 1.0
    assert report["per_org_loc_micro"]["gold"] == 4


def test_a_prediction_inside_a_token_counts_as_the_token(tmp_path, reads):
    reads(Corp="ORG")
    report = evaluate(write(tmp_path, "gold.conll", "Corp.\tB-ORG\nfell\tO\n"))
    assert report["micro"]["f1"] == 1.0


def record(text, *spans, text_id="1"):
    found = []
    for surface, label, cluster in spans:
        start = text.index(surface)
        found.append(
            {"start": start, "end": start + len(surface), "type": label, **({"entity": cluster} if cluster else {})}
        )
    return json.dumps({"id": text_id, "text": text, "entities": found}) + "\n"


def test_ontonotes_types_as_they_are(tmp_path, reads):
    reads(Anna_Berg="PERSON", Norland="LOC", Monday="DATE")
    gold = record(
        "Anna Berg of Norland, Monday.", ("Anna Berg", "PERSON", ""), ("Norland", "GPE", ""), ("Monday", "DATE", "")
    )
    report = evaluate(write(tmp_path, "gold.jsonl", gold))
    assert report["scheme"] == "ontonotes"
    assert report["ignored_types"] == ["DATE"]
    assert (report["types"]["PERSON"]["f1"], report["types"]["GPE"]["f1"]) == (1.0, 0.0)
    assert report["per_org_loc_micro"]["f1"] == 1.0, "GPE and LOC are one type there"
    assert "canonicalisation" not in report


def test_spans_are_exact(tmp_path, reads):
    reads(Berg="PERSON")
    report = evaluate(
        write(
            tmp_path, "gold.jsonl", record("Anna Berg of Norland.", ("Anna Berg", "PERSON", ""), ("Norland", "GPE", ""))
        )
    )
    assert report["micro"]["f1"] == 0.0


def test_clusters_score_canonicalisation(tmp_path, reads):
    reads(Volodymyr_Zelenskyy="PERSON", Vladimir_Zelensky="PERSON", Norland="GPE")
    gold = record("Volodymyr Zelenskyy spoke.", ("Volodymyr Zelenskyy", "PERSON", "z"))
    gold += record(
        "Vladimir Zelensky spoke in Norland.",
        ("Vladimir Zelensky", "PERSON", "z"),
        ("Norland", "GPE", "n"),
        text_id="2",
    )
    gold += record("Zelensky spoke.", ("Zelensky", "PERSON", "z"), text_id="3")
    found = evaluate(write(tmp_path, "gold.jsonl", gold))["canonicalisation"]
    assert found["end_to_end"]["gold_pairs"] == 3
    assert (found["end_to_end"]["precision"], found["end_to_end"]["recall"]) == (1.0, 0.3333)
    assert (found["gold_mentions"]["precision"], found["gold_mentions"]["recall"]) == (1.0, 1.0)


def test_pair_scores_count_pairs():
    found = pair_scores([("a", 1), ("a", 1), ("a", 2), ("b", 2)])
    assert (found["precision"], found["recall"]) == (0.5, 0.3333)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        pytest.param("", "", "expected entities", id="empty"),
        pytest.param("Anna O\n", "", "expected entities", id="no entity at all"),
        pytest.param("Anna B-PER\nBerg\n", "line 2", "expected columns", id="no tag"),
        pytest.param("Anna B-PER\nBerg NNP\n", "line 2", "expected columns", id="not a tag"),
        pytest.param("{broken\n", "line 1", "one JSON object a line", id="not json"),
        pytest.param('{"text": "x"}\n', "line 1", "`entities`", id="no entities"),
        pytest.param(
            '{"text": "abc", "entities": [{"start": 1, "end": 9, "type": "ORG"}]}\n',
            "line 1",
            "<= 3",
            id="past the end",
        ),
        pytest.param(
            '{"text": "abc", "entities": [{"start": "1", "end": 2, "type": "ORG"}]}\n',
            "line 1",
            "expected each entity",
            id="offset no number",
        ),
        pytest.param(
            '{"text": "abc", "entities": [[0, 1, "ORG"]]}\n', "line 1", "expected each entity", id="entity no object"
        ),
        pytest.param(
            '{"id": 1, "text": "a", "entities": []}\n{"id": 1, "text": "a", "entities": []}\n',
            "line 2",
            "distinct ids",
            id="same id",
        ),
    ],
)
def test_bad_gold_says_where_and_what(tmp_path, text, place, expected):
    path = write(tmp_path, "gold.txt", text)
    with pytest.raises(GoldError) as caught:
        evaluate(path)
    assert str(path) in str(caught.value)
    assert place in str(caught.value)
    assert expected in str(caught.value)


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "gold.conll"
    path.write_bytes(b"Anna B-PER\n\xff\xfe")
    with pytest.raises(GoldError, match="byte 11"):
        evaluate(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(GoldError, match="expected a file"):
        evaluate(tmp_path / "nowhere.conll")


def test_types_of_no_known_scheme(tmp_path):
    with pytest.raises(GoldError, match="found disease, gene"):
        scheme_of(tmp_path, {"gene", "disease"})
