"""Typed settings, read in one place: `DATELINE_*` environment variables, else these defaults."""

import hashlib
import os
from pathlib import Path
from typing import Literal, NoReturn

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MODELS = Path(__file__).parent / "models"
LAKE_PREFIX = "ducklake:"
LAKE_DIGEST_CHARS = 12
TRIAL_NAME = "ducklake:local"
"""A lake in the state folder whose PostgreSQL server Dateline starts and stops itself."""
MOST_SOCKET_CHARS = 90
"""A longer folder leaves no room for the name of PostgreSQL's socket: systems allow 103 bytes for the whole path."""


class Settings(BaseSettings):
    """What a user can set without touching code.

    Every field `name` is read from the environment variable `DATELINE_NAME`.
    """

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True, extra="ignore", protected_namespaces=())

    warehouse: Path = Field(Path("dateline.duckdb"), description="The DuckDB file")
    lake: str = Field(
        "",
        description="Instead of a file: the PostgreSQL database of a lake's catalogue, as libpq reads it (`dbname=news host=db`)",
    )
    lake_data: str = Field("", description="Where a new lake keeps its rows: a folder, or `s3://bucket/folder`")
    as_of: str = Field("", description="Read a lake as of this snapshot (its number) or time (ISO 8601)")
    home: Path = Field(Path(".dateline"), description="Dagster's state: runs, logs, schedules")
    landing: Path = Field(Path("landing"), description="The folder that the sensor watches")
    threads: int = Field(
        default_factory=lambda: min(os.cpu_count() or 1, 8), ge=1, le=64, description="Threads for models and DuckDB"
    )
    memory_limit_mb: int = Field(
        512,
        ge=128,
        description="DuckDB's memory at the most, MB, and two fifths of a file's size if that is less; beyond it DuckDB spills to disk",
    )
    lock_timeout_s: float = Field(15.0, ge=0, description="How long to wait for a warehouse that another process holds")
    executor: Literal["process", "inline", "ray"] = Field(
        "process",
        description="Who reads: `process` (one worker process per thread), `inline` (this process) or `ray` (a cluster)",
    )
    ray_address: str = Field("", description="A Ray cluster, such as `auto`; without it Ray is started on this machine")
    ray_workers: int = Field(0, ge=0, description="Ray actors at most; 0 for one per processor of the cluster")
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
        """Return the same settings for another warehouse: a file, or a lake as `ducklake:postgres:CONNECTION`.

        Raises:
            ValueError: If the name of a lake holds a password, or is none of PostgreSQL.
        """
        name = str(path)
        if not name.startswith(LAKE_PREFIX):
            return self.model_copy(update={"warehouse": Path(path).absolute(), "lake": ""})
        if name == TRIAL_NAME:
            return self.for_trial()
        kind, _, catalogue = name.removeprefix(LAKE_PREFIX).partition(":")
        return self.for_lake(catalogue) if kind == "postgres" else _no_lake(name)

    @property
    def trial_folder(self) -> Path:
        """Where the lake of the state folder is."""
        return self.home.absolute() / "lake"

    @property
    def trial_postgres(self) -> Path:
        """Where the PostgreSQL server of that lake has its files and its socket."""
        return self.trial_folder / "postgres"

    @property
    def trial_host(self) -> str:
        """The server, as libpq reads it."""
        return "'" + str(self.trial_postgres).replace("\\", "\\\\").replace("'", "\\'") + "'"

    @property
    def is_trial(self) -> bool:
        """True for the lake of the state folder."""
        return self.lake == self._trial_catalogue

    @property
    def _trial_catalogue(self) -> str:
        return f"dbname=dateline user=postgres host={self.trial_host}"

    def for_trial(self) -> "Settings":
        """Return the same settings for the lake of the state folder.

        Raises:
            ValueError: If the folder's path is too long for a socket.
        """
        if len(os.fsencode(self.trial_postgres)) > MOST_SOCKET_CHARS:
            raise ValueError(
                f"{self.home}: this path is too long for the socket of a database; set DATELINE_HOME to a shorter one"
            )
        return self.for_lake(self._trial_catalogue)

    def for_lake(self, catalogue: str) -> "Settings":
        """Return the same settings for a lake; `warehouse` names then what stands on this machine for it.

        Raises:
            ValueError: If the connection string holds a password.
        """
        is_trial = catalogue == self._trial_catalogue
        if not is_trial and ("password" in catalogue.lower() or "@" in catalogue):
            raise ValueError(
                "a warehouse's name is shown and logged: leave the password out of it, and put it into PGPASSFILE or a service file"
            )
        digest = hashlib.sha256(catalogue.encode()).hexdigest()[:LAKE_DIGEST_CHARS]
        named = {"lake": catalogue, "warehouse": self.home.absolute() / "lakes" / digest}
        if is_trial:
            named |= {"lake_data": str(self.trial_folder / "data")}
        return self.model_copy(update=named)

    @property
    def warehouse_name(self) -> str:
        """The warehouse as a user names it."""
        if self.is_trial:
            return TRIAL_NAME
        return f"{LAKE_PREFIX}postgres:{self.lake}" if self.lake else str(self.warehouse)

    def absolute(self) -> "Settings":
        """The same settings with paths that do not depend on the working directory."""
        if str(self.warehouse).startswith(LAKE_PREFIX):
            return self.for_warehouse(str(self.warehouse)).absolute()
        paths = {name: getattr(self, name).absolute() for name in ("warehouse", "home", "landing")}
        settings = self.model_copy(update=paths)
        return settings.for_lake(self.lake) if self.lake else settings


def _no_lake(name: str) -> NoReturn:
    raise ValueError(
        f"{name}: a lake's catalogue is a PostgreSQL database, `ducklake:postgres:dbname=NAME host=HOST`; others lose commits "
        "or lock people out"
    )


def load_settings() -> Settings:
    """The settings of this process, with absolute paths.

    Raises:
        pydantic.ValidationError: If a variable does not fit its type; the message names it.
    """
    return Settings().absolute()
