"""Members of an ensemble do not touch each other, nor test items."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from affectflow.studies.ingest import Target
from affectflow.studies.train import Network
from affectflow.tables import classes
from affectflow.train import network
from affectflow.train.ensemble import Member
from affectflow.train.material import gather
from affectflow.train.votes import gather_votes

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
TARGET = Target.load(
    {"scale": "emotion", "labels": ["anger", "happiness", "neutral", "sadness"], "aggregate": "all_inclusive"}
)


@pytest.fixture
def material(learnable):
    return gather(*learnable, SPEC["features"], MODALITIES)


def trained(material, members, **changes):
    ensemble, _ = network.prepare(material, Network.load(SPEC | changes), members)
    network.train(ensemble, DEVICE)
    return network.learnt(ensemble, members), ensemble


LINE = {"at": {"anger": -2.0, "sadness": -1.0, "neutral": 0.0, "happiness": 2.0}, "source": "made up"}
WHEEL = {"at": {"anger": 120.0, "sadness": 210.0, "neutral": 300.0, "happiness": 20.0}, "period": 360.0, "source": "x"}
VARIANTS = {
    "hard": {},
    "soft": {"labels": "soft"},
    "jensen_shannon": {"labels": "soft", "loss": "jensen_shannon"},
    "line": {"labels": "soft", "loss": "emd", "positions": LINE},
    "wheel": {"labels": "set", "loss": "emd", "positions": WHEEL},
    "penalty": {"labels": "soft", "rule": "all_inclusive", "penalty": 0.5},
    "majority": {"rule": "majority"},
    "dawid_skene": {"labels": "soft", "rule": "dawid_skene"},
    "raters": {"labels": "soft", "rule": "all_inclusive", "raters": {"min_votes": 5}},
}


@pytest.fixture
def followed(learnable, ambiguous):
    """All items, with the votes of their raters."""
    sample, ratings = ambiguous
    votes = gather_votes(ratings, sample["item_id"], classes(sample), TARGET)
    return gather(sample, learnable[1], SPEC["features"], MODALITIES, votes)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_member_of_an_ensemble_ends_where_it_ends_alone(followed, variant):
    options = VARIANTS[variant]
    members = [Member(fold, seed) for seed in (1, 7) for fold in range(4)]
    together, _ = trained(followed, members, **options)
    for member in (Member(0, 1), Member(2, 7), Member(3, 1)):
        alone, _ = trained(followed, [member], **options)
        assert len(alone) == (8 if variant == "raters" else 6)
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


@pytest.mark.parametrize("variant", ["penalty", "majority", "dawid_skene", "raters"])
def test_training_does_not_read_votes_on_test_items(followed, variant):
    clean, _ = trained(followed, [Member(1, 1)], **VARIANTS[variant])
    test, votes = followed.folds == 1, followed.votes
    theirs = test[votes.item]
    other = replace(
        followed,
        truth=np.where(test, -1, followed.truth),
        majority=np.where(test, 2, followed.majority),
        shares=np.where(test[:, None], followed.shares[:, ::-1], followed.shares),
        votes=replace(votes, rater=np.where(theirs, 0, votes.rater), label=np.where(theirs, 3, votes.label)),
    )
    poisoned, _ = trained(other, [Member(1, 1)], **VARIANTS[variant])
    assert all(np.array_equal(clean[name], poisoned[name]) for name in clean)


def test_raters_who_voted_on_test_items_only_leave_no_trace(followed):
    votes, spec = followed.votes, VARIANTS["raters"]
    clean, _ = trained(followed, [Member(1, 1)], **spec)
    stranger = np.flatnonzero(followed.folds == 1)
    more = replace(
        votes,
        item=np.append(votes.item, stranger),
        rater=np.append(votes.rater, np.full(stranger.size, 6)),
        label=np.append(votes.label, np.zeros(stranger.size, int)),
        raters=(*votes.raters, "stranger"),
    )
    wider, _ = trained(replace(followed, votes=more), [Member(1, 1)], **spec)
    for name, values in clean.items():
        np.testing.assert_array_equal(wider[name][..., : values.shape[-1]], values)
        assert not wider[name][..., values.shape[-1] :].any()


def test_the_prediction_is_half_of_the_labels_head_and_half_of_the_active_raters_heads(followed):
    options = VARIANTS["raters"] | {"raters": {"min_votes": 50}}
    votes = followed.votes
    fewer = votes.item >= np.where(votes.rater == 2, 40, 0)
    some = replace(votes, item=votes.item[fewer], rater=votes.rater[fewer], label=votes.label[fewer])
    followed = replace(followed, votes=some)
    weights, ensemble = trained(followed, [Member(0, 1)], **options)
    (items, found), *_ = network.predict(ensemble, followed, [Member(0, 1)])
    hidden = ensemble.encode(torch.tensor(items)[None])[0].detach().numpy()
    own = softmax(hidden @ weights["fold0/seed1/head.weight"] + weights["fold0/seed1/head.bias"])
    logits = hidden @ weights["fold0/seed1/raters.weight"] + weights["fold0/seed1/raters.bias"]
    theirs = softmax(logits.reshape(-1, 6, 4))
    np.testing.assert_allclose(theirs[:, 2], 0.25, atol=1e-12)
    active = np.bincount(some.rater[followed.folds[some.item] != 0], minlength=6) >= 50
    np.testing.assert_allclose(found, (own + theirs[:, active].mean(axis=1)) / 2, atol=1e-6)
    assert active.tolist() == [True, True, False, True, True, True]


def softmax(logits):
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def test_heads_of_raters_learn_what_sets_them_apart(followed):
    votes = followed.votes
    odd = replace(followed, votes=replace(votes, label=np.where(votes.rater == 0, 3 - votes.label, votes.label)))
    odd = replace(odd, truth=np.where(odd.truth < 0, 0, odd.truth))
    _, ensemble = trained(odd, [Member(0, 1)], **VARIANTS["raters"] | {"epochs": 30})
    items = np.flatnonzero(odd.folds == 0)
    logs = ensemble.raters.logs(ensemble.encode(torch.tensor(items)[None]))[0].detach().numpy()
    places = np.arange(items.size)
    for rater in range(6):
        likely = logs[places, rater, odd.truth[items]].mean() > logs[places, rater, 3 - odd.truth[items]].mean()
        assert likely == (rater != 0)


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
