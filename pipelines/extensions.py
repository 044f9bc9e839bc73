"""The door for tables of your own: modules named in `DATELINE_EXTENSIONS` add to contracts and catalogue without a fork.

A module may offer `TABLES` (table contracts) and `ENTRIES` (catalogue entries that make them). They are taken in when the
contracts or the catalogue are first asked for more than their own, so a module may import from either. CONTRIBUTING.md
shows a whole one.
"""

import importlib
import os
from types import ModuleType
from typing import TypeVar

VARIABLE = "DATELINE_EXTENSIONS"
Offered = TypeVar("Offered")


class ExtensionError(ImportError):
    """A module named in `DATELINE_EXTENSIONS` cannot be imported, or offers something that is not what it should be."""


def extension_names() -> tuple[str, ...]:
    """Return the names of the modules that the environment asks for, in its order."""
    return tuple(name.strip() for name in os.environ.get(VARIABLE, "").split(",") if name.strip())


def offered(attribute: str, kind: type[Offered]) -> tuple[Offered, ...]:
    """Return what all extensions offer under a name.

    Args:
        attribute: `TABLES` or `ENTRIES`; a module without it offers none.
        kind: What each of the values must be.

    Raises:
        ExtensionError: If a module cannot be imported or offers another kind of value; the message names it.
    """
    found: list[Offered] = []
    for name in extension_names():
        values = getattr(_module(name), attribute, ())
        for value in values if isinstance(values, (tuple, list)) else (values,):
            if not isinstance(value, kind):
                raise ExtensionError(
                    f"{VARIABLE}: {name}.{attribute} must hold {kind.__name__} values, not {type(value).__name__}"
                )
            found.append(value)
    return tuple(found)


def _module(name: str) -> ModuleType:
    try:
        module = importlib.import_module(name)
    except ExtensionError:
        raise
    except Exception as error:
        raise ExtensionError(
            f"{VARIABLE}: module {name!r} cannot be imported ({type(error).__name__}: {error}); "
            "install it, put its folder on PYTHONPATH, or take it out of the list"
        ) from error
    if getattr(module.__spec__, "_initializing", False):
        raise ExtensionError(
            f"{VARIABLE}: module {name!r} asks for the whole catalogue or all contracts while it is being imported; "
            "import `pipelines.work`, `pipelines.defs` and `CATALOGUE` inside its functions"
        )
    return module
