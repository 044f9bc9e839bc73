import pyarrow as pa
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.enrich.topics import TopicClassifier


def articles(*texts: str, titles: list[str | None] | None = None, language: str | None = None) -> pa.Table:
    """Rows of core.articles with ids a0, a1, ..."""
    titles = titles or [None] * len(texts)
    return CONTRACTS["core.articles"].from_rows(
        [
            {
                "article_id": f"a{number}",
                "title": title,
                "text": text,
                "is_title_in_text": False,
                "word_count": len(text.split()),
                "language_code": language,
                "published_basis": "none",
                "annotator_id": "test",
            }
            for number, (text, title) in enumerate(zip(texts, titles, strict=True))
        ]
    )


@pytest.fixture(scope="session")
def classifier():
    return TopicClassifier()


@pytest.fixture(scope="session")
def read(classifier):
    """Texts to the topic rows of each."""

    def rows(*texts, annotator=classifier, **columns):
        found = annotator.predict({"core.articles": articles(*texts, **columns)}).to_pylist()
        return [[row for row in found if row["article_id"] == f"a{number}"] for number in range(len(texts))]

    return rows


@pytest.fixture(scope="session")
def make_articles():
    return articles
