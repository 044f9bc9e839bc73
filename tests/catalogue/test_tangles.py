"""What is known of tangles is true whatever is linked and torn, and spares following them again."""

from collections import defaultdict

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.catalogue.group_reach import Made, Ties, reach, touched_by
from pipelines.catalogue.tangles import torn
from pipelines.contracts import CONTRACTS
from pipelines.enrich.stories import clusters
from pipelines.warehouse import Warehouse

TIES = Ties(
    *("ops.story_links", ("article_id", "other_article_id"), "ops.story_members", "article_id", "story_id"),
    *("ops.story_tangles", 0.3),
)
ITEMS = "abcdefghij"
CLOSE, LOOSE = 0.5, 0.1


def units(items):
    return pa.table({"unit_id": pa.array(sorted(items), pa.string())})


def links_of(pairs):
    rows = [{"article_id": one, "other_article_id": other, "score": score} for (one, other), score in pairs.items()]
    return CONTRACTS["ops.story_links"].from_rows(rows)


def relink(session, changed, pairs):
    """Put links of changed items in the place of those that stand, as grouping does; return what it would group again."""
    touched = touched_by(session, TIES, units(changed))
    doubts = torn(session, TIES, units(changed), touched.close, links_of(pairs))
    session.run(
        "delete from ops.story_links where article_id in (select unit_id from changed) or other_article_id in (select unit_id from changed)",
        changed=units(changed),
    )
    session.append("ops.story_links", links_of(pairs))
    return touched.items, reach(session, TIES, touched, doubts, Made.of(TIES, units(changed), links_of(pairs)))


def tangle_of(item, pairs):
    """All that close links tie to an item, step by step."""
    found, front = {item}, {item}
    while front:
        front = {end for pair, score in pairs.items() if score == CLOSE and front & {*pair} for end in pair} - found
        found |= front
    return found


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sets(st.sampled_from(ITEMS), min_size=1, max_size=3),
            st.dictionaries(
                st.tuples(st.sampled_from(ITEMS), st.sampled_from(ITEMS)).filter(lambda pair: pair[0] < pair[1]),
                st.sampled_from([CLOSE, CLOSE, LOOSE]),
                max_size=9,
            ),
        ),
        min_size=3,
        max_size=8,
    ),
    st.lists(st.sampled_from("xyz"), min_size=len(ITEMS), max_size=len(ITEMS)),
)
def test_what_is_known_is_true_whatever_is_linked_and_torn(tmp_path_factory, steps, groups):
    """Each step names items that change, and links of which those with an end among them are theirs now."""
    stands = {}
    with (
        pytest.MonkeyPatch.context() as patch,
        Warehouse(tmp_path_factory.mktemp("w") / "w.duckdb").writer() as session,
    ):
        patch.setattr(clusters, "LARGEST_AT_ONCE", 3)
        members = [
            {"article_id": item, "story_id": group if group == "x" else f"{group}{item}"}
            for item, group in zip(ITEMS, groups, strict=True)
        ]
        session.append("ops.story_members", CONTRACTS["ops.story_members"].from_rows(members))
        for changed, told in steps:
            own = {pair: score for pair, score in told.items() if changed & {*pair}}
            stands = {pair: score for pair, score in stands.items() if not changed & {*pair}} | own
            touched, (items, crowded) = relink(session, changed, own)
            grouped = set(items["unit_id"].to_pylist())
            for item in touched:
                tangle = tangle_of(item, stands)
                assert (item in crowded) == (len(tangle) > 3)
                assert (tangle if len(tangle) <= 3 else {item}) <= grouped
            noted = defaultdict(set)
            for row in session.query("select * from ops.story_tangles").to_pylist():
                noted[row["tangle_id"], row["is_large"], row["is_one"]].add(row["article_id"])
            assert len({name for name, *_ in noted}) == len(noted)
            for (name, is_large, is_one), known in noted.items():
                inside = {pair: score for pair, score in stands.items() if known >= {*pair}}
                assert name in known
                assert not is_one or tangle_of(name, inside) == known
                assert (
                    all(len(tangle_of(item, stands)) > 3 for item in known)
                    if is_large
                    else known == tangle_of(name, stands)
                )


def test_a_chain_is_followed_once(tmp_path, monkeypatch):
    chain = {(ITEMS[at], ITEMS[at + 1]): CLOSE for at in range(len(ITEMS) - 1)}
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        steps, query = [], session.query

        def counted(sql, *arguments, **tables):
            steps.append(sql == TIES.close)
            return query(sql, *arguments, **tables)

        monkeypatch.setattr(session, "query", counted)
        for most in (len(ITEMS), ITEMS.index("f")):
            monkeypatch.setattr(clusters, "LARGEST_AT_ONCE", most)
            relink(session, ITEMS, chain)
            session.run("delete from ops.story_tangles")
            steps.clear()
            relink(session, "a", {("a", "b"): CLOSE})
            assert sum(steps) >= most - 1
            steps.clear()
            relink(session, "a", {("a", "b"): CLOSE})
            assert sum(steps) <= 2
