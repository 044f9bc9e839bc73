"""Typed settings, read in one place: `DATELINE_*` environment variables, else these defaults."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MODELS = Path(__file__).parent / "models"


class Settings(BaseSettings):
    """What a user can set without touching code.

    Every field `name` is read from the environment variable `DATELINE_NAME`.
    """

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True, extra="ignore", protected_namespaces=())

    warehouse: Path = Field(Path("dateline.duckdb"), description="The DuckDB file")
    home: Path = Field(Path(".dateline"), description="Dagster's state: runs, logs, schedules")
    landing: Path = Field(Path("landing"), description="The folder that the sensor watches")
    threads: int = Field(
        default_factory=lambda: min(os.cpu_count() or 1, 8), ge=1, le=64, description="Threads for models and DuckDB"
    )
    memory_limit_mb: int = Field(512, ge=128, description="DuckDB's memory limit, MB; beyond it DuckDB spills to disk")
    lock_timeout_s: float = Field(15.0, ge=0, description="How long to wait for a warehouse that another process holds")
    executor: Literal["process", "inline"] = Field(
        "process", description="Who reads: `process` (one worker process per thread) or `inline` (this process)"
    )
    model_threads: int = Field(0, ge=0, le=64, description="Threads of one model; 0 for `threads`")
    small_work_words: int = Field(
        60_000, ge=0, description="Up to so many words are read in this process: starting others takes longer"
    )
    models: Path = Field(MODELS, description="Folder of the models' weights")
    batch_words: int = Field(40_000, ge=1, description="Words that one annotation batch holds at most")
    entities_backend: str = Field("minilm", description="`minilm`, or `spacy:<pipeline>` with the extra `spacy`")
    alias_file: Path | None = Field(None, description="YAML file of the user's own entity aliases")
    topic_schemes: tuple[Path, ...] = Field((), description="YAML files of topic schemes beside IPTC")
    gazetteer: Path | None = Field(
        None, description="A gazetteer file; without it the one installed in `home`, else the embedded one"
    )
    country_view: dict[str, str | None] = Field(
        default_factory=dict, description="JSON: place or admin id to country code, where yours is not that of ISO 3166"
    )
    use_dump_neighbours: bool = Field(
        default=True, description="Let articles of one dump inform each other's dates (a soft prior)"
    )

    extensions: str = Field(
        "", description="Comma-separated names of modules that add tables of your own (see CONTRIBUTING.md)"
    )

    @property
    def gazetteer_file(self) -> Path | None:
        """The gazetteer that places are resolved against; None for the embedded one."""
        installed = self.home / "gazetteer" / "gazetteer.arrow"
        return self.gazetteer or (installed if installed.is_file() else None)

    @property
    def threads_per_model(self) -> int:
        """Threads with which one model computes."""
        return self.model_threads or self.threads

    @property
    def view(self) -> tuple[tuple[str, str | None], ...]:
        """`country_view` as a value that can be hashed."""
        return tuple(sorted(self.country_view.items()))

    def for_warehouse(self, path: str | Path) -> "Settings":
        """Return the same settings for another warehouse."""
        return self.model_copy(update={"warehouse": Path(path).absolute()})

    def absolute(self) -> "Settings":
        """The same settings with paths that do not depend on the working directory."""
        paths = {name: getattr(self, name).absolute() for name in ("warehouse", "home", "landing")}
        return self.model_copy(update=paths)


def load_settings() -> Settings:
    """The settings of this process, with absolute paths.

    Raises:
        pydantic.ValidationError: If a variable does not fit its type; the message names it.
    """
    return Settings().absolute()
