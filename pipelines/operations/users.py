"""Functions of a user's that a setting names as `module:function`."""

import importlib
from collections.abc import Callable
from typing import Any


class UserFunctionError(ValueError):
    """What a setting names is not there; the message says what."""


def user_function(name: str) -> Callable[..., Any]:
    """Return the function that `module:function` names.

    Raises:
        UserFunctionError: If it is not written so, or there is no such module or function.
    """
    module, separator, function = name.partition(":")
    if not separator:
        raise UserFunctionError(f"{name!r} is not module:function")
    try:
        found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise UserFunctionError(f"{name}: {error}") from None
    return found
