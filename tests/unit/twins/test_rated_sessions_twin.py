"""The twin of rated sessions: whole for the reader of long tables, the same each time, and as planted."""

import pytest
import yaml

from affectflow.ingest import read_corpus
from affectflow.twins import generate


@pytest.mark.parametrize("name", ["emotion_prompt", "helpert"])
def test_it_is_read_whole_and_holds_what_is_planted(name, tmp_path, request):
    dataset = yaml.safe_load((request.config.rootpath / f"params/datasets/{name}.yaml").read_text())
    planted = generate(tmp_path / "a", dataset["twin"], workers=1)
    assert generate(tmp_path / "b", dataset["twin"], workers=1) == planted
    assert (tmp_path / "a/ratings.csv").read_bytes() == (tmp_path / "b/ratings.csv").read_bytes()
    corpus = read_corpus(dataset["reader"], tmp_path / "a")
    assert corpus.quarantine.empty
    rows = corpus.ratings.merge(corpus.items[["item_id", "condition"]])
    means = rows.groupby(["scale", "condition"])["value"].mean()
    for condition, scales in planted["difference"].items():
        for scale, difference in scales.items():
            first = next(iter(dataset["twin"]["means"][scale]))
            assert means[scale, condition] - means[scale, first] == pytest.approx(difference, abs=0.3)
