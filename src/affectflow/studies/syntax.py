"""What a source file says to Python: a hash of its syntax tree, and its imports.

Parsing all source files takes most of a second, so outlines are remembered on disk under
a hash of the file's bytes: a remembered outline is never that of another text.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .memory import recall, remember


class Outline(NamedTuple):
    """`tree`: hash of the syntax tree without docstrings and positions. `imports`: level, module and name
    of each import, with an empty name for `import module`."""

    tree: str
    imports: list[tuple[int, str, str]]


class Outlines:
    """Outlines of source files.

    Args:
        memory: JSON file in which they are remembered; made if it is not there.
    """

    def __init__(self, memory: Path):
        self._memory = memory
        self._known: dict[str, list] = recall(memory)
        self._seen: dict[Path, Outline] = {}

    def of(self, path: Path) -> Outline:
        """The outline of a file as it is now; a file is read once in the life of this object."""
        if path not in self._seen:
            content = path.read_bytes()
            key = hashlib.sha256(content).hexdigest()
            if key not in self._known:
                self._known[key] = list(outline(content))
                remember(self._known, self._memory)
            self._seen[path] = Outline(*self._known[key])
        return self._seen[path]


def outline(content: bytes) -> Outline:
    """The outline of a source text."""
    tree = ast.parse(content)
    imports = list(_imports(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if ast.get_docstring(node, clean=False) is not None:
            node.body[0] = ast.Pass()
    return Outline(hashlib.sha256(ast.dump(tree).encode()).hexdigest(), imports)


def _imports(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.level, node.module or "", alias.name) for alias in node.names)
