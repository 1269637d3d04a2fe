"""Text that was read in the wrong encoding at some time: `Ã¤` for `ä`, or U+FFFD for what was lost."""

from __future__ import annotations

import pandas as pd

SUSPECTS = "ÂÃÄÅÎÏÐÑØÙâãäåæçèéêëìíîïð"
"""What the first byte of a character of two to four bytes looks like in Windows-1252."""


def is_mojibake(text: str) -> bool:
    """Whether a text is UTF-8 that was read as Windows-1252 or Latin-1, or has lost characters.

    A right text is hardly ever valid UTF-8 when it is written in Windows-1252, and never
    becomes shorter by it unless it has letters beyond ASCII.
    """
    if "\ufffd" in text:
        return True
    if not any(letter in SUSPECTS for letter in text):
        return False
    return any(_shrinks(text, encoding) for encoding in ("cp1252", "latin-1"))


def broken(cells: pd.Series) -> pd.Series:
    """Where the cells of a column are mojibake; each text is looked at once."""
    texts = pd.Series(cells.dropna().unique())
    bad = set(texts[texts.map(is_mojibake).astype(bool)]) if len(texts) else set()
    return cells.isin(bad)


def _shrinks(text: str, encoding: str) -> bool:
    try:
        return len(text.encode(encoding).decode("utf-8")) < len(text)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return False
