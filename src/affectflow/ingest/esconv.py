"""Reads ESConv; `affectflow.layouts.esconv` says how it lies on disk.

Conversations and their utterances are items. A conversation (`c0000`, condition `conversation`) has the
seeker's situation for a text, and the ratings that its two people gave after it: `emotion` and
`problem`, chosen by the seeker, and the scores of the survey. An utterance (`c0000_u000`) has its
speaker's role for a condition; on those of the supporter there are `strategy`, chosen by the supporter,
and `feedback` by the seeker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..layouts.esconv import FILE, OLDER, POINTS, ROLES, STRATEGIES, SURVEY
from .corpus import Corpus
from .files.json_files import lists, read_json_file
from .pseudonyms import Hide
from .rows.setting_aside import Screen, quarantine, screened
from .rows.text_items import text_items, text_screens
from .rows.wide_ratings import choices, rows_of_ratings, scores

WHAT = "a list of conversations, as in the published file"
SCORES = {scale: scale for answers in SURVEY.values() for scale in answers.values()} | {"feedback": "feedback"}
CHOICES = {name: name for name in ("emotion", "problem", "strategy")}
COLUMNS = ("row", "item_id", "speaker_id", "session_id", "condition", "transcript")


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the file; the reader has no options, and nobody is named in it.

    Raises:
        CorpusError: when the file is absent or not of the published form.
    """
    found = lists(read_json_file(root, FILE, WHAT), FILE, WHAT)
    items, votes = [], []
    for number, one in enumerate(found):
        name = f"c{number:04d}"
        items += [_conversation(name, one), *_utterances(name, lists(one.get("dialog"), FILE, WHAT))]
        votes += [*_after(name, one), *_during(name, one["dialog"])]
    rows = pd.DataFrame(items, columns=COLUMNS, dtype="str")
    good, bad = screened(rows, FILE, _screens(rows), item=True)
    usable = text_items(good)
    given, doubled = rows_of_ratings(
        pd.DataFrame(votes, columns=["row", "item_id", "rater_id", *SCORES, *CHOICES], dtype="str"),
        rows["item_id"], usable["item_id"], FILE,
    )  # fmt: skip
    asked = {name: given[given[name].notna()] for name in SCORES}
    parts = [scores(some, {name: name}, POINTS, FILE) for name, some in asked.items()]
    parts.append(choices(given, CHOICES, {"strategy": STRATEGIES}, FILE))
    ratings = pd.concat([kept for kept, _ in parts], ignore_index=True)
    return Corpus(items=usable, ratings=ratings, quarantine=quarantine(bad, doubled, *(odd for _, odd in parts)))


def _screens(rows: pd.DataFrame) -> list[Screen]:
    roles = sorted({*ROLES.values()})
    strange = rows["condition"].isna() | ~rows["condition"].isin(["conversation", *roles])
    return [Screen("unknown_role", "condition", strange, " or ".join(roles)), *text_screens(rows, [], "transcript")]


def _conversation(name: str, one: dict) -> dict[str, str | None]:
    return {
        "row": name, "item_id": name, "speaker_id": f"{name}_seeker", "session_id": name, "condition": "conversation",
        "transcript": _text(one.get("situation")),
    }  # fmt: skip


def _utterances(name: str, dialog: list[dict]) -> Iterator[dict[str, str | None]]:
    for place, said in enumerate(dialog):
        item, role = f"{name}_u{place:03d}", said.get("speaker")
        known = ROLES.get(str(role), role)
        yield {
            "row": item, "item_id": item, "speaker_id": f"{name}_{known}", "session_id": name, "condition": known,
            "transcript": _text(said.get("content")),
        }  # fmt: skip


def _after(name: str, one: dict) -> Iterator[dict[str, str | None]]:
    survey = one.get("survey_score") or {}
    for role, answers in SURVEY.items():
        given: dict[str, str | None] = {
            scale: _text((survey.get(role) or {}).get(question)) for question, scale in answers.items()
        }
        if role == "seeker":
            given |= {"emotion": _text(one.get("emotion_type")), "problem": _text(one.get("problem_type"))}
        if any(value is not None for value in given.values()):
            yield {"row": name, "item_id": name, "rater_id": f"{name}_{role}", **given}


def _during(name: str, dialog: list[dict]) -> Iterator[dict[str, str | None]]:
    # ASSUME Feedback is about the supporter's last utterance before the seeker's one with which it stands.
    last: str | None = None
    for place, said in enumerate(dialog):
        item, noted = f"{name}_u{place:03d}", said.get("annotation") or {}
        if ROLES.get(str(said.get("speaker"))) == "supporter":
            last = item
        for scale, about, role in (("strategy", item, "supporter"), ("feedback", last, "seeker")):
            value = _text(noted.get(scale))
            if value is not None:
                yield {"row": item, "item_id": about, "rater_id": f"{name}_{role}", scale: OLDER.get(value, value)}


def _text(value: Any) -> str | None:
    return str(value).strip() or None if value is not None else None
