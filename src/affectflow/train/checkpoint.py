"""What a model learnt, as one file that any framework reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..files import whole


def save_weights(weights: Mapping[str, NDArray], path: str | Path) -> None:
    """Write arrays by name as safetensors; the file appears whole or not at all.

    Equal weights are equal bytes.

    Args:
        weights: name -> array, such as `fold0/seed1/head.weight`.
        path: of the file.
    """
    from safetensors.numpy import save

    with whole(path) as temporary:
        temporary.write_bytes(save({name: np.ascontiguousarray(weights[name]) for name in sorted(weights)}))
