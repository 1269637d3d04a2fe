"""Items that are texts: the columns that all such corpora fill alike, and what is wrong with a text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from .setting_aside import Fault, Screen, set_aside

OWN = ("item_id", "speaker_id", "session_id", "condition", "intended", "audio", "video", "transcript")

TAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
MOJIBAKE = re.compile(f"[ÂÃ]{TAIL}|[âã]{TAIL}{{2}}|ð{TAIL}{{3}}|\ufffd|[\x80-\x9f]")
"""UTF-8 that was read as Windows-1252 or Latin-1, a replacement character, or a control character of Latin-1."""

READABLE = "text in UTF-8, decoded once"


def text_items(frame: pd.DataFrame) -> pd.DataFrame:
    """The table `items` of texts.

    Args:
        frame: `item_id`, `speaker_id`, `session_id`, `transcript`, and what else of the table is known:
            `condition` (else 'all'), `intended`, `duration`; further columns are left out.
    """
    full: dict[str, Any] = {
        "condition": "all",
        "intended": None,
        "audio": None,
        "video": None,
        "sha256": None,
        "duration": math.nan,
    }
    told = frame.assign(**{name: value for name, value in full.items() if name not in frame})
    typed = told[[*OWN, "duration", "sha256"]].astype(dict.fromkeys([*OWN, "sha256"], "str") | {"duration": float})
    return typed.reset_index(drop=True)


def text_screens(rows: pd.DataFrame, required: Iterable[str], text: str) -> list[Screen]:
    """Screens for rows of which each is one item.

    Args:
        rows: cells as text; `item_id` and the columns named here.
        required: columns that must not be empty.
        text: the column with the text.
    """
    return [
        *(Screen("missing_cell", column, rows[column].isna(), "a value") for column in required),
        Screen("empty_text", text, rows[text].isna(), "a text"),
        Screen("mojibake", text, mojibake(rows[text]), READABLE),
        Screen("duplicate_item", "item_id", rows.duplicated("item_id"), "one row; the first is kept"),
    ]


def mojibake(texts: pd.Series) -> pd.Series:
    """Whether a text was decoded by the wrong code page somewhere: ``itâ€™s`` for ``it’s``."""
    return texts.fillna("").str.contains(MOJIBAKE)


def left_out(ids: pd.Series, usable: pd.Series, file: str) -> list[dict[str, str | None]]:
    """Rows of the quarantine for ratings whose item is left out: one for each such item, with their number."""
    counts = ids[~ids.isin(usable)].value_counts().sort_index()
    return [
        set_aside(Fault("item_left_out", f"{n} ratings of '{item}'", "ratings of usable items"), file, place="rows")
        for item, n in counts.items()
    ]
