"""The analysis of agreement on every vote of CREMA-D, FER+ and EmoBank's readers, against what is known of them.

Expected values are those of the krippendorff package on the same files.
"""

import os
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.agreement import agreement
from affectflow.tables import UNNAMED, empty, votes_from_counts

SCALES = {1: "emotion_voice", 2: "emotion_face", 3: "emotion_av"}


def place(corpus):
    return Path(os.environ[f"AFFECTFLOW_{corpus}"])


def items_of(names):
    return empty("items").assign(item_id=sorted(names), speaker_id="all", session_id="all", condition="all")


def analyse(items, ratings, **spec):
    return agreement(items, ratings, spec={"kind": "agreement", "interval": "analytic"} | spec, ingest={"dataset": "x"})


@pytest.mark.corpus("crema_d")
def test_crema_d():
    raw = pd.read_csv(place("CREMA_D") / "processedResults/tabulatedVotes.csv", index_col=0)
    parts = raw.groupby([raw.index // 100_000, "fileName"])[list("ADFHNS")].sum()
    ratings = pd.concat([votes_from_counts(parts.loc[number], scale) for number, scale in SCALES.items()])
    items = items_of(raw["fileName"].unique())
    found = analyse(items, ratings.reset_index(drop=True), scales=list(SCALES.values()), by=["scale"])
    assert (found["ratings"], found["items"], found["units"]) == (212_000, 7442, 22_326)
    assert found["alpha"]["estimate"] == pytest.approx(0.4255, abs=5e-5)
    by_scale = [found["by"]["scale"][scale]["alpha"]["estimate"] for scale in SCALES.values()]
    assert by_scale == pytest.approx([0.281, 0.458, 0.497], abs=5e-4)
    assert found["alpha"]["clusters"] == 7442
    theirs = krippendorff.alpha(value_counts=parts.to_numpy(), level_of_measurement="nominal")
    assert found["alpha"]["estimate"] == pytest.approx(theirs, rel=1e-12)


@pytest.mark.corpus("ferplus")
def test_ferplus():
    raw = pd.read_csv(place("FERPLUS") / "fer2013new.csv")
    counts = raw.set_index(np.arange(len(raw)).astype(str)).iloc[:, 2:].astype(int)
    assert counts.shape[1] == 10
    found = analyse(items_of(counts.index), votes_from_counts(counts, "emotion"), scales=["emotion"])
    assert found["alpha"]["estimate"] == pytest.approx(0.515, abs=5e-4)


@pytest.mark.corpus("emobank")
def test_emobank_readers():
    raw = pd.read_csv(place("EMOBANK") / "corpus/individual_reader_ratings.csv")
    rater = UNNAMED + (raw.groupby("id").cumcount() + 1).astype(str)
    wide = raw.assign(rater_id=rater).rename(columns={"id": "item_id"})
    long = wide.melt(["item_id", "rater_id"], var_name="scale", value_name="value").astype({"value": float})
    ratings = empty("ratings").assign(**{name: long[name] for name in ("item_id", "rater_id", "value")}, label=None)
    ratings["scale"] = "reader_" + long["scale"].str.lower()
    scales = ["reader_v", "reader_a", "reader_d"]
    spec = {"scales": scales, "measurement": "interval", "pool": False, "by": ["scale"]}
    found = analyse(items_of(raw["id"].unique()), ratings, **spec)["by"]["scale"]
    alphas = [found[scale]["alpha"]["estimate"] for scale in scales]
    assert alphas == pytest.approx([0.344, 0.245, 0.220], abs=5e-4)
