"""`core.time_mentions`: the time expressions of articles, tied to their dates of publication."""

from typing import ClassVar

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.timex import read_times
from pipelines.worker import Annotator, Tables, field_texts

FORM_SCORES = {
    "day": 0.97, "weekday": 0.95, "month": 0.92, "year": 0.92, "decade": 0.9, "century": 0.9, "quarter": 0.9, "half": 0.85,
    "season": 0.85, "holiday": 0.85, "weekend": 0.85, "unit": 0.88, "shift": 0.85, "deictic": 0.93, "clock": 0.85,
    "duration": 0.8, "set": 0.7, "ref": 0.75, "nth": 0.85, "years": 0.85,
}  # fmt: skip
"""Share of each form that is marked the same in gold data (development sets; see the tagger's card); `nth` and `years`, which these hardly have, as quarters and halves."""


class TimeTagger(Annotator):
    """Finds dates, times, durations and recurrences with a grammar over trigger words, and resolves them.

    Relative expressions are tied to `core.articles.published_date`; where that is NULL they stay underspecified.
    """

    name: ClassVar[str] = "times-grammar"
    version: ClassVar[str] = "3"
    table: ClassVar[str] = "core.time_mentions"

    def predict(self, batch: Tables) -> pa.Table:
        """The time mentions of a batch; see `Annotator.predict`."""
        articles = batch["core.articles"]
        published = dict(zip(articles["article_id"].to_pylist(), articles["published_date"].to_pylist(), strict=True))
        columns: dict[str, list[object]] = {name: [] for name in CONTRACTS[self.table].column_names}
        append = [values.append for values in columns.values()]
        annotator_id = self.annotator_id
        for article_id, field, text in field_texts(articles):
            for timex, resolved, _ in read_times(text, published[article_id]):
                row = (
                    article_id, field, timex.start, timex.end, text[timex.start : timex.end], resolved.timex_type,
                    resolved.value, resolved.earliest, resolved.latest, FORM_SCORES[timex.form], annotator_id,
                )  # fmt: skip
                for add, value in zip(append, row, strict=True):
                    add(value)
        contract = CONTRACTS[self.table]
        arrays = [pa.array(columns[column.name], column.type) for column in contract.columns]
        return contract.conform(pa.Table.from_arrays(arrays, schema=contract.arrow_schema))
