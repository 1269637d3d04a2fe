"""Recorded responses against the design that should have produced them."""

import json

import pytest

from affectflow import elicit
from affectflow.errors import CorpusError

DESIGN = {
    "prompts": {"plain": "{condition} How does this person feel? {item}"},
    "conditions": {"neutral": "", "urgent": "This matters a lot."},
    "items": {"i1": "I lost my keys {again}.", "i2": "We won!"},
    "models": {"m": {"kind": "recorded", "path": "m.jsonl"}},
    "replicates": 1,
}


def record(item, condition, text="sad", **changes):
    return {"item": item, "prompt": "plain", "condition": condition, "replicate": 1, "text": text} | changes


def write(path, *lines):
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))


def test_a_complete_recording_fills_the_design(tmp_path):
    write(tmp_path / "m.jsonl", *(record(i, c) for i in ("i1", "i2") for c in ("neutral", "urgent")))
    responses, quarantine = elicit.collect(DESIGN, tmp_path)
    assert len(responses) == 4
    assert quarantine.empty
    asked = responses.set_index(["item_id", "condition"])["asked"]
    assert asked["i1", "urgent"] == "This matters a lot. How does this person feel? I lost my keys {again}."


def test_what_is_wrong_is_set_aside_and_the_rest_is_kept(tmp_path):
    write(
        tmp_path / "m.jsonl",
        record("i1", "neutral"),
        record("i1", "neutral", text="glad"),
        record("i9", "neutral"),
        record("i2", "neutral", text="  "),
        record("i2", "urgent", replicate="1"),
        "not json",
    )
    responses, quarantine = elicit.collect(DESIGN, tmp_path)
    assert list(responses["text"]) == ["sad"]
    counts = quarantine["reason"].value_counts().to_dict()
    assert counts == {
        "duplicate_response": 1, "not_in_design": 1, "empty_response": 1, "bad_record": 1, "not_json": 1,
        "missing_response": 3,
    }  # fmt: skip
    assert set(quarantine["place"]) == {"line 2", "line 3", "line 4", "line 5", "line 6", ""}


def test_an_absent_recording_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match=r"m\.jsonl: found no such file"):
        elicit.collect(DESIGN, tmp_path)
