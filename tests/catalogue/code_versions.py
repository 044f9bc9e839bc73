"""What the code of each worker is: a digest of every module that its rows depend on, held against its version.

`python -m tests.catalogue.code_versions` writes `code_versions.json` again; run it after raising the version of each worker
whose rows changed, or when a change of the code (a name, a type, an order of functions) changes no row.
"""

import ast
import hashlib
import inspect
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pipelines
from pipelines.catalogue import CATALOGUE, Annotated
from pipelines.catalogue.canonical import canonical_names
from pipelines.catalogue.workers import entity_linker
from pipelines.settings import Settings

PACKAGE = Path(pipelines.__file__).parent
NOTED = Path(__file__).with_name("code_versions.json")
DIGEST_CHARS = 12
PASSED_OVER = ("contracts", "settings", "sqlfiles", "progress", "extensions", "warehouse")
"""Rooms whose code moves rows and makes none: a row that they change would break its contract."""


def workers():
    """Each worker by the table that it makes, with the modules that it begins from."""
    found = {}
    for entry in CATALOGUE.entries:
        if isinstance(entry, Annotated) and inspect.unwrap(entry.worker).__module__.startswith("pipelines."):
            worker = entry.worker(Settings())
            found[entry.name] = (worker, {type(worker).__module__, *_of_builder(entry.worker)})
    worker = canonical_names(Settings())
    found["core.entities"] = (worker, {type(worker).__module__, canonical_names.__module__})
    worker = entity_linker(Settings())
    found["core.entity_links"] = (worker, {type(worker).__module__, "pipelines.catalogue.linking"})
    return found


def noted_now():
    """What `code_versions.json` should hold."""
    modules, versions = {}, {}
    for table, (worker, roots) in sorted(workers().items()):
        names = sorted(reached(frozenset(roots)))
        modules |= {name: module_digest(name) for name in names}
        digest = hashlib.sha256("\n".join(module_digest(name) for name in names).encode()).hexdigest()[:DIGEST_CHARS]
        versions[table] = {"name": worker.name, "version": worker.version, "digest": digest, "modules": names}
    return {"modules": dict(sorted(modules.items())), "workers": versions}


def complaints(noted, now):
    """One sentence per worker whose code is not the one that was noted for its version."""
    for table, worker in now["workers"].items():
        before = noted["workers"].get(table)
        command = "`python -m tests.catalogue.code_versions`"
        if before is None:
            yield f"{worker['name']} ({table}) is new: note it with {command}"
        elif before["digest"] == worker["digest"] and before["version"] == worker["version"]:
            continue
        elif before["version"] != worker["version"]:
            yield f"{worker['name']} ({table}) is at version {worker['version']} now: note it with {command}"
        else:
            names = {*before["modules"], *worker["modules"]}
            changed = sorted(n for n in names if noted["modules"].get(n) != now["modules"].get(n))
            yield (
                f"{worker['name']} ({table}): code changed in {', '.join(changed) or 'what it imports'}, and its version "
                f"is still {worker['version']}: raise it if a row can differ, then note it with {command}"
            )


def reached(roots):
    """The modules of the package that these modules import, directly or not, and themselves."""
    found, waiting = set(), list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found and name.split(".")[1] not in PASSED_OVER:
            found.add(name)
            waiting += imports(name)
    return found


@cache
def imports(name):
    """The modules that a module imports; what a package only passes on is looked for where it is made."""
    return frozenset(_imported(tree(name)))


@cache
def module_digest(name):
    """A digest of a module's code: not of its docstrings, comments, layout or `version`."""
    return digest_of(path_of(name).read_text(encoding="utf-8"))


def digest_of(source):
    """A digest of code, the same in every release of Python."""
    return hashlib.sha256(repr(_plain(ast.parse(source))).encode()).hexdigest()[:DIGEST_CHARS]


@cache
def tree(name):
    return ast.parse(path_of(name).read_text(encoding="utf-8"))


def path_of(name):
    base = PACKAGE.parent.joinpath(*name.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def _plain(node):
    if isinstance(node, list):
        return [_plain(item) for item in node if not _is_silent(item)]
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = [(name, getattr(node, name, None)) for name in node._fields if name != "ctx"]
    return (type(node).__name__, [(name, _plain(value)) for name, value in fields if value not in (None, [])])


def _is_silent(node):
    """Docstrings, strings below an assignment, and the version itself."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return True
    return isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["version"]


def _imported(root) -> Iterator[str]:
    for node in _nodes(root):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("pipelines."))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pipelines"):
            for alias in node.names:
                yield from _maker(node.module, alias.name)


def _nodes(root):
    """Every node but those that only type checkers read."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


def _maker(module, name):
    """The modules from which a name comes that is imported from a module."""
    inner = f"{module}.{name}"
    if path_of(inner).is_file():
        return [inner]
    if path_of(module).name == "__init__.py":
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pipelines."):
                for alias in node.names:
                    if (alias.asname or alias.name) == name:
                        return _maker(node.module, alias.name)
    return [module]


def _of_builder(build):
    """The modules that a builder imports, and those of the builders that it calls."""
    function = inspect.unwrap(build)
    root = ast.parse(inspect.getsource(function))
    yield from _imported(root)
    for node in ast.walk(root):
        other = function.__globals__.get(node.id) if isinstance(node, ast.Name) else None
        if hasattr(other, "__wrapped__") and inspect.unwrap(other) is not function:
            yield from _of_builder(other)


if __name__ == "__main__":
    NOTED.write_text(json.dumps(noted_now(), indent=1) + "\n", encoding="utf-8")
