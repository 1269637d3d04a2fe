"""Unit-length sentence embedding of a transcript by all-MiniLM-L6-v2.

The model's files come from the installed distribution named in the spec; its package is
not imported, because it would need sentence-transformers.

Source: Reimers and Gurevych (2019), Sentence-BERT, EMNLP; Wang et al. (2020), MiniLM, NeurIPS.
"""

from __future__ import annotations

from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np

from ..errors import AffectflowError, Problem
from ..studies.extractors import SentenceEmbedding
from .instrument import Instrument, Unusable

# Longer transcripts are cut here, as the model's own sentence_bert_config.json says.
MAX_TOKENS = 256


def load(spec: SentenceEmbedding) -> Instrument:
    """Tokeniser and encoder with the files that the model's distribution carries."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    from .minilm import WIDTH, Encoder

    tokenizer = Tokenizer.from_file(str(_model_file(spec.model, "tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    encoder = Encoder(load_file(_model_file(spec.model, "model.safetensors")))
    names = tuple(f"embedding_{number:03d}" for number in range(WIDTH))
    return Instrument("transcript", names, partial(_embedding, tokenizer, encoder))


def _embedding(tokenizer, encoder, transcript: str) -> np.ndarray:
    """Mean-pooled vector of length 1; quarantine reason: `empty_transcript`.

    One transcript at a time and without padding: neither its neighbours nor the number of
    shards can then move a bit of it.
    """
    if not transcript.strip():
        raise Unusable("empty_transcript", repr(transcript[:40]), "at least one word")
    return encoder(np.array(tokenizer.encode(transcript).ids))


def _model_file(name: str, file: str) -> Path:
    """Place of one of the model's files.

    Raises:
        AffectflowError: the distribution is not installed or lacks the file.
    """
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        raise AffectflowError(Problem(name, "", "not installed", "the installed distribution")) from None
    for entry in files:
        path = Path(str(entry.locate()))
        if entry.parts[-2:] == ("model", file) and path.is_file():
            return path
    raise AffectflowError(Problem(name, f"model/{file}", "no such file", "a distribution with its model"))
