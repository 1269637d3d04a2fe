"""The BERT encoder of all-MiniLM-L6-v2 in numpy, for one sentence at a time.

Importing torch would cost more time than the sentences of a usual corpus.

Source: Devlin et al. (2019), BERT, NAACL. Constants are those of the model's config.json.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf
from threadpoolctl import ThreadpoolController

LAYERS, HEADS, WIDTH = 6, 12, 384
EPSILON = np.float32(1e-12)
Array = NDArray[np.float32]


class Encoder:
    """Sentence vectors from token numbers.

    Args:
        weights: the model's tensors by name, float32.
    """

    def __init__(self, weights: dict[str, Array]):
        self._weights = weights
        self._threads = ThreadpoolController()

    def __call__(self, tokens: NDArray[np.int64]) -> Array:
        """The mean of the last layer over all tokens, scaled to length 1.

        One thread computes it: with more, the order of additions and so the last bits
        would depend on how many there are.

        Args:
            tokens: numbers of the tokens with [CLS] and [SEP], shape (tokens,), at most 512.

        Returns:
            shape (384,), float32.
        """
        with self._threads.limit(limits=1, user_api="blas"):
            hidden = self._embed(tokens)
            for layer in range(LAYERS):
                hidden = self._layer(hidden, f"encoder.layer.{layer}")
            mean = hidden.mean(axis=0)
            return mean / np.sqrt(mean @ mean)

    def _embed(self, tokens: NDArray[np.int64]) -> Array:
        words, places, kinds = (
            self._weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
        )
        return self._normalise(words[tokens] + places[: len(tokens)] + kinds[0], "embeddings.LayerNorm")

    def _layer(self, hidden: Array, name: str) -> Array:
        attended = self._linear(self._attend(hidden, f"{name}.attention.self"), f"{name}.attention.output.dense")
        hidden = self._normalise(hidden + attended, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._linear(hidden, f"{name}.intermediate.dense"))
        return self._normalise(hidden + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _attend(self, hidden: Array, name: str) -> Array:
        query, key, value = (
            self._linear(hidden, f"{name}.{part}").reshape(len(hidden), HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / np.float32(np.sqrt(WIDTH / HEADS))
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return (shares @ value).swapaxes(0, 1).reshape(len(hidden), WIDTH)

    def _linear(self, inputs: Array, name: str) -> Array:
        return inputs @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normalise(self, inputs: Array, name: str) -> Array:
        centred = inputs - inputs.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + EPSILON)
        return centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _gelu(inputs: Array) -> Array:
    return inputs * np.float32(0.5) * (1 + erf(inputs * np.float32(np.sqrt(0.5))))
