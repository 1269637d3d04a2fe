"""The batched ensemble against one ordinary torch network and one ordinary training loop."""

import numpy as np
import pytest
import torch
from torch import nn

from affectflow.studies.train import Network
from affectflow.train import network
from affectflow.train.batches import draw_epoch, steps_per_epoch
from affectflow.train.ensemble import Member
from affectflow.train.material import Material

OPTIONS = {"hidden": 5, "epochs": 6, "batch_size": 8, "learning_rate": 0.01}


def material():
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 3, 60)
    features = {name: rng.normal(size=(60, width)) + truth[:, None] for name, width in (("a", 4), ("b", 7))}
    folds = np.repeat([0, 1, 2], [30, 10, 20])
    shares = rng.multinomial(8, np.ones(3) / 3, 60) / 8
    return Material(("x", "y", "z"), truth, shares, folds, features, {"a": "audio", "b": "face"})


class Plain(nn.Module):
    """The architecture, as one would write it for one network."""

    def __init__(self):
        super().__init__()
        self.audio, self.face, self.head = nn.Linear(4, 5), nn.Linear(7, 5), nn.Linear(10, 3)

    def forward(self, audio, face):
        return self.head(torch.cat([nn.functional.gelu(self.audio(audio)), nn.functional.gelu(self.face(face))], 1))


def start(plain, generator):
    """PyTorch's own bounds for the initial weights, drawn from the member's generator."""
    for layer in (plain.audio, plain.face, plain.head):
        bound = 1 / np.sqrt(layer.in_features)
        drawn = generator.uniform(-bound, bound, (layer.in_features + 1, layer.out_features))
        layer.weight.data = torch.tensor(drawn[:-1].T, dtype=torch.float32)
        layer.bias.data = torch.tensor(drawn[-1], dtype=torch.float32)


def trained_plainly(data, spec, fold, seed):
    training = np.flatnonzero(data.folds != fold)
    scaled = [
        torch.tensor((x - x[training].mean(0)) / x[training].std(0), dtype=torch.float32)
        for x in data.features.values()
    ]
    target = torch.tensor(data.truth if spec.labels == "hard" else data.shares.astype(np.float32))
    plain = Plain()
    generator, order = Member(fold, seed).generators()
    start(plain, generator)
    biases = [p for name, p in plain.named_parameters() if "bias" in name]
    weights = [p for name, p in plain.named_parameters() if "weight" in name]
    groups = [{"params": weights, "weight_decay": spec.weight_decay}, {"params": biases, "weight_decay": 0}]
    optimiser = torch.optim.AdamW(groups, lr=spec.learning_rate)
    steps = steps_per_epoch([np.flatnonzero(data.folds != f) for f in range(3)], spec.batch_size)
    for _ in range(spec.epochs):
        epoch = draw_epoch([training], steps, [order])
        for items, shares in zip(epoch.items[:, 0], epoch.weights[:, 0], strict=True):
            batch = items[shares > 0]
            optimiser.zero_grad()
            nn.functional.cross_entropy(plain(*(x[batch] for x in scaled)), target[batch]).backward()
            optimiser.step()
    with torch.no_grad():
        return torch.softmax(plain(*scaled), 1)[data.folds == fold].numpy()


@pytest.mark.parametrize("labels", ["hard", "soft"])
def test_every_member_predicts_as_a_network_trained_plainly(labels):
    data, spec = material(), Network.load({"kind": "network", "features": ["a", "b"], "labels": labels} | OPTIONS)
    fits = network.fit(data, spec, [1, 5], {"accelerator": "cpu"})
    for place, seed in enumerate([1, 5]):
        for fold in range(3):
            expected = trained_plainly(data, spec, fold, seed)
            np.testing.assert_allclose(fits.probabilities[place, data.folds == fold], expected, atol=1e-5)
