"""Small networks by Lightning: all folds and seeds of a model in one training run."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import lightning.pytorch as lightning
import numpy as np
import torch
from numpy.typing import NDArray

from ..studies.machine import Machine
from ..studies.train import Network
from . import heads, losses, wheel
from .batches import steps_per_epoch
from .ensemble import Ensemble, Member
from .labels import Labels, penalties, training_labels
from .material import SCALING, Array, Fits, Material, Scaler, fit_scaler
from .telling import told

CONVENTIONS = {
    "model": "one encoder per modality (linear, GELU), joined, then linear to the classes, softmax; initial weights "
    "and biases uniform in +-1/sqrt(inputs)",
    "optimiser": "AdamW with weight decay on weights and not on biases, constant learning rate, fixed number of "
    "epochs; nothing is chosen by looking at test items",
    "batches": "every epoch deals the shuffled training items of every fold into the same number of near-equal "
    "batches: the smallest training fold divided by batch_size, rounded up",
    "seeds": "a seed sets the initial weights and the order of the batches, apart for every fold",
    "scaling": SCALING,
}


def fit(material: Material, model: Network, seeds: Sequence[int], device: dict[str, Any]) -> Fits:
    """Train a network for every fold and seed at once and predict the test folds.

    Args:
        material: the items.
        model: the spec.
        seeds: S of them.
        device: `accelerator`, `precision` and `devices` for Lightning's Trainer; what is
            not given is as in `Machine`, and other keys are not looked at.

    Returns:
        probabilities in float64 from a softmax of the networks' logits; ties of the
        largest probability go to the first class in the alphabet.

    Raises:
        TableError: the labels need votes that are not there.
    """
    members = [Member(fold, seed) for seed in seeds for fold in material.fold_numbers]
    ensemble, scalers = prepare(material, model, members)
    train(ensemble, device)
    probabilities = np.empty((len(seeds), material.truth.size, len(material.labels)))
    for member, (items, values) in zip(members, predict(ensemble, material, members), strict=True):
        probabilities[list(seeds).index(member.seed), items] = values
    weights: dict[str, NDArray] = {
        f"fold{fold}/scaler.{name}": value for fold, part in scalers.items() for name, value in part.items()
    }
    weights |= learnt(ensemble, members)
    said = CONVENTIONS | told(model)
    return Fits(
        probabilities.argmax(-1), probabilities, weights, _history(ensemble, members), said, _left_out(material, model)
    )


def _left_out(material: Material, model: Network) -> list[str]:
    unnamed = material.votes.unnamed if material.votes else 0
    return [f"{unnamed} votes of raters without a name are not followed"] if unnamed else []


def prepare(
    material: Material, model: Network, members: Sequence[Member]
) -> tuple[Ensemble, dict[int, dict[str, Array]]]:
    """The untrained ensemble, and what standardises its features in each fold.

    It holds the features once for each fold, standardised for it: F x N x D numbers of 4 bytes.

    Args:
        material: the items of *all* folds: the number of steps depends on them.
        model: the spec.
        members: the networks to train, which may be a part of all folds and seeds.
    """
    labels = training_labels(material, model)
    training = [np.flatnonzero(items) for items in labels.used]
    features: dict[str, NDArray[np.float32]] = {}
    named: dict[int, dict[str, Array]] = {fold: {} for fold in material.fold_numbers}
    for modality, matrix in material.by_modality().items():
        scalers: list[Scaler] = [fit_scaler(matrix[items]) for items in training]
        features[modality] = np.stack([scaler(matrix) for scaler in scalers]).astype(np.float32)
        for fold, scaler in enumerate(scalers):
            named[fold] |= scaler.named(modality)
    steps = steps_per_epoch(training, model.batch_size)
    target, loss = labels.target.astype(np.float32), _loss(material, model)
    costs, raters = _costs(material, model, labels), _raters(material, model, members, len(features))
    return Ensemble(features, target, training, members, steps, model, loss, costs, raters), named


def _loss(material: Material, model: Network) -> losses.Loss:
    if model.loss != "emd":
        return losses.LOSSES[model.loss]
    assert model.positions is not None
    return losses.emd(wheel.transport(model.positions, material.labels))


def _costs(material: Material, model: Network, labels: Labels) -> NDArray[np.float32] | None:
    if model.penalty == 0:
        return None
    shares = material.votes_needed("the penalty counts")
    return np.stack([penalties(shares, items) for items in labels.used]).astype(np.float32)


def _raters(material: Material, model: Network, members: Sequence[Member], modalities: int) -> heads.RaterHeads | None:
    if model.raters is None:
        return None
    assert material.votes is not None
    training = np.stack([material.training(fold) for fold in material.fold_numbers])
    folds, width = np.array([member.fold for member in members]), model.hidden * modalities
    return heads.RaterHeads(material.votes, training, model.raters.min_votes, folds, width, len(material.labels))


def train(ensemble: Ensemble, device: dict[str, Any]) -> None:
    """Train in place, without files, bars or tips; the ensemble is on the CPU afterwards."""
    machine = Machine.load({name: device[name] for name in ("accelerator", "precision", "devices") if name in device})
    with _quiet_and_deterministic():
        trainer = lightning.Trainer(
            max_epochs=ensemble.spec.epochs,
            accelerator=machine.accelerator,
            precision=machine.precision,
            devices=machine.devices,
            deterministic=True,
            logger=False,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
        )
        trainer.fit(ensemble, train_dataloaders=range(ensemble.steps))
    ensemble.cpu().eval()


def predict(
    ensemble: Ensemble, material: Material, members: Sequence[Member]
) -> Iterator[tuple[NDArray[np.int64], Array]]:
    """For each member its test items, and their probabilities, shape (items, C)."""
    tests = [np.flatnonzero(material.folds == member.fold) for member in members]
    padded = np.zeros((len(members), max(map(len, tests))), np.int64)
    for row, items in zip(padded, tests, strict=True):
        row[: items.size] = items
    with torch.inference_mode():
        probabilities = ensemble(torch.from_numpy(padded)).numpy()
    for items, values in zip(tests, probabilities, strict=True):
        yield items, values[: items.size]


def learnt(ensemble: Ensemble, members: Sequence[Member]) -> dict[str, NDArray[np.float32]]:
    """Weights by name, such as `fold0/seed1/encoders.audio.weight`, shape (inputs, outputs)."""
    return {
        f"fold{member.fold}/seed{member.seed}/{name}": values.detach().numpy()[place].copy()
        for place, member in enumerate(members)
        for name, values in ensemble.named_parameters()
    }


def _history(ensemble: Ensemble, members: Sequence[Member]) -> list[dict[str, Any]]:
    return [
        {"fold": member.fold, "seed": member.seed, "epoch": epoch, "loss": loss}
        for place, member in enumerate(members)
        for epoch, loss in enumerate(torch.stack(ensemble.losses)[:, place].tolist(), 1)
    ]


@contextmanager
def _quiet_and_deterministic() -> Iterator[None]:
    """Only errors from Lightning, and torch's determinism as it was before."""
    log, strict = logging.getLogger("lightning.pytorch"), torch.are_deterministic_algorithms_enabled()
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"lightning\..*")
            yield
    finally:
        log.setLevel(level)
        torch.use_deterministic_algorithms(strict)
