"""The sections of a briefing that are lists: stories, what rose, statements, new names, spellings."""

from pipelines.briefing.passages import Span
from pipelines.briefing.pieces import PASSAGE, folded, note, passage, sources, table
from pipelines.briefing.reading import Findings, Row, originals
from pipelines.briefing.words import counted, day_words
from pipelines.pictures import EMPTY, Markup, element, joined
from pipelines.pictures.charts import spark_bar

KIND_NAMES = {"person": "Person", "organisation": "Organisation", "place": "Place", "topic": "Topic", "other": "Other"}


def stories(found: Findings) -> Markup:
    """Stories, those that most sources tell first; those of one article only in brief."""
    if not found.stories:
        return EMPTY
    told = [story for story in found.stories if story["source_count"] + story["article_count"] > 2]
    brief = [story for story in found.stories if story not in told]
    items = element("ol", *(_story(found, story) for story in told), class_="stories")
    others = joined(
        (element("h3", "Told once"), element("ul", *(_brief(found, story) for story in brief), class_="plain brief"))
    )
    return joined(
        (
            note("Ordered by the number of sources that tell a story, then by articles. Copies are counted apart."),
            items if told else None,
            others if brief else None,
        )
    )


def _story(found: Findings, story: Row) -> Markup:
    facts = [counted(story["source_count"], "source"), counted(story["article_count"], "article")]
    facts += [counted(story["copy_count"], "copy", "copies")] if story["copy_count"] else []
    facts += [f"since {day_words(story['first_published_date'])}"] if story["first_published_date"] else []
    first, rest = story["articles"][:1], story["articles"][1:]
    return element(
        "li",
        element("h3", element("bdi", story["label"])),
        element("p", " · ".join(facts), class_="meta"),
        *(
            joined((found.passages.plain(span), element("cite", found.passages.cited(span.article_id))))
            for span in first
        ),
        element("p", element("bdi", story["names"]), class_="meta") if story["names"] else None,
        folded("In the text", (found.passages.quoted(span) for span in first)),
        folded(counted(len(rest), "more article"), (found.passages.quoted(span) for span in rest)) if rest else None,
    )


def _brief(found: Findings, story: Row) -> Markup:
    span = story["articles"][0]
    return element(
        "li", element("p", found.passages.cited(span.article_id)), folded("In the text", [found.passages.quoted(span)])
    )


def rising_name(found: Findings) -> str:
    """What the section says that it shows: without days before, nothing can be said to have risen."""
    return "What rose" if originals(found.scope.earlier) else "Named most"


def rising(found: Findings) -> Markup:
    """What more articles name than the days before let expect."""
    if not found.rising:
        return EMPTY
    before = originals(found.scope.earlier)
    if before:
        told = f"Articles of these days against what the {before:,} articles of the 28 days before let expect, at the same share of the news."
    else:
        told = "There is no article of the 28 days before, so nothing can be said to have risen; these are named most."
    most = max(row["article_count"] for row in found.rising)
    columns = ("Name", "Kind", "Articles", *(("Expected",) if before else ()), PASSAGE)
    rows = (
        (
            element("bdi", row["name"]),
            KIND_NAMES[row["kind"]],
            joined((f"{row['article_count']:,} ", spark_bar(row["article_count"] / most))),
            *((f"{row['expected_count']:.1f}",) if before else ()),
            passage(found, _span(found, row)),
        )
        for row in found.rising
    )
    return joined(
        (
            note(told),
            table(f"{rising_name(found)}: articles that name it", columns, rows, numeric={2, 3} if before else {2}),
        )
    )


def said(found: Findings) -> Markup:
    """Statements with their speakers, in the words of the text."""
    if not found.quotes:
        return EMPTY
    items = (
        element(
            "li",
            element("h3", element("bdi", row["speaker"])),
            element("p", _how_said(row), class_="meta"),
            found.passages.quoted(Span(row["article_id"], "text", row["start_char"], row["end_char"]), "said"),
        )
        for row in found.quotes
    )
    return joined(
        (
            note("One statement per speaker and story, told by most first; what was said is marked."),
            element("ul", *items, class_="plain"),
        )
    )


def _how_said(row: Row) -> str:
    kind = "in their own words" if row["is_direct"] else "as the paper puts it"
    named = (
        f", as “{row['speaker_surface']}”"
        if row["speaker_surface"] and row["speaker"] not in row["speaker_surface"]
        else ""
    )
    return f"{kind}{named} · {counted(row['quote_count'], 'statement')} in these articles"


def contradictions(found: Findings) -> Markup:
    """Claims about a place that other claims contradict, side by side."""
    if not found.contradictions:
        return EMPTY
    items = (
        element(
            "li",
            element("h3", element("bdi", _claimed(row))),
            _side("For it", row["for_speakers"], row["for_sources"], row["for_words"]),
            _side("Against it", row["against_speakers"], row["against_sources"], row["against_words"]),
        )
        for row in found.contradictions
    )
    told = "Who holds a place, and what losses there were: what some say and others deny. The page takes no side."
    return joined((note(told), element("ul", *items, class_="plain")))


def _claimed(row: Row) -> str:
    what = (
        f"{row['subject']} {row['predicate']}"
        if row["kind"] == "control"
        else f"{row['subject']} {row['unit']} {row['predicate']}"
    )
    return f"{row['place_name']}, {day_words(row['claim_day'])}: {what}"


def _side(name: str, speakers: str | None, told_by: str | None, words: str | None) -> Markup:
    quote = (
        element("blockquote", element("p", element("bdi", element("mark", words))), class_="said") if words else EMPTY
    )
    said = joined((f"{name}: ", element("bdi", speakers), " · in ", element("bdi", told_by)))
    return joined((quote, element("cite", said)))


def new_names(found: Findings) -> Markup:
    """People and organisations that the warehouse did not know before."""
    if not found.new_names:
        return EMPTY
    rows = (
        (
            element("bdi", row["name"]),
            KIND_NAMES[row["kind"]],
            f"{row['article_count']:,}",
            passage(found, _span(found, row)),
        )
        for row in found.new_names
    )
    first = day_words(found.scope.first_date) if found.scope.first_date else "the first day"
    told = note(f"Named in two or more of these articles and in none before; the warehouse goes back to {first}.")
    return joined(
        (told, table("New people and organisations", ("Name", "Kind", "Articles", PASSAGE), rows, numeric={2}))
    )


def spellings(found: Findings) -> Markup:
    """Places that sources spell in different ways."""
    if not found.spellings:
        return EMPTY
    rows = (
        (
            element("bdi", row["place_name"]),
            element("bdi", row["surface"]),
            f"{row['article_count']:,}",
            sources(row["source_codes"]),
            passage(found, row["span"]),
        )
        for row in found.spellings
    )
    told = note(
        "A spelling often shows whose account a text follows. Sources that took a text over are named with its spelling."
    )
    return joined(
        (
            told,
            table(
                "Places spelled in more than one way",
                ("Place", "Spelled", "Articles", "Sources", PASSAGE),
                rows,
                numeric={2},
            ),
        )
    )


def _span(found: Findings, row: Row) -> Row | None:
    mention = found.spans.get((row["kind"], row["id"]))
    return mention["span"] if mention else None
