import pytest

from pipelines.enrich.topics import SchemeError, TopicClassifier, load_scheme, topics_table

ENERGY = """
scheme: energy-desk
topics:
  - code: grid
    name: Power grid
    description: electricity network, blackouts, transformers, substations, transmission lines
  - code: grid-attacks
    parent: grid
    name: Attacks on the grid
    description: drone strikes and missiles on substations and power plants
    examples:
      - Drones hit a substation overnight and left the city without electricity
  - code: food
    name: Cooking
    description: recipes, kitchen, chefs, restaurants, baking, ingredients
"""
BLACKOUT = (
    "Drones hit two substations and a power plant overnight, leaving half a million people without electricity. The grid "
    "operator said crews were repairing transformers and transmission lines after the missile strikes."
)
RECIPE = (
    "Heat the oil, add onion and garlic, and bake the chicken in the oven with tomatoes, salt and pepper for an hour."
)


@pytest.fixture
def scheme_file(tmp_path):
    def write(text):
        path = tmp_path / "desk.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_scheme_stands_beside_iptc_without_training(read, scheme_file):
    annotator = TopicClassifier(schemes=[load_scheme(scheme_file(ENERGY))])
    rows, recipe = read(BLACKOUT, RECIPE, annotator=annotator)
    own = [row for row in rows if row["topic_code"].startswith("energy-desk:")]
    assert own[0]["topic_code"] == "energy-desk:grid-attacks"
    assert own[0]["rank"] == 1
    assert {row["topic_code"]: row["is_implied"] for row in own}["energy-desk:grid"]
    assert any(row["topic_code"].startswith("medtop:") and row["rank"] == 1 for row in rows)
    assert [row["topic_code"] for row in recipe if row["topic_code"].startswith("energy")] == ["energy-desk:food"]


def test_a_schemes_content_is_part_of_the_annotator_id(scheme_file):
    plain = TopicClassifier()
    desk = TopicClassifier(schemes=[load_scheme(scheme_file(ENERGY))])
    other = TopicClassifier(schemes=[load_scheme(scheme_file(ENERGY.replace("blackouts", "outages")))])
    assert len({plain.annotator_id, desk.annotator_id, other.annotator_id}) == 3


def test_topics_table_holds_iptc_and_the_scheme(scheme_file):
    rows = {row["topic_code"]: row for row in topics_table([load_scheme(scheme_file(ENERGY))]).to_pylist()}
    assert rows["medtop:16000000"] == {
        "topic_code": "medtop:16000000",
        "scheme": "iptc-mediatopic",
        "name": "conflict, war and peace",
        "parent_code": None,
        "level": 1,
    }
    assert rows["medtop:20000062"]["parent_code"] == "medtop:20000056"
    assert rows["energy-desk:grid-attacks"]["parent_code"] == "energy-desk:grid"
    assert rows["energy-desk:grid-attacks"]["level"] == 2
    assert sum(row["level"] == 1 and row["scheme"] == "iptc-mediatopic" for row in rows.values()) == 17
    assert all(row["parent_code"] is None or row["parent_code"] in rows for row in rows.values())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("", "expected a mapping", id="empty-file"),
        pytest.param("- a\n- b\n", "expected a mapping", id="a-list"),
        pytest.param("scheme: x\ntopics: [", "line 2", id="broken-yaml"),
        pytest.param("topics: [{code: a, name: A}]", "`scheme`", id="no-scheme-name"),
        pytest.param("scheme: medtop\ntopics: [{code: a, name: A}]", "`scheme`", id="the-name-of-iptc"),
        pytest.param("scheme: x\ntopics: []", "`topics`", id="no-topics"),
        pytest.param("scheme: x\ntopics: [a]", "topic 1", id="a-topic-that-is-text"),
        pytest.param("scheme: x\ntopics: [{name: A}]", "topic 1: `code`", id="no-code"),
        pytest.param("scheme: x\ntopics: [{code: 'a b', name: A}]", "topic 1: `code`", id="a-code-with-a-space"),
        pytest.param("scheme: x\ntopics: [{code: a}]", "topic 1 (a): `name`", id="no-name"),
        pytest.param("scheme: x\ntopics: [{code: a, name: A, parent: z}]", "`parent` 'z'", id="an-unknown-parent"),
        pytest.param("scheme: x\ntopics: [{code: a, name: A}, {code: a, name: B}]", "stands twice", id="a-code-twice"),
        pytest.param(
            "scheme: x\ntopics: [{code: a, name: A, parent: b}, {code: b, name: B, parent: a}]",
            "own ancestor",
            id="loop",
        ),
        pytest.param("scheme: x\ntopics: [{code: a, name: A, parent: a}]", "own ancestor", id="own-parent"),
        pytest.param("scheme: x\ntopics: [{code: a, name: A, examples: [1]}]", "`examples`", id="examples-not-text"),
        pytest.param(
            "scheme: x\ntopics: [{code: a, name: A, description: [b]}]", "`description`", id="bad-description"
        ),
        pytest.param("scheme: &a x\ntopics: [*a, *a]", "aliases are not allowed", id="alias-bomb"),
        pytest.param("scheme: !!python/object/apply:os.getcwd []", "not valid YAML", id="python-tag"),
        pytest.param("scheme: x\ntopics: " + "[" * 5000, "", id="deep-nesting"),
    ],
)
def test_a_bad_scheme_is_refused_with_file_and_place(scheme_file, text, place):
    path = scheme_file(text)
    with pytest.raises(SchemeError) as caught:
        load_scheme(path)
    assert str(path) in str(caught.value)
    assert place in str(caught.value)


def test_files_that_cannot_be_read_are_refused(tmp_path):
    with pytest.raises(SchemeError, match="cannot be read"):
        load_scheme(tmp_path / "missing.yaml")
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"scheme: caf\xe9")
    with pytest.raises(SchemeError, match="not UTF-8"):
        load_scheme(latin)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 2_000_001)
    with pytest.raises(SchemeError, match="larger than"):
        load_scheme(large)
