"""The twin of open-vocabulary emotion sets: synonyms, annotators, and models with known hits and false alarms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..files import whole
from ..layouts.emer import COLUMNS, HIGH, LOW, REFERENCE, SCORE_COLUMNS, SCORES, SYNONYMS, file_of
from ..studies.twins.judged import EmerTwin
from .panel import Scorers
from .seeds import stream

GROUPS = {
    "happy": ("joyful", "delighted"),
    "sad": ("sorrowful", "heartbroken"),
    "angry": ("mad", "furious"),
    "worried": ("anxious", "uneasy"),
    "surprised": ("shocked", "amazed"),
    "afraid": ("fearful", "scared"),
    "disgusted": ("repelled", "revolted"),
    "calm": ("relaxed", "composed"),
}
"""Groups of one word and its synonyms; a rater names a group by any of them."""

SIZES = (0.3, 0.4, 0.3)
"""Shares of reference sets with one, two and three members."""
MODELS = {"predict": (1.0, 1.0), "second": (0.75, 2.0), "third": (0.5, 4.0)}
"""Models, and by what their hits and false alarms are multiplied."""
ANNOTATORS = ("annotator1", "annotator2", "annotator3")
ANNOTATOR = (0.9, 0.03)
"""Hits and false alarms of an annotator."""
QUALITY = {"predict": 7.0, "second": 5.0}
"""Planted mean score of a model's explanations."""
SPREAD, ERROR = 1.2, 0.8
"""Standard deviations of explanations' quality and of a rater's error, before rounding."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write sets, synonyms and scores of explanations; see `affectflow.twins.generate`."""
    spec = EmerTwin.load(twin)
    names = [f"sample_{number:08d}" for number in range(spec.clips)]
    reference = _reference(spec)
    rates = {model: (spec.hits * h, spec.false_alarms * f) for model, (h, f) in MODELS.items()}
    rates |= dict.fromkeys(ANNOTATORS, ANNOTATOR)
    named = {REFERENCE: reference} | {who: _named(spec, who, reference, *of) for who, of in rates.items()}
    for who, table in named.items():
        words = _words(spec, who, table)
        frame = pd.DataFrame({COLUMNS[0]: names, COLUMNS[1]: [str(members) for members in words]})
        _write(root / "ov_store" / file_of(who), frame)
    _write_synonyms(root / "ov_store" / SYNONYMS, names)
    _write(root / "ov_store" / SCORES, _scores(spec, names))
    return {
        "clips": spec.clips,
        "models": {model: _planted(spec, reference, *rates[model]) for model in MODELS},
        "no_agreement": 0.0,
        "explanations": {"consistency": SPREAD**2 / (SPREAD**2 + ERROR**2)},
    }


def _reference(spec: EmerTwin) -> np.ndarray:
    """Whether each group is in each clip's set, shape (clips, groups)."""
    rng = stream(spec.seed, "reference")
    sizes = rng.choice(len(SIZES), size=spec.clips, p=SIZES) + 1
    order = rng.random((spec.clips, len(GROUPS))).argsort(axis=1)
    return order < sizes[:, None]


def _named(spec: EmerTwin, who: str, reference: np.ndarray, hits: float, false_alarms: float) -> np.ndarray:
    rng = stream(spec.seed, "rater", who)
    named = rng.random(reference.shape) < np.where(reference, hits, false_alarms)
    silent = rng.random(spec.clips) < (spec.empty if who in MODELS else 0.0)
    return named & ~silent[:, None]


def _words(spec: EmerTwin, who: str, table: np.ndarray) -> list[list[str]]:
    rng = stream(spec.seed, "words", who)
    choice = rng.integers(0, 3, size=table.shape)
    every = [(group, *synonyms) for group, synonyms in GROUPS.items()]
    return [[every[g][choice[clip, g]] for g in np.flatnonzero(row)] for clip, row in enumerate(table)]


def _planted(spec: EmerTwin, reference: np.ndarray, hits: float, false_alarms: float) -> dict[str, float]:
    """Expected recall, and expected precision of the clips for which something is named, given the reference."""
    from scipy.stats import binom

    top, below = 0.0, 0.0
    for size in reference.sum(axis=1):
        h, f = np.arange(size + 1)[:, None], np.arange(len(GROUPS) - size + 1)
        share = binom.pmf(h, size, hits) * binom.pmf(f, len(GROUPS) - size, false_alarms)
        some = (h + f) > 0
        top += float(np.sum(share * some * h / np.maximum(h + f, 1)))
        below += float(np.sum(share * some))
    return {"recall": hits * (1 - spec.empty), "precision": top / below}


def _write_synonyms(folder: Path, names: list[str]) -> None:
    """As released: one text for each clip, with a list of lists. Here all clips have the same."""
    folder.mkdir(parents=True, exist_ok=True)
    text = np.array(str([[group, *words] for group, words in GROUPS.items()]))
    for name in names:
        with whole(folder / f"{name}.npy") as temporary, temporary.open("wb") as file:
            np.save(file, text, allow_pickle=False)


def _scores(spec: EmerTwin, names: list[str]) -> pd.DataFrame:
    """Scores of two models' explanations by the annotators."""
    parts = []
    for model, mean in QUALITY.items():
        rng = stream(spec.seed, "explanations", model)
        panel = Scorers(ANNOTATORS, np.array([0.2, 0.0, -0.2]), np.full(3, ERROR), LOW, HIGH)
        truth = rng.normal(mean, SPREAD, size=len(names))
        scores = panel.scores(rng, truth, np.ones((len(names), 3), dtype=bool))
        wide = pd.DataFrame(scores.astype(int), columns=list(ANNOTATORS)).assign(name=names, model=model)
        parts.append(wide.melt(["name", "model"], var_name="rater", value_name="score"))
    return pd.concat(parts, ignore_index=True)[list(SCORE_COLUMNS)]


def _write(path: Path, frame: pd.DataFrame) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as temporary:
        frame.to_csv(temporary, index=False, lineterminator="\n")
