"""Whether the modules named in `DATELINE_EXTENSIONS` fit the house: asked before a command begins, so that nothing is written."""

from pipelines.extensions import VARIABLE, ExtensionError


def extension_problem() -> str | None:
    """Return what is wrong with the extensions, in a sentence for the user; None when all of them fit."""
    try:
        from pipelines.catalogue import CATALOGUE
        from pipelines.contracts import CONTRACTS

        missing = sorted(set(CATALOGUE) - set(CONTRACTS))
    except ExtensionError as error:
        return str(error)
    except ValueError as error:
        return f"{VARIABLE}: {error}"
    return f"{VARIABLE}: no contract in TABLES for {', '.join(missing)}" if missing else None
