"""The twin of MentalBench: contexts with ten responses each, rated by an expert and by judges that inflate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..files import whole
from ..layouts.mentalbench import AFFECTIVE, ATTRIBUTES, HIGH, JUDGES, LOW, MAIN, RESPONSES, file_of
from ..studies.twins.judged import MentalbenchTwin
from .panel import Scorers
from .score_moments import consistency, score_moments
from .seeds import stream

OWN = {"claude": "claude", "gpt-4o": "gpt4o", "gemini": "gemini", "o4-mini": "gpt4omini"}
MIDDLE, OF_RESPONSES, OF_ITEMS, EXPERT = 2.9, 0.5, 0.45, 0.3
"""Mean of the planted values, standard deviations of responses' and of items' quality, and of the expert's error."""
FENCED = 7
"""One in so many of a judge's cells is in a fence."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write judges' files and the responses; see `affectflow.twins.generate`."""
    spec = MentalbenchTwin.load(twin)
    contexts = [f"Synthetic context number {n}." for n in range(spec.contexts)]
    drawn = {attribute: _attribute(spec, attribute) for attribute in ATTRIBUTES}
    for place, judge in enumerate(JUDGES):
        cells = {"context": contexts}
        cells |= {f"judge_response_{k}": _cells(drawn, i, place + 1, fenced=True) for i, k in enumerate(RESPONSES)}
        cells |= {f"human_response_{k}": _cells(drawn, i, 0, fenced=False) for i, k in enumerate(RESPONSES)}
        _write(root / "Codes" / file_of(judge), pd.DataFrame(cells))
    _write(root / "MentalBench-100k" / MAIN, _responses(contexts))
    planted = {attribute.lower(): {judge: _planted(drawn[attribute][1:], judge) for judge in JUDGES}
               for attribute in ATTRIBUTES}  # fmt: skip
    return {"contexts": spec.contexts, "responses": len(RESPONSES), "scales": planted, "no_bias": 0.0}


def _attribute(spec: MentalbenchTwin, attribute: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores, their expected values and variances, shape (contexts, responses, 1 + judges), the expert first."""
    rng, affective = stream(spec.seed, attribute), attribute in AFFECTIVE
    of_responses = np.linspace(-1.5, 1.5, len(RESPONSES))[rng.permutation(len(RESPONSES))] * OF_RESPONSES
    truth = MIDDLE + of_responses + rng.normal(0, OF_ITEMS, (spec.contexts, len(RESPONSES)))
    steps = np.arange(1, len(JUDGES) + 1) / len(JUDGES)
    bias = np.array([0.0, *(spec.inflation * steps * (1.0 if affective else 0.5))])
    noise = np.array([EXPERT, *[max(spec.noise * (2 if affective else 1), 1e-3)] * len(JUDGES)])
    panel = Scorers(("human", *JUDGES), bias, noise, LOW, HIGH)
    flat = truth.ravel()
    scores = panel.scores(rng, flat, np.ones((len(flat), len(bias)), dtype=bool))
    shape = (*truth.shape, len(bias))
    means, variances = (part.reshape(shape) for part in score_moments(panel, flat))
    return scores.reshape(shape), means, variances


def _planted(moments: tuple[np.ndarray, np.ndarray], judge: str) -> dict[str, float]:
    """Bias and ICC(C,1) of single responses that are not the judge's own."""
    others = [i for i, key in enumerate(RESPONSES) if key != OWN[judge]]
    means, variances = (part[:, others][..., [0, 1 + JUDGES.index(judge)]].reshape(-1, 2) for part in moments)
    return {"bias": float(np.mean(means[:, 1] - means[:, 0])), "consistency": consistency(means, variances)}


def _cells(drawn: dict[str, tuple], response: int, rater: int, *, fenced: bool) -> list[str]:
    tables = {attribute: scores[:, response, rater] for attribute, (scores, _, _) in drawn.items()}
    cells = []
    for context in range(len(next(iter(tables.values())))):
        said: dict[str, Any] = {attribute: int(values[context]) for attribute, values in tables.items()}
        if fenced:
            said |= {"Overall": float(np.mean(list(said.values()))), "Explanation": "Synthetic."}
        text = json.dumps(said, indent=2 if fenced else None)
        cells.append(f"```json\n{text}\n```" if fenced and (context + response) % FENCED == 0 else text)
    return cells


def _responses(contexts: list[str]) -> pd.DataFrame:
    answers = {column: [f"Synthetic answer of {key}." for _ in contexts] for key, column in RESPONSES.items()}
    return pd.DataFrame({"context": contexts} | answers)


def _write(path: Path, frame: pd.DataFrame) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as temporary:
        frame.to_csv(temporary, index=False, lineterminator="\n")
