"""Packages that only twins need."""

from __future__ import annotations

import importlib
from types import ModuleType

from ..errors import CorpusError, Problem


def need(*modules: str) -> list[ModuleType]:
    """Import modules of the optional extra `twins`.

    Raises:
        CorpusError: with every one that is not installed, and how to install them.
    """
    found, problems = [], []
    for module in modules:
        try:
            found.append(importlib.import_module(module))
        except ImportError:
            hint = "Run `pip install affectflow[twins]`."
            problems.append(Problem("twin", module, "not installed", "installed, to make synthetic twins", hint))
    if problems:
        raise CorpusError(problems)
    return found
