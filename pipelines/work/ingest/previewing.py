"""What a run would read, before anything is written: each file read through, nothing kept."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.sources import Refusal, SourceDocument, find_inputs, read_source
from pipelines.sources.credits import folder_source
from pipelines.sources.formats import file_kind
from pipelines.warehouse import Warehouse, WarehouseError
from pipelines.work.ingest.ledger import Met, ReadOptions, files_to_read, met_files, reading_key

MAX_KEPT_REFUSALS = 5
"""Refusals of one file that are kept with their words; the others are counted by reason."""


@dataclass(slots=True)
class FilePreview:
    """What one file holds.

    Attributes:
        uri: The file.
        format: The suffix-free name of its format (`csv`, `html`, `zip`); empty for what is no file.
        is_known: It stands in the warehouse as it is, and a run would not open it; nothing else is known of it here.
        record_count: Records, each one article.
        dump_count: Texts that a run cuts into articles.
        char_count: Their characters together.
        refused: Refusals by reason.
        refusals: The first of them.
        example: A title or the first words of the first text.
    """

    uri: str
    format: str = ""
    is_known: bool = False
    record_count: int = 0
    dump_count: int = 0
    char_count: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    example: str = ""

    def refuse(self, refusal: Refusal) -> None:
        """Count a refusal."""
        self.refused[refusal.reason_code] += 1
        if len(self.refusals) < MAX_KEPT_REFUSALS:
            self.refusals.append(refusal)


def preview(warehouse: Warehouse, inputs: Sequence[str], options: ReadOptions) -> Iterator[FilePreview]:
    """Read through what a run would read, and say of each file and each path that cannot be read what it is.

    No file is written: where the warehouse is missing it stays so. Memory stays at one record.

    Args:
        warehouse: Its published copy says which files are known.
        inputs: Files, folders and globs.
        options: How the run would read.
    """
    files, refusals = find_inputs(inputs)
    met, vanished = met_files(files)
    pending = _pending(warehouse, met, options)
    roots = tuple(path for path in map(Path, inputs) if path.is_dir())
    for file in met:
        if file.uri in pending:
            yield _read(file, options, roots)
        else:
            yield FilePreview(file.uri, _format(file.path), is_known=True)
    for refusal in refusals + vanished:
        path = FilePreview(refusal.uri)
        path.refuse(refusal)
        yield path


def _pending(warehouse: Warehouse, met: Sequence[Met], options: ReadOptions) -> set[str]:
    if warehouse.path.is_file():
        try:
            with warehouse.reader() as session:
                return set(files_to_read(session, met, reading_key(options)))
        except WarehouseError:
            pass  # an older file, which the run carries forward first: it knows none of these for certain
    return {file.uri for file in met}


def _read(file: Met, options: ReadOptions, roots: Sequence[Path]) -> FilePreview:
    seen = FilePreview(file.uri, _format(file.path))
    folder = next((name for root in roots if (name := folder_source(file.path, root))), None)
    for reading in read_source(
        file.path,
        mapping=options.mapping or None,
        records_path=options.records_path,
        source_code=options.source_code or folder,
    ):
        if isinstance(reading, Refusal):
            seen.refuse(reading)
            continue
        seen.char_count += len(reading.text)
        seen.example = seen.example or " ".join((reading.title or reading.text[:200]).split())
        if isinstance(reading, SourceDocument):
            seen.record_count += 1
        else:
            seen.dump_count += reading.is_last
    return seen


def _format(path: Path) -> str:
    kind = file_kind(path.name)
    name = kind.archive or next((suffix for suffix in kind.format.suffixes if suffix in path.name.lower()), "")
    return name.removeprefix(".")
