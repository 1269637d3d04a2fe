"""The twin of EmoryNLP's Emotion Detection: three files of episodes, scenes and utterances."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ..files import whole
from ..layouts.emorynlp import EMOTIONS, FILES
from ..studies.twins.text import EmorynlpTwin
from .parlor.sentences import draw_sentence
from .seeds import stream

SAID = {"Joyful": "happiness", "Mad": "anger", "Neutral": "neutral", "Sad": "sadness"}
CAST = ("Ada Quill", "Ben Marsh", "Cleo Finch")
TURNS = 8
"""Utterances of a scene."""

TOGETHER = 0.1
"""Share of utterances that two speak."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write the JSON files; see `affectflow.twins.generate`."""
    spec = EmorynlpTwin.load(twin)
    counts, together = dict.fromkeys(EMOTIONS, 0), 0
    for episode, (part, file) in enumerate(FILES.items(), 1):
        name = f"s01_e{episode:02d}"
        scenes = [_scene(spec.seed, f"{name}_c{n:02d}") for n in range(1, spec.scenes + 1)]
        said = [one for scene in scenes for one in scene["utterances"]]
        for one in said:
            counts[one["emotion"]] += 1
            together += len(one["speakers"]) > 1
        (root / file).parent.mkdir(exist_ok=True)
        document = {"season_id": part, "episodes": [{"episode_id": name, "scenes": scenes}]}
        with whole(root / file) as temporary:
            temporary.write_text(json.dumps(document, indent=2, ensure_ascii=False), encoding="utf-8")
    return {"items": sum(counts.values()), "classes": counts, "several_speakers": together}


def _scene(seed: int, name: str) -> dict[str, Any]:
    return {"scene_id": name, "utterances": [_utterance(seed, f"{name}_u{n:03d}") for n in range(1, TURNS + 1)]}


def _utterance(seed: int, name: str) -> dict[str, Any]:
    rng = stream(seed, "utterance", name)
    emotion = list(SAID)[rng.integers(len(SAID))]
    said = draw_sentence(rng, SAID[emotion])
    speakers = rng.permutation(CAST)[: 2 if rng.random() < TOGETHER else 1].tolist()
    tokens = [re.findall(r"[\w']+|[^\w\s]", said)]
    return {"utterance_id": name, "speakers": speakers, "transcript": said, "tokens": tokens, "emotion": emotion}
