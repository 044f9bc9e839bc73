"""`dateline gazetteer install`: a full GeoNames dump in the place of the embedded gazetteer."""

from pathlib import Path

from rich.progress import Progress


class InstallFailedError(RuntimeError):
    """Nothing was installed; the gazetteer that was there still works."""


def install_gazetteer(source_dir: Path | None, target: Path, source: str, url: str | None) -> str:
    """Compile a dump into `target`; return what to tell the user.

    Raises:
        InstallFailedError: If the dump is missing, damaged, or cannot be compiled or written.
    """
    if source_dir is None and url is None:
        raise InstallFailedError("name a folder of GeoNames dump files with --from, or an address with --url")
    from pipelines.gazetteer.compiling.dump import DumpError
    from pipelines.gazetteer.compiling.install import InstallError, download, install

    try:
        folder = source_dir if source_dir is not None else download(str(url), target.with_name(target.name + ".dump"))
        with Progress(transient=True) as bars:
            task = bars.add_task("compiling", total=None)
            installed = install(
                folder, target, source=source, progress=lambda stage: bars.update(task, description=stage)
            )
    except (DumpError, InstallError, OSError) as error:
        raise InstallFailedError(str(error)) from error
    return (
        f"installed {installed.path} ({installed.place_count:,} places, version {installed.version}). "
        "Runs with this DATELINE_HOME use it from now on; elsewhere set DATELINE_GAZETTEER to it"
    )
