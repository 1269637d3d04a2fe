"""The version of a step's code, so that an edit reruns the step and a comment does not.

Snakemake does not see edits of a library. The version is a hash of the syntax tree,
without docstrings, comments and positions, of the step's script and of every module of
this package that it imports, however deep, and of the data files of those packages. The
`__init__` of a package counts where it is imported itself, not where a module below it is:
it only passes names on.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from .syntax import Outlines

PACKAGE = "affectflow"
SOURCE = Path(__file__).resolve().parent.parent


def code_version(script: Path, *modules: str, outlines: Outlines) -> str:
    """Version of a script and of the library code behind it.

    Args:
        script: the step's script.
        modules: further modules that the step loads by name (a reader, a model kind),
            as dotted names below the package, such as ``"ingest.emodb"``.
        outlines: reads source files, and remembers them.

    Returns:
        16 hexadecimal digits.
    """
    wanted = _imports(outlines, script, PACKAGE)
    wanted += [f"{PACKAGE}.{module}" for module in modules]
    digest = hashlib.sha256(outlines.of(script).tree.encode())
    for module, path in sorted(_closure(outlines, wanted).items()):
        digest.update(f"{module}:{outlines.of(path).tree}".encode())
        for data in _data_files(path):
            digest.update(data.read_bytes())
    return digest.hexdigest()[:16]


def _closure(outlines: Outlines, wanted: list[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    while wanted:
        module = wanted.pop()
        path = None if module in found else _file(module)
        if path is None:
            continue
        found[module] = path
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        wanted.extend(_imports(outlines, path, package))
    return found


def _file(module: str) -> Path | None:
    return _find(SOURCE, module)


@cache
def _find(source: Path, module: str) -> Path | None:
    base = source.joinpath(*module.split(".")[1:])
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


def _imports(outlines: Outlines, path: Path, package: str) -> list[str]:
    """Dotted names of this package's modules that a file imports anywhere in it."""
    found = []
    for level, origin, name in outlines.of(path).imports:
        above = package.rsplit(".", level - 1)[0] if level else ""
        base = ".".join(part for part in (above, origin) if part)
        whole = f"{base}.{name}" if name else base
        if whole.split(".")[0] == PACKAGE:
            found.append(whole if _file(whole) else base)
    return found
