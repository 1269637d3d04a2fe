"""Shards, dispatch by kind, and what is set aside before anything is measured."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from affectflow import tables
from affectflow.features import extract
from affectflow.features.instrument import Instrument
from affectflow.features.shard import _measure

VADER = {"kind": "affect_lexicon"}
TEXTS = ["I love it", "What a disaster!", "The table is brown", "", "  ", None, "So happy, so sad", "No good at all"]


def items(texts=TEXTS):
    columns = {
        "item_id": [f"item_{9 - n}" for n in range(len(texts))],
        "transcript": texts,
        "audio": None,
        "video": None,
    }
    return pd.DataFrame(columns).astype("str")


@pytest.mark.parametrize(("kind", "shards"), [("affect_lexicon", 3), ("affect_lexicon", 12), ("sentence_embedding", 2)])
def test_shards_together_are_one_shard_byte_for_byte(tmp_path, kind, shards):
    extractor = {"kind": kind}
    parts = [extract(items(), tmp_path, extractor, shard=n, shards=shards) for n in range(shards)]
    whole = extract(items(), tmp_path, extractor, shard=0, shards=1)
    for number, name in enumerate(["features", "quarantine"]):
        paths = [tmp_path / f"{name}_{n}.parquet" for n in range(shards)]
        for path, part in zip(paths, parts, strict=True):
            tables.write(part[number], name, path)
        tables.write(tables.read(name, *paths), name, tmp_path / "joined.parquet")
        tables.write(whole[number], name, tmp_path / "whole.parquet")
        assert (tmp_path / "joined.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()


def test_items_are_dealt_out_by_the_order_of_their_names():
    first, _ = extract(items(["good"] * 5), Path(), VADER, shard=1, shards=2)
    assert list(first["item_id"]) == ["item_6", "item_8"]


def test_a_shard_that_measures_nothing_still_has_the_columns():
    features, quarantine = extract(items([None]), Path(), VADER, shard=0, shards=1)
    assert len(features) == 0
    assert features["compound"].dtype == np.float64
    assert list(quarantine["reason"]) == ["no_transcript"]


@pytest.mark.parametrize(("kind", "column"), [("opensmile", "audio"), ("affect_lexicon", "transcript")])
def test_a_corpus_without_the_modality_is_set_aside_by_name(kind, column):
    features, quarantine = extract(items([None, None]), Path(), {"kind": kind}, shard=0, shards=1)
    assert len(features) == 0
    assert set(quarantine["reason"]) == {f"no_{column}"}
    assert set(quarantine["place"]) == {column}
    assert set(quarantine["stage"]) == {"features"}


def test_an_absent_file_is_set_aside_and_named():
    table = items(["x"]).assign(audio="wav/gone.wav")
    _, quarantine = extract(table, Path(), {"kind": "opensmile"}, shard=0, shards=1)
    assert quarantine.loc[0, ["file", "reason"]].tolist() == ["wav/gone.wav", "absent"]


def test_an_undefined_value_is_no_feature():
    instrument = Instrument("transcript", ("a", "b"), lambda text: [1.0, float(text)])
    assert _measure(instrument, "2", Path()) == [1.0, 2.0]
    for text in ("nan", "inf"):
        with pytest.raises(Exception, match="no finite b") as raised:
            _measure(instrument, text, Path())
        assert raised.value.reason == "undefined_feature"


@pytest.mark.parametrize("shard", [-1, 2])
def test_there_is_no_such_shard(shard):
    with pytest.raises(ValueError, match="shard"):
        extract(items(), Path(), VADER, shard=shard, shards=2)


def test_an_unknown_kind_is_an_error():
    with pytest.raises(ValidationError):
        extract(items(), Path(), {"kind": "covarep"}, shard=0, shards=1)
