"""How the defaults of `kind: network` were chosen: on a twin that no study uses.

Makes a parlor corpus with seed 2 (the demo has seed 1), extracts its features, and prints
unweighted average recall and log loss of the fusion network for eight settings. The one
with the highest recall is the default. No real corpus and no study's data is looked at.

Run: `.venv/bin/python benchmarks/network_defaults.py` (about four minutes).
"""

import tempfile
from pathlib import Path

from affectflow import features, ingest, train, twins
from affectflow.studies import load_studies

HOME = Path(__file__).resolve().parent.parent
SETTINGS = [
    {"hidden": 16, "epochs": 20, "learning_rate": 0.003, "weight_decay": 1.0},
    {"hidden": 16, "epochs": 20, "learning_rate": 0.003, "weight_decay": 0.1},
    {"hidden": 16, "epochs": 20, "learning_rate": 0.01, "weight_decay": 0.1},
    {"hidden": 16, "epochs": 40, "learning_rate": 0.003, "weight_decay": 0.1},
    {"hidden": 16, "epochs": 40, "learning_rate": 0.003, "weight_decay": 1.0},
    {"hidden": 32, "epochs": 20, "learning_rate": 0.003, "weight_decay": 1.0},
    {"hidden": 32, "epochs": 20, "learning_rate": 0.003, "weight_decay": 0.1},
    {"hidden": 8, "epochs": 20, "learning_rate": 0.003, "weight_decay": 1.0},
]


def main() -> None:
    """Print a line for each setting."""
    catalogue = load_studies(HOME / "params")
    study = catalogue.studies["parlor"].plain()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        twins.generate(root, {"kind": "parlor", "seed": 2})
        corpus = ingest.read_corpus("parlor", root)
        sets = {name: catalogue.features[name] for name in study["features"]}
        extracted = {
            name: features.extract(corpus.items, root, entry.extractor.plain(), shard=0, shards=1)[0]
            for name, entry in sets.items()
        }
    split = study["train"]["split"]
    sample, _ = train.draw_sample(
        corpus.items, corpus.ratings, extracted, corpus.quarantine, ingest=study["ingest"], split=split
    )
    plan = {"split": split, "seeds": [1, 2, 3, 4, 5], "metrics": ["uar", "log_loss"]}
    modalities = {name: entry.modality for name, entry in sets.items()}
    for setting in SETTINGS:
        model = {"kind": "network", "features": list(sets)} | setting
        tables, target = (sample, extracted, corpus.ratings), study["ingest"]["target"]
        scores = train.fit(*tables, target=target, modalities=modalities, model=model, train=plan, device={}).scores
        told = ", ".join(f"{name} {value['estimate']:.3f}" for name, value in scores["metrics"].items())
        print(f"{setting}: {told}", flush=True)


if __name__ == "__main__":
    main()
