"""Lexicon and embedding of transcripts."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from affectflow.features import affect_lexicon, sentence_embedding
from affectflow.features.instrument import Unusable
from affectflow.studies.extractors import AffectLexicon, SentenceEmbedding


@pytest.fixture(scope="module")
def vader():
    return affect_lexicon.load(AffectLexicon(kind="affect_lexicon"))


@pytest.fixture(scope="module")
def minilm():
    return sentence_embedding.load(SentenceEmbedding(kind="sentence_embedding"))


def test_valences_of_a_sentence(vader):
    values = dict(zip(vader.names, vader.measure("I love sunny days."), strict=True))
    # The lexicon gives love 3.2 and sunny 1.8; 5.0 / sqrt(5.0 ** 2 + 15) is VADER's compound.
    assert values["valence_sum"] == pytest.approx(5.0)
    assert values["compound"] == pytest.approx(5 / 40**0.5, abs=5e-5)
    assert (values["words"], values["lexicon_share"]) == (4, 0.5)


def test_valences_are_defined_without_a_lexicon_word(vader):
    values = dict(zip(vader.names, vader.measure("The table is brown"), strict=True))
    assert values == dict.fromkeys(vader.names, 0.0) | {"neutral_share": 1.0, "words": 4}


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=60).filter(lambda text: text.split()))
def test_any_text_with_a_word_has_finite_valences(vader, text):
    values = dict(zip(vader.names, vader.measure(text), strict=True))
    assert np.isfinite(list(values.values())).all()
    assert 0 <= values["lexicon_share"] <= 1
    assert abs(values["valence_sum"]) <= values["valence_absolute_sum"] + 1e-9


def test_embeddings_do_not_depend_on_threads_or_neighbours(minilm):
    text = "We stayed until midnight."
    first = minilm.measure(text)
    minilm.measure("Something else, and longer than that, was said in between.")
    with threadpool_limits(2, user_api="blas"):
        second = minilm.measure(text)
    assert first.tobytes() == second.tobytes()


def test_embeddings_tell_meanings_apart(minilm):
    texts = "The girl is very sad", "She is so unhappy", "The train leaves at six"
    sad, unhappy, train = map(minilm.measure, texts)
    assert sad @ unhappy > 0.4 > 0.2 > sad @ train


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_text_is_set_aside(vader, minilm, text):
    for instrument in (vader, minilm):
        with pytest.raises(Unusable) as raised:
            instrument.measure(text)
        assert raised.value.reason == "empty_transcript"


def test_a_long_text_is_cut_at_the_models_length(minilm):
    words = ["weather"] * (sentence_embedding.MAX_TOKENS - 2)
    whole, longer = minilm.measure(" ".join(words)), minilm.measure(" ".join([*words, "happy", "sad"]))
    assert whole.tobytes() == longer.tobytes()


def test_the_embedding_needs_no_sentence_transformers(minilm):
    assert minilm.names[-1] == "embedding_383"
    assert "sentence_transformers" not in sys.modules
    assert "transformers" not in sys.modules
