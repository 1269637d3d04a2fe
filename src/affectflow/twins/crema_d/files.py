"""Writes the tables of CREMA-D as its R scripts do: quoted texts, and names of rows in a column without a name."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ...files import whole
from ...layouts import crema_d as layout
from .answers import Answer
from .clips import Clip

SHOWN = {"LO": (20, "L"), "MD": (50, "M"), "HI": (80, "H"), "XX": ("NA", "X")}
PROMPT, LATE = 2_000, 12_000
"""Milliseconds to the first click of a prompt and of a slow answer."""


def write(root: Path, plan: list[Clip], given: list[Answer]) -> None:
    """Write the list of clips, the answers, their first clicks and the counts of those that were not slow."""
    _write(root / layout.CLIPS, layout.CLIP_COLUMNS, ([clip.number, clip.name] for clip in plan))
    rows = list(enumerate(given, 1))
    _write(root / layout.ANSWERS, layout.ANSWER_COLUMNS, (_answer(*row) for row in rows))
    _write(root / layout.FIRST_CLICKS, layout.FIRST_CLICK_COLUMNS, (_first_click(*row) for row in rows))
    _write(root / layout.COUNTS, (layout.NUMBER, *layout.LETTERS, *SUMMED), _counts(plan, given))


SUMMED = ("fileName", "numResponses", "agreement", "emoVote")
"""Columns after the counts; the released file goes on with means of the levels, by emotion."""


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(columns)
        writer.writerows(rows)


def _answer(number: int, answer: Answer) -> tuple:
    clip, (value, level) = answer.clip, SHOWN[answer.clip.level]
    return (
        str(number), f"T{answer.rater:04d}", number, f"{answer.letter}_{answer.intensity}", _time(answer) + 1_500,
        int(answer.presentation), 0, clip.number, answer.question, 4, clip.name, answer.rater, answer.letter,
        str(answer.intensity), clip.emotion[0], value, level,
    )  # fmt: skip


def _first_click(number: int, answer: Answer) -> tuple:
    return (
        str(number), f"T{answer.rater:04d}", answer.rater, int(answer.presentation), answer.question, number,
        _time(answer), 0, answer.clip.number, answer.clip.name,
    )  # fmt: skip


def _time(answer: Answer) -> int:
    return LATE if answer.slow else PROMPT


def _counts(plan: list[Clip], given: list[Answer]) -> Iterable[tuple]:
    votes = Counter((a.presentation, a.clip.number, a.letter) for a in given if not a.slow)
    for presentation in layout.SCALES:
        for clip in plan:
            counts = [votes[presentation, clip.number, letter] for letter in layout.LETTERS]
            most, total = max(counts), sum(counts)
            first = ":".join(c for c, n in zip(layout.LETTERS, counts, strict=True) if n == most)
            number = layout.PRESENTATION * int(presentation) + clip.number
            yield (str(number), *counts, clip.name, total, most / total if total else "NA", first)
