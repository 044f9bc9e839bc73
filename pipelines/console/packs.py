"""`dateline knowledge`: install, list, verify, sign and remove packs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.console.usage import EXIT_DONE, EXIT_FAILED, EXIT_USAGE, ending_at, fail, settings_of

if TYPE_CHECKING:
    from pipelines.knowledge.manifest import Manifest

app = typer.Typer(help="Packs of knowledge: who and what there is, the gazetteer, public events.", no_args_is_help=True)
OLD_DAYS = 730
"""A pack whose facts are older than two years misses whoever took office since; `list` and `doctor` say so."""
DumpFile = Annotated[
    Path | None,
    typer.Option("--from-dump", help="latest-all.json.gz, a truthy .nt dump, or a folder of tables: a full base"),
]


@app.command("list")
def list_packs() -> None:
    """Show every pack: what it is, how old, from where, and whether it can be used."""
    for line in pack_lines(settings_of(None).home):
        typer.echo(line)


@app.command()
def verify(
    packs: Annotated[list[Path] | None, typer.Argument(metavar="PACK...", help="Folders; all packs without")] = None,
) -> None:
    """Hold every byte of packs to their manifest, and manifests to their signature."""
    from pipelines.knowledge.shelf import look, shelved

    home = settings_of(None).home
    problems = 0
    for pack in [look(folder, home) for folder in packs] if packs else shelved(home):
        if pack.problem or pack.manifest is None:
            problems += 1
            typer.echo(f"PROBLEM: {pack.problem}")
        else:
            typer.echo(f"{pack.manifest.pack_id}: {len(pack.manifest.files)} files as stated, {pack.standing}")
    raise typer.Exit(EXIT_FAILED if problems else EXIT_DONE)


@app.command()
def install(
    pack: Annotated[Path | None, typer.Argument(help="Folder of a pack")] = None,
    dump: DumpFile = None,
    name: Annotated[str, typer.Option(help="With --from-dump: the pack's name")] = "wikidata",
    version: Annotated[str | None, typer.Option(help="With --from-dump: the dump's day, such as 2026-11-02")] = None,
    older: Annotated[bool, typer.Option("--older", help="Let an older version replace a newer one")] = False,  # noqa: FBT002 how typer calls it
) -> None:
    """Put a pack on the shelf, or make one of a Wikidata dump; runs use it from then on."""
    from pipelines.knowledge.manifest import PackError
    from pipelines.knowledge.shelf import install as put

    home = settings_of(None).home
    with ending_at(failed=(PackError, OSError)):
        if pack is not None and dump is None:
            manifest = put(pack, home, allow_older=older)
        elif dump is not None and pack is None:
            manifest = _compiled(dump, home, name, version)
        else:
            fail("name the folder of a pack, or a dump with --from-dump", EXIT_USAGE)
    typer.echo(f"installed {manifest.pack_id} ({manifest.entity_count:,} entities). The next run links with it")


@app.command()
def remove(name: Annotated[str, typer.Argument(help="Name of an installed pack")]) -> None:
    """Take an installed pack from the shelf."""
    from pipelines.knowledge.manifest import PackError
    from pipelines.knowledge.shelf import remove as take

    with ending_at(failed=(PackError,)):
        take(name, settings_of(None).home)
    typer.echo(f"removed {name}. The next run links without it")


@app.command()
def key(path: Annotated[Path, typer.Argument(help="Where the secret key goes; the public one gets .pub")]) -> None:
    """Make a key pair to sign packs with."""
    from pipelines.knowledge.manifest import PackError
    from pipelines.knowledge.signing import make_key

    with ending_at(failed=(PackError, OSError)):
        typer.echo(f"keep {path} to yourself; whoever installs your packs needs {make_key(path)}")


@app.command()
def sign(
    pack: Annotated[Path, typer.Argument(help="Folder of a pack")],
    secret: Annotated[Path, typer.Option("--key", help="The secret key that `dateline knowledge key` made")],
) -> None:
    """Sign a pack for those who trust your key."""
    from pipelines.knowledge.manifest import PackError, check_files, read_manifest
    from pipelines.knowledge.signing import sign as put_signature

    with ending_at(failed=(PackError, OSError)):
        manifest = read_manifest(pack)
        check_files(pack, manifest)
        put_signature(pack, secret)
    typer.echo(f"signed {manifest.pack_id}")


def pack_lines(home: Path) -> Iterator[str]:
    """Yield a line per pack, and one per problem, beginning with PROBLEM."""
    from pipelines.knowledge.shelf import shelved

    today = datetime.now(UTC).date()
    for pack in shelved(home):
        if pack.problem or pack.manifest is None:
            yield f"PROBLEM: {pack.problem}"
            continue
        manifest = pack.manifest
        age = manifest.age_days(today)
        old = (
            ": old, see `dateline knowledge install --help`" if age > OLD_DAYS and manifest.kind == "knowledge" else ""
        )
        where = "shipped" if pack.is_shipped else str(pack.folder)
        yield (
            f"{manifest.kind} {manifest.pack_id}: {manifest.entity_count:,} entries to {manifest.date} ({age} days old{old}), "
            f"{pack.standing}, {where}; {manifest.licence}"
        )


def _compiled(dump: Path, home: Path, name: str, version: str | None) -> "Manifest":
    from rich.progress import Progress

    from pipelines.knowledge.compiling.install import install_dump

    with Progress(transient=True) as bars:
        task = bars.add_task("reading", total=None)
        return install_dump(
            dump, home, name=name, version=version, progress=lambda stage: bars.update(task, description=stage)
        )
