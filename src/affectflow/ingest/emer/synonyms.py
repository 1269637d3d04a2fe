"""Reads the released groups of synonyms: for each clip, which words mean one thing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np

from ...layouts.emer import SYNONYMS
from ..rows.setting_aside import Fault, set_aside

INNER = re.compile(r"\[[^\[\]]*\]")
SHAPE = "text with lists of words, such as [['happy', 'joyful'], ['sad']], in a .npy file without pickled objects"


def synonyms(root: Path) -> tuple[dict[str, dict[str, str]], list[dict[str, str | None]]]:
    """Which word stands for each word of a clip: the first of its list; of lists with one word, the last counts.

    Args:
        root: folder of the release.

    Returns:
        by the clip's name, the word that stands for each word, in lower case; and rows of the quarantine table.
    """
    found: dict[str, dict[str, str]] = {}
    aside = []
    for path in sorted(root.rglob(f"{SYNONYMS}/*.npy")):
        groups = _groups(path)
        if groups is None:
            file = path.relative_to(root).as_posix()
            aside.append(set_aside(Fault("unreadable_synonyms", "no such text", SHAPE), file))
        else:
            found[path.stem] = {word.lower(): words[0].lower() for words in groups if words for word in words}
    return found, aside


def _groups(path: Path) -> list[list[str]] | None:
    try:
        text = str(np.load(path, allow_pickle=False).tolist())
        lists = [ast.literal_eval(inner) for inner in INNER.findall(text)]
    except (ValueError, SyntaxError, OSError, EOFError):
        return None
    good = all(isinstance(word, str) for words in lists for word in words)
    return lists if lists and good else None
