"""A study so small that a test can carry it from raw files to its report."""

from pathlib import Path

from affectflow import twins

DATASET = """
title: a small parlor corpus that a test made
reader: {kind: parlor}
licence: {name: CC0-1.0, redistribution: allowed}
source: {path: data/tiny, obtain: made by the test}
"""
STUDY = """
ingest:
  dataset: tiny
  target: {scale: emotion, labels: [anger, happiness, neutral, sadness], source: ratings}
  max_quarantined: 0.2
features: [vader]
train:
  split: {kind: group_kfold, folds: 3}
  models:
    majority: {kind: majority}
    logistic: {kind: linear, features: [vader]}
analyse:
  agreement: {kind: agreement, scales: [emotion]}
report: {title: a small study}
"""


def make(place: Path, speakers: int = 6) -> Path:
    """Write the study, its catalogue entry and its corpus into a copy of the repository."""
    (place / "params/datasets/tiny.yaml").write_text(DATASET)
    (place / "params/studies/tiny.yaml").write_text(STUDY)
    raw = place / "data/tiny"
    twins.generate(raw, {"kind": "parlor", "seed": 7, "speakers": speakers})
    return raw
