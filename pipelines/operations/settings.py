"""Settings of whoever runs Dateline for others: `DATELINE_*` variables, read where they are used, never logged or stored."""

from datetime import date

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class OperationsSettings(BaseSettings):
    """What an operator can set. Values that are secret are never part of a run's configuration, its logs or its metadata."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True, extra="ignore")

    owners: str = Field("", description="Who answers for the tables: addresses or `team:NAME`, with commas")
    automation: bool = Field(
        default=False, description="Sensors and schedules run unless someone switches them off in the UI"
    )
    retention_days: int = Field(30, ge=1, description="How long runs and their logs are kept, days")
    retention_runs: int = Field(500, ge=10, description="How many runs are kept at most")
    freshness_hours: int = Field(
        26, ge=1, description="The UI warns when nothing was read or published for so long, hours"
    )
    first_day: date = Field(date(2020, 1, 1), description="The first day that the UI offers for work by days")
    notify: str = Field(
        "log", description="Who is told of failures: `log`, `webhook`, `mail`, `module:function`, with commas"
    )
    webhook_url: SecretStr = Field(
        SecretStr(""), description="Secret. Where `webhook` posts JSON: `title`, `text`, `run_id`"
    )
    smtp_host: str = Field("localhost", description="Where `mail` is handed in")
    smtp_port: int = Field(
        587, ge=1, le=65_535, description="Its port; 465 speaks TLS at once, others when the server offers it"
    )
    smtp_user: str = Field("", description="Its user; none without")
    smtp_password: SecretStr = Field(SecretStr(""), description="Secret. Its password")
    mail_from: str = Field("", description="The sender of `mail`")
    mail_to: str = Field("", description="Who gets `mail`, with commas")
    dagster_postgres: SecretStr = Field(
        SecretStr(""), description="Secret. `postgresql://...`, where Dagster's records are; SQLite in the home without"
    )
    metrics: str = Field(
        "", description="`module:function` that returns an OpenTelemetry meter provider; the process's own without"
    )
    ui_url: str = Field("", description="Address of the UI as others reach it, for links in notifications")

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of those who are told."""
        return names_of(self.notify)


def load_operations() -> OperationsSettings:
    """Return the settings of this process.

    Raises:
        pydantic.ValidationError: If a variable does not fit its type; the message names it.
    """
    return OperationsSettings()


def names_of(text: str) -> tuple[str, ...]:
    """Return what stands between commas, without blanks."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
