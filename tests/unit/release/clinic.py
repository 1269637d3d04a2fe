"""A restricted corpus with a study of it: tables that hold what may not leave, written as the workflow writes them."""

from pathlib import Path

import pandas as pd

from affectflow import tables
from affectflow.studies import Catalogue, load_studies

SAID = "We never told the others about it."
ASKED = f"What does this person feel? {SAID}"

DATASET = """
title: a clinic's corpus
reader: {{kind: parlor}}
licence: {{name: the clinic's terms, redistribution: {redistribution}, release: {release}}}
consent: {{agreed: to research in the clinic, release: {consent}}}
pseudonymise: {pseudonymise}
source: {{path: data/clinic, obtain: ask the clinic}}
twin: {{kind: parlor}}
"""
STUDY = """
ingest: {dataset: clinic, target: {scale: emotion, labels: [fear, joy]}}
elicit:
  prompts: {feeling: "{condition} What does this person feel? {item}"}
  conditions: {plain: ""}
  items: {first: We never told the others about it.}
  models: {parrot: {kind: recorded, path: data/parrot.jsonl}}
features: [tones, meaning]
train: {split: {kind: group_kfold, folds: 2}, models: {majority: {kind: majority}}}
analyse: {agreement: {kind: agreement, scales: [emotion]}}
report: {title: the ward}
"""
FEATURES = {
    "tones": "{title: tones, modality: audio, extractor: {kind: opensmile}, licence: LICENCE}",
    "meaning": "{title: meaning, modality: text, extractor: {kind: sentence_embedding}, licence: LICENCE}",
}


def catalogue(
    home: Path,
    redistribution: str = "research_only",
    release: str = "{}",
    consent: str = "{}",
    pseudonymise: str = "[]",
    values: str = "true",
) -> Catalogue:
    """Declare the corpus, with statements as YAML, and the study of it."""
    for folder in ("studies", "datasets", "features"):
        (home / "params" / folder).mkdir(parents=True, exist_ok=True)
    declared = DATASET.format(
        redistribution=redistribution, release=release, consent=consent, pseudonymise=pseudonymise
    )
    (home / "params/datasets/clinic.yaml").write_text(declared)
    (home / "params/studies/ward.yaml").write_text(STUDY)
    licence = f"{{name: MIT, redistribution: allowed, values: {values}}}"
    for name, text in FEATURES.items():
        (home / f"params/features/{name}.yaml").write_text(text.replace("LICENCE", licence))
    return load_studies(home / "params")


def table(name: str, rows: list[dict]) -> pd.DataFrame:
    """Rows as a table, with all columns that the rows leave out missing."""
    frame = pd.DataFrame(rows, columns=[c for c in tables.empty(name).columns if c in rows[0] or name != "features"])
    return frame.astype({c: t for c, t in tables.empty(name).dtypes.items() if c in frame})


def write(home: Path, path: str, name: str, *rows: dict) -> str:
    """Write a table below the root of the repository."""
    tables.write(table(name, list(rows)) if rows else tables.empty(name), name, home / path)
    return path


def items(home: Path, data: str = "clinic", transcript: str | None = SAID) -> str:
    """The items table, with one item."""
    item = {
        "item_id": "turn-01",
        "speaker_id": "anna-k",
        "session_id": "v1",
        "condition": "all",
        "transcript": transcript,
    }
    return write(home, f"results/datasets/{data}/items.parquet", "items", item)


def people(home: Path, data: str = "clinic") -> str:
    """The participants table, with one person."""
    person = {"participant_id": "casefile-7", "randomised": False, "received": False}
    return write(home, f"results/datasets/{data}/participants.parquet", "participants", person)


def ratings(home: Path, data: str = "clinic") -> str:
    """The ratings table, with one rating."""
    rating = {"item_id": "turn-01", "rater_id": "r1", "scale": "emotion", "label": "fear"}
    return write(home, f"results/datasets/{data}/ratings.parquet", "ratings", rating)


def responses(home: Path, run: str = "ward") -> str:
    """The responses table, with one response to what was said in the corpus."""
    cell = {"item_id": "first", "prompt": "feeling", "condition": "plain", "model": "parrot", "replicate": 1}
    return write(
        home, f"results/studies/{run}/responses.parquet", "responses", cell | {"asked": ASKED, "text": "Shame."}
    )
