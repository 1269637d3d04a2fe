"""Texts and names that may not leave, and whether a page, a document or a record quotes one of them.

The report leaves out what may not leave; here its pages are read again, so that one that
was made before a licence was stated, or changed since, is found too. A text is found by
its letters and digits alone, whatever markup or quoting stands between them. What is so
short that it would turn up by chance (a text of fewer than 12 letters, a name of fewer
than 3 characters, or than 6 if all are digits) cannot be searched for.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TEXT = 12
NAME = 3
DIGITS = 6

_TOKEN = re.compile(r"\w(?:[\w.-]*\w)?")


@dataclass
class Secrets:
    """Values that may not leave, each with the column that it is from."""

    texts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def add_texts(self, column: str, values: Iterable[str]) -> None:
        """Remember texts, such as transcripts."""
        for value in values:
            letters = _letters(value)
            if len(letters) >= TEXT:
                self.texts.setdefault(letters[:TEXT], []).append((letters, column))

    def add_names(self, column: str, values: Iterable[str]) -> None:
        """Remember identifiers; those with blanks are searched for as texts."""
        for value in values:
            if _TOKEN.fullmatch(value) is None:
                self.add_texts(column, [value])
            elif len(value) >= (DIGITS if value.isdigit() else NAME):
                self.names[value] = column

    def quoted_in(self, path: Path) -> set[str]:
        """The columns that a file quotes."""
        if not self.texts and not self.names:
            return set()
        text = _read(path)
        found = {self.names[token] for token in set(_TOKEN.findall(text)) & self.names.keys()}
        letters = _letters(text) if self.texts else ""
        for start in range(len(letters) - TEXT + 1):
            for whole, column in self.texts.get(letters[start : start + TEXT], ()):
                found |= {column} if letters.startswith(whole, start) else set()
        return found


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _read(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in (".html", ".svg"):
        return html.unescape(re.sub(r"<[^>]*>", " ", text))
    if path.suffix == ".tex":
        return re.sub(r"\\([_&%#${}])", r"\1", text)
    try:
        return "\n".join(_strings(json.loads(text)))
    except json.JSONDecodeError:
        return text


def _strings(document: Any) -> Iterable[str]:
    if isinstance(document, dict):
        for key, value in document.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(document, list):
        for value in document:
            yield from _strings(value)
    elif isinstance(document, str):
        yield document
