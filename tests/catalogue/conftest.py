"""A warehouse in which articles are written and taken out, and the rows of an article."""

from datetime import date

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse


def article(article_id, text, day, title="T"):
    """A row of `core.articles`, of a day of March 2026 or of none."""
    return {
        "article_id": article_id,
        "title": title,
        "text": text,
        "is_title_in_text": False,
        "word_count": len(text.split()),
        "published_date": None if day is None else date(2026, 3, day),
        "published_basis": "none" if day is None else "metadata",
        "annotator_id": "t",
        "is_current": True,
    }


class Standing:
    """A warehouse in which articles are written and taken out."""

    def __init__(self, path):
        self.warehouse, self.settings = Warehouse(path), Settings(warehouse=path)

    def put(self, article_ids, rows):
        """Put these rows in the place of those of the articles; returns the articles as units."""
        units = pa.table({"unit_id": pa.array(article_ids, pa.string())})
        with self.warehouse.writer() as session:
            table = CONTRACTS["core.articles"].from_rows(rows)
            session.replace("core.articles", table, unit_column="article_id", units=units)
        return units

    def rows(self, sql, parameters=None):
        with self.warehouse.writer() as session:
            return session.query(sql, parameters).to_pylist()


def killed_at_the_second(step):
    """A step of which the second part ends the run, the first one committed."""
    calls = []

    def part(*arguments):
        calls.append(1)
        if len(calls) == 2:
            raise ZeroDivisionError
        return step(*arguments)

    return part
