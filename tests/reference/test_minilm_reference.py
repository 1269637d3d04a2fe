"""The encoder against sentence-transformers (see make_minilm_vectors.py)."""

import json
from pathlib import Path

import numpy as np
import pytest

from affectflow.features.sentence_embedding import load
from affectflow.studies.extractors import SentenceEmbedding

ROWS = json.loads(Path(__file__).with_name("minilm_vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def instrument():
    return load(SentenceEmbedding(kind="sentence_embedding"))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:20] for row in ROWS])
def test_vector_is_that_of_sentence_transformers(instrument, row):
    vector = np.array(instrument.measure(row["text"]))
    np.testing.assert_allclose(vector[: len(row["first"])], row["first"], rtol=0, atol=1e-6)
    assert np.linalg.norm(vector) == pytest.approx(row["norm"], abs=1e-6)
