"""Reads the JSON files of a corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...errors import CorpusError, Problem


def read_json_file(root: Path, name: str, what: str) -> Any:
    """Read one file.

    Args:
        root: folder of the corpus.
        name: file below it.
        what: what the file must hold, in words.

    Raises:
        CorpusError: when it is absent, not UTF-8 or not JSON.
    """
    try:
        return json.loads((root / name).read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        problem = Problem(name, "", "no such file", what)
    except UnicodeDecodeError as error:
        problem = Problem(name, f"byte {error.start}", "text that is not UTF-8", what)
    except json.JSONDecodeError as error:
        problem = Problem(name, f"line {error.lineno}, column {error.colno}", error.msg, what)
    raise CorpusError(problem)


def lists(found: Any, name: str, what: str) -> list[dict]:
    """The list of objects that a file, or a part of it, must be.

    Raises:
        CorpusError: when it is something else.
    """
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise CorpusError(Problem(name, "", f"{type(found).__name__} in place of a list of objects", what))
    return found
