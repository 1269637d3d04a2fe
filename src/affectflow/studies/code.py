"""The version of a step's code, so that an edit reruns the step and a comment does not.

Snakemake does not see edits of a library. The version is a hash of the syntax tree,
without docstrings, comments and positions, of the step's script and of every module of
this package that it imports, however deep, and of the data files of those packages. The
`__init__` of a package counts where it is imported itself, not where a module below it is:
it only passes names on.
"""

from __future__ import annotations

import ast
import hashlib
from functools import cache
from pathlib import Path

PACKAGE = "affectflow"
SOURCE = Path(__file__).resolve().parent.parent


def code_version(script: Path, *modules: str) -> str:
    """Version of a script and of the library code behind it.

    Args:
        script: the step's script.
        modules: further modules that the step loads by name (a reader, a model kind),
            as dotted names below the package, such as ``"ingest.emodb"``.

    Returns:
        16 hexadecimal digits.
    """
    wanted = list(_imports(script, PACKAGE))
    wanted += [f"{PACKAGE}.{module}" for module in modules]
    digest = hashlib.sha256(_tree_hash(script).encode())
    for module, path in sorted(_closure(wanted).items()):
        digest.update(f"{module}:{_tree_hash(path)}".encode())
        for data in _data_files(path):
            digest.update(data.read_bytes())
    return digest.hexdigest()[:16]


def _closure(wanted: list[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    while wanted:
        module = wanted.pop()
        path = _file(module)
        if module in found or path is None:
            continue
        found[module] = path
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        wanted.extend(_imports(path, package))
    return found


def _file(module: str) -> Path | None:
    base = SOURCE.joinpath(*module.split(".")[1:])
    for path in (base / "__init__.py", base.with_suffix(".py")):
        if path.is_file():
            return path
    return None


def _data_files(path: Path) -> list[Path]:
    """Files that a package carries beside its code, such as the templates of the report."""
    if path.name != "__init__.py":
        return []
    folders = [f for f in sorted(path.parent.iterdir()) if f.is_dir() and not (f / "__init__.py").is_file()]
    return sorted(data for folder in folders for data in folder.rglob("*") if data.is_file() and data.suffix != ".pyc")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


@cache
def _imports(path: Path, package: str) -> tuple[str, ...]:
    """Dotted names below the package that a file imports anywhere in it."""
    names: list[str] = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            origin = ".".join(part for part in (base, node.module) if part)
            below = [f"{origin}.{alias.name}" for alias in node.names]
            names += [name if name.split(".")[0] == PACKAGE and _file(name) else origin for name in below]
    return tuple(name for name in names if name.split(".")[0] == PACKAGE)


@cache
def _tree_hash(path: Path) -> str:
    tree = _tree(path)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if ast.get_docstring(node, clean=False) is not None:
            node.body[0] = ast.Pass()
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()
