"""Checkpoints in safetensors, tensor by tensor."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .tally import NOTHING, Tally


def count(path: Path) -> tuple[int, int]:
    """Numbers and tensors of a checkpoint."""
    from safetensors import safe_open

    with safe_open(path, framework="numpy") as file:
        shapes = [file.get_slice(name).get_shape() for name in file.keys()]  # noqa: SIM118 (no mapping)
    return sum(int(np.prod(shape)) for shape in shapes), len(shapes)


def compare(pulled: Path, recomputed: Path, tally: Tally) -> None:
    """Hold two checkpoints against each other, the header too.

    Raises:
        SafetensorError, OSError: when one of them cannot be read.
    """
    from safetensors.numpy import load_file

    left, right = load_file(pulled), load_file(recomputed)
    _headers(pulled, recomputed, tally)
    for name in sorted(left.keys() | right.keys()):
        given, found = left.get(name), right.get(name)
        if given is None or found is None or _kind(given) != _kind(found):
            tally.word(_kind(given), _kind(found), f"tensor {name}")
        else:
            tally.words_same += 1
            tally.numbers(given.ravel(), found.ravel(), partial(_place, name, given.shape))


def _headers(pulled: Path, recomputed: Path, tally: Tally) -> None:
    """Metadata, which no tensor shows; the reader of tensors has checked the headers' lengths."""
    given, found = _header(pulled), _header(recomputed)
    if given != found:
        tally.word(json.dumps(given)[:200], json.dumps(found)[:200], "header")


def _header(path: Path) -> dict:
    with path.open("rb") as file:
        return json.loads(file.read(int.from_bytes(file.read(8), "little")))


def _kind(tensor: NDArray | None) -> str:
    return NOTHING if tensor is None else f"{tensor.dtype} {list(tensor.shape)}"


def _place(name: str, shape: tuple[int, ...], i: int) -> str:
    indices = ", ".join(str(int(k)) for k in np.unravel_index(i, shape))
    return f"tensor {name} [{indices}]"
