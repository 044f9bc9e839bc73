"""One article as a page: its text with the facts marked, each with what was read from it."""

from collections.abc import Sequence

from pipelines.briefing.articles import KINDS, ShownArticle, Stretch, date_words
from pipelines.briefing.words import counted
from pipelines.pictures import Content, Markup, element, joined, link
from pipelines.pictures.pages import page


def article_page(article: ShownArticle) -> str:
    """Return the article as a whole HTML document."""
    row = article.row
    headline = row["title"] or row["text"].partition("\n")[0][:160]
    heading = joined(map(_marked, article.title)) if article.title else headline
    return page(
        f"Article: {headline}",
        element(
            "div",
            element(
                "header",
                element("p", "Article with its facts", class_="kicker"),
                element("h1", element("bdi", heading)),
                element("p", _about(article), class_="meta"),
                element("p", *_legend(article), class_="meta legend"),
            ),
            element("main", *(element("p", element("bdi", *map(_marked, part))) for part in _paragraphs(article.text))),
            class_="sheet",
        ),
        description=f"{headline}, with names, places, times and statements marked",
    )


def _about(article: ShownArticle) -> Markup:
    row = article.row
    parts: list[Content] = [
        link(row["url"], element("bdi", row["sources"] or "unknown source")),
        date_words(row),
        counted(row["word_count"], "word"),
    ]
    parts += [row["topics"]] if row["topics"] else []
    parts += (
        [f"in the story “{row['story']}” of {counted(row['story_article_count'], 'article')}"] if row["story"] else []
    )
    parts += [f"{row['copy_kind']} of {row['canonical_article_id']}"] if row["copy_kind"] else []
    return joined(parts, " · ")


def _legend(article: ShownArticle) -> list[Markup]:
    return [
        joined((element("span", KINDS[kind], class_=f"fact {kind}"), f" {count:,}  "))
        for kind, count in article.counts.items()
        if count
    ]


def _marked(stretch: Stretch) -> Markup:
    """The words with their fact; what was read shows when they are pointed at."""
    classes = [*(("fact", stretch.fact.kind) if stretch.fact else ()), *(("quote",) if stretch.quote else ())]
    if not classes:
        return joined((stretch.words,))
    told = [f"{KINDS[fact.kind]}: {fact.reading} ({fact.score:.2f})" for fact in (stretch.fact, stretch.quote) if fact]
    return element("span", stretch.words, class_=" ".join(classes), title="; ".join(told))


def _paragraphs(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """The stretches by line of the text."""
    lines: list[list[Stretch]] = [[]]
    for stretch in stretches:
        first, *rest = stretch.words.split("\n")
        lines[-1].append(stretch._replace(words=first))
        lines.extend([stretch._replace(words=words)] for words in rest)
    return [line for line in lines if any(stretch.words.strip() for stretch in line)]
