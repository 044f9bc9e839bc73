"""`core.entity_mentions`: a recogniser, followed by the names that its mentions stand for within their article."""

from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from pipelines.encoder.heads import load_head
from pipelines.enrich.entities import load_recogniser
from pipelines.enrich.entities.names import resolve_local_names
from pipelines.worker import MODELS, Annotator, Json, Tables

RECOGNISER_FILE = Path("entities/recogniser.onnx")
LITERAL_HEAD_FILE = Path("places/literal_head.json")


class NamedEntityReader(Annotator):
    """Finds entities, and gives each mention the fullest form of its entity in the article as `local_name`.

    Args:
        backend: `minilm` for the recogniser that ships, or `spacy:<pipeline>`.
        threads: CPU threads for inference.
        models: Folder of the models.
    """

    name: ClassVar[str] = "entities"
    version: ClassVar[str] = "3"
    table: ClassVar[str] = "core.entity_mentions"
    requires: ClassVar[tuple[str, ...]] = ("core.sentences",)

    def __init__(self, backend: str = "minilm", *, threads: int = 2, models: Path = MODELS) -> None:
        self._head_file = models / LITERAL_HEAD_FILE
        head = load_head(self._head_file, models / RECOGNISER_FILE)
        self._recogniser = load_recogniser(backend, threads=threads, models=models, literal_head=head)

    def config(self) -> dict[str, Json]:
        """Return the recogniser's own identity."""
        return {"recogniser": self._recogniser.annotator_id}

    def files(self) -> tuple[Path, ...]:
        """Return the head that tells literal names, and the recogniser's files."""
        return (self._head_file, *self._recogniser.files())

    def predict(self, batch: Tables) -> pa.Table:
        """Return the mentions of a batch; see `Annotator.predict`."""
        mentions = resolve_local_names(self._recogniser.predict(batch), batch["core.articles"])
        index = mentions.schema.get_field_index("annotator_id")
        ids = pa.array([self.annotator_id] * mentions.num_rows, pa.string())
        return mentions.set_column(index, mentions.schema.field(index), ids)
