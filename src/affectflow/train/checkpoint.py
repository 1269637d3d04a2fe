"""What a model learnt, as one file that any framework reads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def save_weights(weights: Mapping[str, NDArray], path: str | Path) -> None:
    """Write arrays by name as safetensors; the file appears whole or not at all.

    Equal weights are equal bytes.

    Args:
        weights: name -> array, such as `fold0/seed1/head.weight`.
        path: of the file.
    """
    from safetensors.numpy import save

    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(save({name: np.ascontiguousarray(weights[name]) for name in sorted(weights)}))
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
