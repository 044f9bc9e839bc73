import shutil

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.enrich.topics import TopicClassifier, media_topics, top_level
from pipelines.enrich.topics.taxonomy import ancestors
from pipelines.worker import MODELS

WAR = (
    "Government troops fought their way into the border town on Tuesday after a night of shelling. Rebels fired rockets at "
    "the bridge and the army answered with artillery and air strikes. At least forty soldiers were killed, a general said, "
    "and families fled the fighting along the front line."
)
DIPLOMACY = (
    "The foreign ministers of the two countries met in Geneva to prepare a summit of their presidents. The ambassador said "
    "bilateral relations had improved since the visit of the delegation, and both sides want to lift sanctions. Diplomats "
    "will sign a treaty at the embassy."
)
ELECTION = (
    "Voters go to the polls on Sunday in a presidential election that opinion polls say is too close to call. The candidate "
    "of the opposition held a last campaign rally, and his rival promised tax cuts in a televised debate."
)
EARTHQUAKE = (
    "An earthquake of magnitude 7.1 destroyed thousands of homes and cut roads to mountain villages. Rescuers dug through "
    "rubble for survivors, and the death toll passed three hundred as aid agencies flew in tents and food."
)
SPACE = (
    "A rocket carrying a satellite lifted off from the space centre on Monday. The agency's engineers said the spacecraft "
    "reached orbit and its probe will land on the moon in June, where astronauts may follow."
)
MARKETS = (
    "Shares fell on Wall Street after the central bank raised interest rates. Investors sold technology stocks, the dollar "
    "climbed, and oil prices slipped. Analysts expect company profits to shrink next quarter as inflation persists."
)
COURT = (
    "A jury found the man guilty of murder after a trial of three weeks. The judge sentenced him to life in prison, and his "
    "lawyers said they would appeal. Prosecutors had called forty witnesses."
)
FOOTBALL = (
    "The striker scored twice as the home side beat the champions 3-1 in the cup final. The manager praised his midfielders "
    "and the goalkeeper, who saved a penalty late in the second half of the match."
)
BOILERPLATE = (
    "Subscribe to our newsletter. We use cookies to improve your experience. Accept all cookies. Privacy policy. Terms of "
    "use. Sign in. Follow us on Facebook and Twitter. All rights reserved."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(WAR, "medtop:16000000", id="fighting-is-conflict"),
        pytest.param(DIPLOMACY, "medtop:11000000", id="diplomacy-is-politics"),
        pytest.param(ELECTION, "medtop:11000000", id="an-election-is-politics"),
        pytest.param(EARTHQUAKE, "medtop:03000000", id="an-earthquake-is-a-disaster"),
        pytest.param(SPACE, "medtop:13000000", id="a-launch-is-science"),
        pytest.param(MARKETS, "medtop:04000000", id="markets-are-business"),
        pytest.param(COURT, "medtop:02000000", id="a-trial-is-justice"),
        pytest.param(FOOTBALL, "medtop:15000000", id="a-match-is-sport"),
    ],
)
def test_rank_one_has_the_right_top_level_topic(read, text, code):
    (rows,) = read(text)
    (best,) = [row for row in rows if row["rank"] == 1]
    assert top_level(best["topic_code"]) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(WAR, "medtop:20000056", id="armed-conflict"),
        pytest.param(DIPLOMACY, "medtop:20000638", id="international-relations"),
        pytest.param(ELECTION, "medtop:20000574", id="election"),
        pytest.param(EARTHQUAKE, "medtop:20000148", id="disaster"),
        pytest.param(FOOTBALL, "medtop:20000822", id="competition-discipline"),
    ],
)
def test_topics_go_below_the_top_level(read, text, code):
    (rows,) = read(text)
    assert code in {row["topic_code"] for row in rows}


def test_ancestors_of_each_topic_are_there_as_implied_rows(read):
    for rows in read(WAR, ELECTION, FOOTBALL, MARKETS):
        codes = {row["topic_code"]: row["is_implied"] for row in rows}
        wanted = {parent for code in codes for parent in ancestors(code)}
        assert wanted <= codes.keys()
        assert all(codes[code] for code in wanted)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Hello", id="one-word"),
        pytest.param("War", id="one-telling-word"),
        pytest.param("of the and to in a is that it", id="function-words-only"),
        pytest.param(BOILERPLATE, id="boilerplate-only"),
        pytest.param("xq zzv wqk jjq " * 50, id="no-known-words"),
        pytest.param("\x00\ufffd\u200b" * 100, id="control-characters"),
        pytest.param("1234 5678 90 " * 100, id="numbers-only"),
    ],
)
def test_without_evidence_there_is_no_topic(read, text):
    assert read(text) == [[]]


def test_the_records_own_language_decides(read):
    assert read(WAR, language="fr") == [[]]
    assert read(WAR, language="en-GB") != [[]]


def test_a_text_of_unknown_language_is_read_as_english(read):
    assert read(WAR, language=None) == read(WAR, language="en")


@pytest.mark.parametrize("name", ["classifier.npz", "mediatopics.tsv"])
def test_the_identity_follows_each_file(tmp_path, name):
    shutil.copytree(MODELS / "topics", tmp_path / "topics")
    before = TopicClassifier(models=tmp_path).annotator_id
    assert before == TopicClassifier().annotator_id
    with (tmp_path / "topics" / name).open("ab") as file:
        file.write(b"#")
    assert TopicClassifier(models=tmp_path).annotator_id != before


def test_a_title_outside_the_text_is_read(read):
    text = "It happened on Sunday. More is expected to be known tomorrow, people close to the matter said."
    (plain,), (titled,) = read(text), read(text, titles=["Striker scores twice as champions win football cup final"])
    assert {row["topic_code"] for row in plain} != {row["topic_code"] for row in titled}
    assert top_level(titled[0]["topic_code"]) == "medtop:15000000"


def test_a_repeated_article_keeps_its_topic(read):
    once, often = read(WAR, WAR * 200)
    assert once[0]["topic_code"] == often[0]["topic_code"]


def test_an_empty_batch_gives_an_empty_table(classifier, make_articles):
    table = classifier.predict({"core.articles": make_articles()})
    assert table.num_rows == 0
    assert table.schema == CONTRACTS["core.article_topics"].arrow_schema


def test_a_batch_split_or_read_twice_gives_the_same_rows(classifier, make_articles):
    table = make_articles(WAR, "", FOOTBALL, BOILERPLATE, MARKETS)
    whole = classifier.predict({"core.articles": table})
    parts = [classifier.predict({"core.articles": table.slice(i, 1)}) for i in range(table.num_rows)]
    assert pa.concat_tables(parts).to_pylist() == whole.to_pylist()
    assert TopicClassifier().predict({"core.articles": table}).equals(whole)


WORDS = st.sampled_from(
    ["war", "troops", "election", "vote", "shares", "profit", "goal", "court", "judge", "storm", "film", "song"]
)


@given(st.lists(WORDS, min_size=0, max_size=60), st.text(max_size=40))
def test_laws_of_every_row(read, words, garbage):
    (rows,) = read(" ".join(words) + garbage, language="en")
    codes = [row["topic_code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert set(codes) <= media_topics().keys()
    assert sorted(row["rank"] for row in rows) == list(range(1, len(rows) + 1))
    assert all(0 <= row["score"] <= 1 for row in rows)
    assert sum(not row["is_implied"] for row in rows) <= 5
    if rows:
        assert not rows[0]["is_implied"]
