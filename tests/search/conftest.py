"""A warehouse of a few written articles that is published whenever a test says so."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.search import Wanted, search
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish

MONDAY, LATER = date(2026, 3, 9), date(2026, 3, 16)


class Archive:
    """Articles by id, published into the test's own warehouse, and searches of it."""

    def __init__(self, folder):
        self.settings = Settings(warehouse=folder / "dateline.duckdb", home=folder / "home")
        self.warehouse = Warehouse(self.settings.warehouse)
        self.told = []
        self.session = None

    @property
    def index(self):
        return self.settings.warehouse.with_name(self.settings.warehouse.name + ".search")

    @contextmanager
    def batch(self):
        """What is put inside goes through one session: opening one takes longer than writing."""
        if self.session:
            yield self.session
            return
        with self.warehouse.writer() as self.session:
            yield self.session
        self.session = None

    def put(self, article_id, text, *, title=None, day=None, source="wire", is_current=True):
        """Puts an article in the place of one with its id, with the document that holds it."""
        article = {"article_id": article_id, "text": text, "title": title, "is_title_in_text": False, "word_count": 1}
        dates = {"published_date": day, "published_basis": "none" if day is None else "metadata"}
        held = {"article_id": article_id, "document_id": article_id, "ordinal": 0, "start_char": 0, "end_char": 1}
        document = {"document_id": article_id, "source_code": source, "uri": "u", "media_type": "m", "is_dump": False}
        sizes = {"content_sha256": "x", "byte_count": 1, "char_count": 1, "batch_id": "b"}
        moment = datetime(2026, 3, 1, tzinfo=UTC)
        with self.batch():
            self.replace("core.articles", article_id, article | dates | {"annotator_id": "t", "is_current": is_current})
            self.replace(
                "core.article_occurrences",
                article_id,
                held | {"boundary_score": 1.0, "boundary_basis": "document", "annotator_id": "t"},
            )
            row = document | sizes | {"collected_at": moment, "is_current": True}
            self.replace("raw.documents", article_id, row, unit="document_id")

    def replace(self, table, unit_id, *rows, unit="article_id"):
        units = pa.table({"unit_id": [unit_id]})
        with self.batch() as session:
            session.replace(table, CONTRACTS[table].from_rows(list(rows)), unit_column=unit, units=units)
            session.run(
                "insert into ops.changes by name select coalesce(max(change_number), 0) + 1 as change_number, "
                "'core.articles' as table_name, $unit as unit_id from ops.changes",
                {"unit": unit_id},
            )

    def publish(self):
        publish(self.warehouse, datetime(2026, 3, 20, tzinfo=UTC))

    def found(self, words, **limits):
        """The ids that a search finds, the best first."""
        result = search(self.settings, Wanted(words, **limits), lambda *step: self.told.append(step))
        return result.rows.column("article_id").to_pylist()

    def rows(self, words, **limits):
        return search(self.settings, Wanted(words, **limits), lambda *_: None).rows.to_pylist()


def three_articles(folder):
    """Two articles of a nuclear plant, one of which tells of a ceasefire, and one of a bakery."""
    made = Archive(folder)
    with made.batch():
        made.put("plant", "Shelling cut a power line to the nuclear plant at Enerhodar.", title="Plant", day=MONDAY)
        made.put("truce", "A ceasefire was agreed, and the nuclear plant has power.", day=LATER, source="post")
        made.put("cakes", "A bakery in Łódź sells cakes. A plant grows in its window.", title="Bread", source="post")
    made.publish()
    return made


@pytest.fixture
def archive(tmp_path):
    """Three articles that a test may change."""
    return three_articles(tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Three articles that tests only search."""
    return three_articles(tmp_path_factory.mktemp("shared"))
