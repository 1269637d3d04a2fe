"""Hand-made documents in the shapes that the stages write; every number in them is invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from affectflow.studies import Dataset, FeatureSet, Study
from affectflow.tables import write, write_json

LABELS = ["anger", "happiness", "neutral", "sadness"]
RATERS = [f"r{i:02d}" for i in range(1, 13)]
MODELS = {
    "majority": 0.25, "linear": 0.742, "audio": 0.561, "face": 0.584, "text": 0.397, "fusion": 0.803,
    "soft_fusion": 0.796,
}  # fmt: skip
SETS = ["egemaps", "face_movement", "minilm", "vader"]


def interval(estimate: float, half: float, **more: Any) -> dict[str, Any]:
    method = "percentile bootstrap (linear interpolation of order statistics)"
    return {
        "estimate": estimate,
        "low": estimate - half,
        "high": estimate + half,
        "level": 0.95,
        "method": method,
    } | more


def study() -> dict[str, Any]:
    networks = {name: {"kind": "network", "features": SETS} for name in ("audio", "face", "text", "fusion")}
    models = {"majority": {"kind": "majority"}, "linear": {"kind": "linear", "features": SETS, "c": 0.01}} | networks
    models["soft_fusion"] = {"kind": "network", "features": SETS, "labels": "soft"}
    check = {
        "planted": "trial/effect/post",
        "observed": "analyses/trial.json#/ancova/post/effects/coaching",
        "rule": "covers",
        "text": "x",
    }
    return Study.load(
        {
            "ingest": {
                "dataset": "parlor",
                "target": {"scale": "emotion", "labels": LABELS},
                "where": {"condition": "expressive"},
            },
            "features": SETS,
            "train": {
                "split": {"kind": "group_kfold"},
                "seeds": [1, 2, 3],
                "metrics": ["uar", "accuracy", "macro_f1", "log_loss"],
                "models": models,
            },
            "analyse": {
                "agreement": {"kind": "agreement", "scales": ["emotion"]},
                "trial": {"kind": "trial", "measure": "distress", "control": "waitlist", "treated": "coaching"},
                "fusion_gain": {
                    "kind": "comparison",
                    "reference": "fusion",
                    "against": ["majority", "audio", "face", "text"],
                },
                "recovery": {"kind": "recovery", "checks": {"trial_post": check}},
            },
            "claims": {
                "fusion_uar": {
                    "text": "UAR of the fusion of voice, face and words",
                    "published": 0.80,
                    "tolerance": 0.01,
                    "observed": "fusion/scores.json#/metrics/uar/estimate",
                    "source": "Table 2 of the invented paper",
                },
                "alpha": {
                    "text": "Krippendorff’s alpha of the raters",
                    "published": 0.70,
                    "tolerance": 0.02,
                    "observed": "analyses/agreement.json#/alpha/estimate",
                },
            },
            "report": {
                "title": "parlor: from raw recordings to a report",
                "question": "Does joining voice, face and words recognise an emotion better than each alone, "
                "and does coaching lower distress?",
            },
        }
    ).plain()


def dataset() -> dict[str, Any]:
    licence = {"name": "CC0-1.0", "redistribution": "allowed"}
    consent = {"agreed": "no person is recorded; the voice is synthetic"}
    title = "parlor, scripted dialogue turns on video with twelve raters and a two-arm trial"
    return Dataset.load(
        {"title": title, "reader": {"kind": "parlor"}, "licence": licence, "consent": consent,
         "twin": {"kind": "parlor"}, "source": {"path": "data/parlor", "obtain": "nowhere: it is invented"}}
    ).plain()  # fmt: skip


def features() -> dict[str, Any]:
    about = {
        "egemaps": ("audio", "eGeMAPSv02 functionals by openSMILE", {"kind": "opensmile"}),
        "face_movement": ("face", "movement of mouth, brows, eyes and head", {"kind": "face_movement"}),
        "minilm": ("text", "sentence embedding by all-MiniLM-L6-v2", {"kind": "sentence_embedding"}),
        "vader": ("text", "word valences of the VADER lexicon", {"kind": "affect_lexicon"}),
    }
    licence = {"name": "MIT", "redistribution": "allowed"}
    return {
        name: FeatureSet.load({"title": t, "modality": m, "extractor": e, "licence": licence}).plain()
        for name, (m, t, e) in about.items()
    }


def flow() -> dict[str, Any]:
    classes = {"anger": 231, "happiness": 244, "neutral": 236, "sadness": 232}
    fold = {"anger": 46, "happiness": 49, "neutral": 47, "sadness": 46}
    return {
        "steps": [
            {"name": "items of the corpus", "n": 1440, "removed": {}},
            {"name": "condition is expressive", "n": 960, "removed": {"another_condition": 480}},
            {"name": "features could be computed", "n": 954, "removed": {"truncated": 4, "no_face": 2}},
            {"name": "a first place in the votes", "n": 943, "removed": {"tied_votes": 11}},
        ],
        "classes": classes,
        "groups": 60,
        "group_unit": "speaker_id",
        "folds": [{"fold": i, "items": 188, "groups": 12, "classes": fold} for i in range(5)],
        "quarantined": {"truncated": 4, "no_face": 2},
        "quarantine_share": 6 / 960,
        "conventions": {},
    }


def scores(name: str, uar: float) -> dict[str, Any]:
    folds = [
        (s, f, uar + (0.0 if name == "majority" else 0.022 * ((7 * s + 5 * f) % 9 - 4) / 4))
        for s in (1, 2, 3)
        for f in range(5)
    ]
    half = 0.0 if name == "majority" else 0.021
    more = {"per_seed": [uar] * 3, "per_fold": [{"seed": s, "fold": f, "value": v, "n": 188} for s, f, v in folds]}
    undefined = {
        "estimate": None,
        "low": None,
        "high": None,
        "level": 0.95,
        "reason": "the model gives no probabilities",
    }
    right = uar * 236
    wrong = (236 - right) / 3
    return {
        "model": name,
        "kind": "network",
        "labels": LABELS,
        "items": 943,
        "groups": 60,
        "group_unit": "speaker_id",
        "seeds": [1, 2, 3],
        "split": {"kind": "group_kfold"},
        "metrics": {
            "uar": interval(uar, half, **more),
            "accuracy": interval(uar + 0.002, half, **more),
            "macro_f1": interval(max(uar - 0.004, 0.1) if name != "majority" else 0.103, half, **more),
            "log_loss": undefined if name == "linear" else interval(1.4 - uar, 0.04, **more),
        },
        "confusion": [[right if i == j else wrong for j in range(4)] for i in range(4)],
        "conventions": {},
    }


def history() -> list[dict[str, Any]]:
    return [
        {"seed": s, "fold": f, "epoch": e, "loss": 0.35 + 1.0 / (1 + 0.35 * e) + 0.01 * ((s * 3 + f) % 4)}
        for s in (1, 2, 3)
        for f in range(5)
        for e in range(40)
    ]


def _rater(skill: float) -> list[list[float]]:
    return [[skill if i == j else (1 - skill) / 3 for j in range(4)] for i in range(4)]


def agreement() -> dict[str, Any]:
    raters = {
        "ids": RATERS,
        "votes": [768] * 12,
        "paired": [768] * 12,
        "difference": [0.3 + 0.02 * i for i in range(11)] + [None],
        "alpha": [0.58 - 0.02 * i for i in range(11)] + [None],
        "reason": "no vote beside another's",
    }
    histogram = {"edges": [0.0, 0.5, 1.0, 1.5], "counts": [310, 420, 230]}
    disagreement = {"measure": "entropy of the votes (nats)", "n": 960, "mean": 0.71, "none": 120}
    votes = {
        "distribution": {"labels": LABELS, "counts": [2004, 2512, 2708, 1992], "n": 9216},
        "per_unit": {"votes": [8, 10], "units": [192, 768]},
        "disagreement": disagreement | {"quantiles": {"50": 0.69}, "histogram": histogram},
    }
    counted = {
        "items": 960,
        "units": 960,
        "units_with_pairs": 960,
        "ratings": 9216,
        "raters_n": 12,
        "ratings_of_unnamed_raters": 0,
        "left_out": {"items_without_vote": 0, "units_with_one_vote": 0},
        "votes": votes,
    }
    alpha = interval(0.482, 0.015, observed_disagreement=0.388, expected_disagreement=0.749)
    fleiss = interval(0.479, 0.015, measure="Fleiss' kappa")
    cohen = {"first": [0, 0], "second": [1, 11], "items": [600, 590], "estimate": [0.52, None]}
    pairs = cohen | {"low": [0.46, None], "high": [0.58, None], "pairs": 66, "not_listed": 64, "reason": "one level"}
    return counted | {
        "kind": "agreement",
        "scales": ["emotion"],
        "pooled": True,
        "measurement": "nominal",
        "weights": "identity",
        "levels": LABELS,
        "levels_declared": True,
        "votes_left_out": {"without_label": 0, "outside_levels": {"boredom": 3}},
        "alpha": alpha,
        "fleiss": fleiss,
        "cohen": interval(0.487, 0.02) | {"pairs": pairs},
        "by": {
            "condition": {"expressive": counted | {"alpha": interval(0.61, 0.02), "fleiss": interval(0.6, 0.02)}},
            "speaker_id": {"s00_t03": counted | {"alpha": interval(0.55, 0.1)}},
        },
        "raters": raters,
        "disputed": {
            "measure": "entropy of the votes (nats)",
            "ids": ["s00_t03", "s01_t04"],
            "scales": ["emotion", "emotion"],
            "disagreement": [1.38, 1.21],
            "n": [8, 9],
            "votes": [[[label, 2] for label in LABELS], [["anger", 5], ["neutral", 4]]],
        },
        "conventions": {"units": "an item on a scale is a unit"},
    }


def _effect(value: float, half: float, n: int, p: float) -> dict[str, Any]:
    standardised = {"estimate": value / 6, "low": (value - half) / 6, "high": (value + half) / 6}
    test = {"standard_error": half / 1.98, "df": n - 3, "t": value / half * 1.98, "p": p, "n": n}
    return interval(value, half, **test, standardised=standardised)


def trial() -> dict[str, Any]:
    def arm(allocated: int, received: int, post: int, later: int) -> dict[str, Any]:
        lost = {
            "post": {"moved_away": allocated - post - 2, "withdrew_consent": 2},
            "follow_up": {"unreachable": post - later},
        }
        return {
            "allocated": allocated,
            "received": received,
            "lost": lost,
            "left_out": {},
            "not_in_set": 0,
            "analysed": {"post": post, "follow_up": later},
        }

    def adjusted(coaching: float, waitlist: float) -> dict[str, Any]:
        return {"coaching": interval(coaching, 1.2, n=94), "waitlist": interval(waitlist, 1.3, n=92)}

    def means(*values: float) -> dict[str, Any]:
        return {
            at: {"n": n, "mean": m, "sd": 6.1}
            for at, n, m in zip(("baseline", "post", "follow_up"), (100, 94, 88), values, strict=True)
        }

    return {
        "kind": "trial",
        "measure": "distress",
        "control": "waitlist",
        "treated": ["coaching"],
        "contrasts": {"coaching": ["coaching", "waitlist"]},
        "primary": "post",
        "baseline": "baseline",
        "covariates": [],
        "multiplicity": "none",
        "standardiser": "baseline",
        "level": 0.95,
        "flow": {
            "assessed": 248,
            "excluded": {"below_cut_off": 31, "no_consent": 12, "other_treatment": 5},
            "randomised": 200,
            "arms": {"coaching": arm(100, 97, 94, 88), "waitlist": arm(100, 100, 92, 87)},
        },
        "means": {"coaching": means(24.1, 17.3, 18.8), "waitlist": means(23.8, 22.4, 22.0)},
        "ancova": {
            "post": {
                "effects": {"coaching": _effect(-5.12, 1.74, 186, 1.3e-8)},
                "adjusted_means": adjusted(17.2, 22.4),
            },
            "follow_up": {
                "effects": {"coaching": _effect(-3.24, 1.81, 175, 0.00053)},
                "adjusted_means": adjusted(18.7, 21.9),
            },
        },
        "warnings": ["3 participants did not receive the arm they were allocated to."],
        "conventions": {"missing": "complete cases at each occasion"},
    }  # fmt: skip


def comparison() -> dict[str, Any]:
    differences = {
        name: interval(MODELS["fusion"] - MODELS[name], 0.024) for name in ("majority", "audio", "face", "text")
    }
    return {
        "kind": "comparison", "metric": "uar", "reference": "fusion", "items": 943, "groups": 60,
        "differences": differences, "conventions": {"pairing": "the same resamples for both models"},
    }  # fmt: skip


def recovery() -> dict[str, Any]:
    post = {
        "text": "effect of coaching on distress after treatment", "rule": "covers", "planted": -5.0,
        "observed": trial()["ancova"]["post"]["effects"]["coaching"], "recovered": True,
        "why": "The 95% interval -6.86 to -3.38 (estimate -5.12) contains the planted -5.",
    }  # fmt: skip
    matrix = {
        "text": "confusion matrix of each rater", "rule": "within_sampling_error", "planted": "matrices",
        "recovered": False,
        "observed": {"rater": "r07", "estimate": 0.141, "planted": 0.09, "n": 192.4, "cells": 192},
        "why": "r07 calls anger sadness in 0.141 of 192 votes, planted 0.090; p = 2e-05.",
    }  # fmt: skip
    return {"kind": "recovery", "checks": {"trial_post": post, "confusions": matrix}, "recovered": 1, "of": 2}


def planted() -> dict[str, Any]:
    return {"raters": {"ids": RATERS, "labels": LABELS, "confusion": [_rater(0.85 - 0.02 * i) for i in range(12)]}}


def quarantine() -> pd.DataFrame:
    rows = [
        (
            "features",
            f"s{i:02d}_t03",
            f"audio/s{i:02d}_t03.wav",
            "byte 44",
            "truncated",
            "0 samples",
            "at least 1 sample",
        )
        for i in range(4)
    ]
    rows += [
        (
            "features",
            f"s{i:02d}_t11",
            f"video/s{i:02d}_t11.mp4",
            "",
            "no_face",
            "0% of frames",
            "at least 50% of frames",
        )
        for i in range(2)
    ]
    rows += [
        ("ingest", None, "ratings.csv", f"line {i}", "duplicate_rating", "r03 rated twice", "one rating per rater")
        for i in range(9)
    ]
    return pd.DataFrame(rows, columns=["stage", "item_id", "file", "place", "reason", "found", "allowed"], dtype="str")


def provenance() -> dict[str, Any]:
    return {
        "revision": "0123456789abcdef0123456789abcdef01234567",
        "dirty": True,
        "versions": {"numpy": "2.4.6", "pandas": "3.1.1", "torch": "2.13.0"},
        "files": {f"results/studies/parlor_twin/{m}/scores.json": f"{i:x}" * 64 for i, m in enumerate(MODELS)},
    }


def write_results(folder: Path) -> tuple[Path, Path]:
    """Lay the documents out below a run's folder; returns the paths of quarantine and of what was planted."""
    write_json(flow(), folder / "flow.json")
    for name, uar in MODELS.items():
        write_json(scores(name, uar), folder / name / "scores.json")
    write_json(history(), folder / "fusion" / "history.json")
    write_json([], folder / "majority" / "history.json")
    found = {"agreement": agreement(), "trial": trial(), "fusion_gain": comparison(), "recovery": recovery()}
    for name, document in found.items():
        write_json(document, folder / "analyses" / f"{name}.json")
    write(quarantine(), "quarantine", folder / "quarantine.parquet")
    write_json(planted(), folder / "planted.json")
    return folder / "quarantine.parquet", folder / "planted.json"
