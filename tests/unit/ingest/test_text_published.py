"""The readers of texts on the published files, where these are on the machine."""

import os
from pathlib import Path

import pytest

from affectflow.ingest import read_corpus


def corpus(kind):
    return read_corpus({"kind": kind}, Path(os.environ[f"AFFECTFLOW_{kind.upper()}"]))


@pytest.mark.corpus("emobank")
def test_emobank_has_the_published_counts():
    """10,548 sentences of 136 documents; 5 to 7 ratings each, 53,055 by readers and 53,118 of writers."""
    found = corpus("emobank")
    assert found.quarantine.empty
    assert len(found.items) == 10_548
    assert found.items["session_id"].nunique() == 136
    assert found.ratings.groupby("scale").size().to_dict() == {
        f"{who}_{scale}": n
        for who, n in (("reader", 53_055), ("writer", 53_118))
        for scale in ("arousal", "dominance", "valence")
    }
    each = found.ratings[found.ratings["scale"] == "reader_valence"].groupby("item_id").size()
    assert each.value_counts().to_dict() == {5: 10_242, 6: 297, 7: 9}


@pytest.mark.corpus("meld")
def test_meld_has_the_published_counts_less_what_stands_twice():
    """The README gives 9,989, 1,109 and 2,610 utterances; 11 of these are of a moment that another has too."""
    found = corpus("meld")
    reasons = found.quarantine["reason"].value_counts().to_dict()
    assert reasons == {
        "utterances_absent": 76,
        "same_utterance": 11,
        "bad_time": 3,
        "implausible_duration": 2,
        "end_not_after_start": 1,
    }
    assert found.items["condition"].value_counts().to_dict() == {"train": 9_989 - 10, "dev": 1_109, "test": 2_610 - 1}
    dev = found.ratings[found.ratings["item_id"].str.startswith("dev_") & found.ratings["scale"].eq("emotion")]
    published = {"anger": 153, "disgust": 22, "fear": 40, "joy": 163, "neutral": 470, "sadness": 111, "surprise": 150}
    assert dev["label"].value_counts().to_dict() == published
    across = found.quarantine[found.quarantine["item_id"] == "test_dia85_utt0"]
    assert across["found"].tolist() == ["00:10:18,743, as train_dia12_utt7"]


@pytest.mark.corpus("emorynlp")
def test_emorynlp_has_the_published_counts():
    """The README's table of emotions, for the two parts."""
    found = corpus("emorynlp")
    assert found.quarantine["reason"].unique().tolist() == ["file_absent"]
    assert found.items["condition"].value_counts().to_dict() == {"dev": 1_344, "tst": 1_328}
    labels = found.ratings["label"].value_counts().to_dict()
    assert labels == {
        "Neutral": 742, "Joyful": 571, "Scared": 360, "Peaceful": 291, "Powerful": 279, "Mad": 256, "Sad": 173,
    }  # fmt: skip
    assert found.items["speaker_id"].str.contains("|", regex=False).sum() == 15
