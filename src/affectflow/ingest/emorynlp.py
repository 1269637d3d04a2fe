"""Reads EmoryNLP's Emotion Detection; `affectflow.layouts.emorynlp` says how it lies on disk.

An item is an utterance, a session a scene, a condition a part (trn, dev, tst). The released label is
the vote of one rater, `consensus`. Several speakers of one utterance are one speaker, their names
sorted and joined by `|`. A part that is not there is told in the quarantine, and the others are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CorpusError, Problem
from ..layouts.emorynlp import EMOTIONS, FILES
from .corpus import Corpus
from .files.json_files import lists, read_json_file
from .pseudonyms import Hide
from .rows.setting_aside import Fault, quarantine, screened, set_aside
from .rows.text_items import text_items, text_screens
from .rows.wide_ratings import choices

RATER = "consensus"
WHAT = "episodes with scenes with utterances, as in the published file"


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read the JSON files; the reader has no options, and the speakers are characters of a series.

    Raises:
        CorpusError: when no part is there, or a file is not of the published form.
    """
    there = {part: file for part, file in FILES.items() if (root / file).is_file()}
    if not there:
        raise CorpusError(Problem(str(root), "", "none of its files", ", ".join(FILES.values())))
    fault = Fault("file_absent", "no such file", "all three parts")
    aside: list[Any] = [[set_aside(fault, file) for part, file in FILES.items() if part not in there]]
    items, votes = [], []
    for part, file in there.items():
        rows = pd.DataFrame(list(_utterances(root, part, file)), dtype="str").assign(rater_id=RATER)
        good, bad = screened(rows, file, text_screens(rows, ["item_id", "speaker_id"], "transcript"), item=True)
        given, odd = choices(good, {"emotion": "emotion"}, {"emotion": EMOTIONS}, file)
        items.append(good)
        votes.append(given)
        aside += [bad, odd]
    return Corpus(
        items=text_items(pd.concat(items)), ratings=pd.concat(votes, ignore_index=True), quarantine=quarantine(*aside)
    )


def _utterances(root: Path, part: str, file: str) -> Iterator[dict[str, str | None]]:
    found = read_json_file(root, file, WHAT)
    episodes = lists(found.get("episodes") if isinstance(found, dict) else found, file, WHAT)
    scenes = (scene for episode in episodes for scene in lists(episode.get("scenes"), file, WHAT))
    told = ((scene, said) for scene in scenes for said in lists(scene.get("utterances"), file, WHAT))
    for number, (scene, said) in enumerate(told, 1):
        yield {
            "row": str(number),
            "item_id": said.get("utterance_id"),
            "speaker_id": "|".join(sorted(said.get("speakers") or [])) or None,
            "session_id": scene.get("scene_id"),
            "condition": part,
            "transcript": (said.get("transcript") or "").strip() or None,
            "emotion": said.get("emotion"),
        }
