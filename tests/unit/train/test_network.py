"""Members of an ensemble do not touch each other, nor test items."""

import numpy as np
import pytest
import torch

from affectflow.studies.train import Network
from affectflow.train import network
from affectflow.train.ensemble import Member
from affectflow.train.material import gather

SPEC = {
    "kind": "network",
    "features": ["voice", "words"],
    "hidden": 4,
    "epochs": 8,
    "batch_size": 16,
    "learning_rate": 0.02,
}
MODALITIES = {"voice": "audio", "words": "text"}
DEVICE = {"accelerator": "cpu"}


@pytest.fixture
def material(learnable):
    return gather(*learnable, SPEC["features"], MODALITIES)


def trained(material, members, **changes):
    ensemble, _ = network.prepare(material, Network.load(SPEC | changes), members)
    network.train(ensemble, DEVICE)
    return network.learnt(ensemble, members), ensemble


@pytest.mark.parametrize("labels", ["hard", "soft"])
def test_a_member_of_an_ensemble_ends_where_it_ends_alone(material, labels):
    members = [Member(fold, seed) for seed in (1, 7) for fold in range(4)]
    together, _ = trained(material, members, labels=labels)
    for member in (Member(0, 1), Member(2, 7), Member(3, 1)):
        alone, _ = trained(material, [member], labels=labels)
        assert len(alone) == 6
        for name, values in alone.items():
            np.testing.assert_allclose(together[name], values, atol=1e-6)


def test_every_fold_and_seed_starts_from_its_own_weights_and_order(material):
    members = [Member(0, 1), Member(0, 2), Member(1, 1)]
    ensemble, _ = network.prepare(material, Network.load(SPEC), members)
    starts = [value for name, value in network.learnt(ensemble, members).items() if name.endswith("head.weight")]
    orders = [member.generators()[1].permutation(100) for member in members]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert not np.allclose(starts[one], starts[other], atol=0.01)
        assert not np.array_equal(orders[one], orders[other])


def test_training_does_not_read_test_items_even_if_they_are_no_numbers(material):
    clean, _ = trained(material, [Member(1, 1)])
    for matrix in material.features.values():
        matrix[material.folds == 1] = np.nan
    material.truth[material.folds == 1] = 3
    poisoned, _ = trained(material, [Member(1, 1)])
    assert all(np.array_equal(clean[name], poisoned[name]) for name in clean)
    assert all(np.isfinite(values).all() for values in poisoned.values())


def test_the_history_is_the_mean_loss_of_each_epoch_and_falls(material):
    fits = network.fit(material, Network.load(SPEC), [3], DEVICE)
    assert [(e["fold"], e["seed"], e["epoch"]) for e in fits.history[:9]] == [(0, 3, n) for n in range(1, 9)] + [
        (1, 3, 1)
    ]
    losses = np.array([entry["loss"] for entry in fits.history]).reshape(4, 8)
    assert (losses[:, -1] < losses[:, 0]).all()


def test_feature_sets_of_one_modality_share_an_encoder(material):
    one = network.prepare(
        gather_as(material, {"voice": "audio", "words": "audio"}), Network.load(SPEC), [Member(0, 1)]
    )[0]
    assert {name: tuple(p.shape) for name, p in one.named_parameters()} == {
        "encoders.audio.weight": (1, 14, 4),
        "encoders.audio.bias": (1, 1, 4),
        "head.weight": (1, 4, 4),
        "head.bias": (1, 1, 4),
    }


def gather_as(material, modalities):
    return type(material)(**(vars(material) | {"modalities": modalities}))


def test_training_leaves_no_files_and_torch_as_it_was(material, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    state = torch.get_rng_state()
    trained(material, [Member(0, 1)])
    assert list(tmp_path.iterdir()) == []
    assert not torch.are_deterministic_algorithms_enabled()
    assert torch.equal(state, torch.get_rng_state())


def test_training_says_nothing(material, capfd, recwarn):
    trained(material, [Member(0, 1)])
    assert capfd.readouterr() == ("", "")
    assert [str(w.message) for w in recwarn if "lightning" in str(w.filename)] == []


def test_double_precision_is_one_of_the_devices_options(material):
    ensemble, _ = network.prepare(material, Network.load(SPEC), [Member(0, 1)])
    network.train(ensemble, DEVICE | {"precision": "64-true"})
    assert network.learnt(ensemble, [Member(0, 1)])["fold0/seed1/head.weight"].dtype == np.float64
