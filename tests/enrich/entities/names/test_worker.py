import pickle

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.enrich.entities.names import Override, Overrides, load_overrides
from pipelines.enrich.entities.names.standing import NothingStanding
from pipelines.enrich.entities.names.worker import ALIASES, ENTITIES, KEYS, MENTIONS, MERGES, CanonicalNames, counted


@pytest.fixture
def batch(build):
    text = "Sergey Lavrov met Kim Jong Un. Lavrov left Kiev. The IAEA asked the International Atomic Energy Agency."
    types = dict.fromkeys(("Sergey Lavrov", "Lavrov", "Kim Jong Un"), "PERSON")
    types |= {"Kiev": "GPE", "IAEA": "ORG", "International Atomic Energy Agency": "ORG"}
    rows = [row for article in ("a0", "a1") for row in build.mentions(article, text, types)]
    return {
        MENTIONS: CONTRACTS[MENTIONS].from_rows(rows),
        ENTITIES: CONTRACTS[ENTITIES].empty(),
        ALIASES: CONTRACTS[ALIASES].empty(),
    }


def test_the_whole_is_what_all_names_change_in_an_empty_warehouse(batch):
    worker = CanonicalNames()
    made = worker.work(batch)
    names = counted(batch[MENTIONS])
    changed = worker.changes(names, names.select(["local_name", "entity_type"]).slice(0, 0), NothingStanding())
    assert made[ENTITIES].equals(changed.entities)
    assert made[ALIASES]["entity_id"].equals(changed.aliases["entity_id"])
    assert made[KEYS].equals(changed.keys)
    assert made[MERGES].num_rows == changed.merges.num_rows == 0
    assert set(made[ENTITIES]["canonical_name"].to_pylist()) == {
        "Sergey Lavrov",
        "Kim Jong Un",
        "Kiev",
        "International Atomic Energy Agency",
    }


def test_names_are_counted_by_mention_and_by_article(batch):
    rows = {row["local_name"]: row for row in counted(batch[MENTIONS]).to_pylist()}
    assert (rows["Lavrov"]["mention_count"], rows["Lavrov"]["article_count"]) == (2, 2)


def test_no_mentions_make_no_rows(batch):
    made = CanonicalNames().work({**batch, MENTIONS: CONTRACTS[MENTIONS].empty()})
    assert [made[name].num_rows for name in (ENTITIES, ALIASES, KEYS, MERGES)] == [0, 0, 0, 0]


def test_the_identity_follows_the_entries_of_the_alias_file(tmp_path):
    path = tmp_path / "aliases.yaml"
    found = []
    for text in (
        "- {entity: Acme, type: ORG}\n",
        "# a note\n- {entity: Acme, type: ORG}\n",
        "- {entity: Acme Ltd, type: ORG}\n",
    ):
        path.write_text(text, encoding="utf-8")
        found.append(CanonicalNames(overrides=load_overrides(path)).annotator_id)
    assert found[0] == found[1] != found[2]
    assert CanonicalNames().annotator_id not in found


def test_a_worker_travels_to_another_process(batch):
    worker = CanonicalNames(overrides=Overrides((Override("Atomic Agency", "ORG", ("IAEA",)),)))
    there = pickle.loads(pickle.dumps(worker))  # noqa: S301 our own bytes
    assert there.annotator_id == worker.annotator_id
    assert there.work(batch)[ENTITIES].equals(worker.work(batch)[ENTITIES])
