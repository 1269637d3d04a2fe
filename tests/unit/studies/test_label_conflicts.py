"""What a model learns from is held against the target before any work."""

import pytest

from affectflow.studies.ingest import Target
from affectflow.studies.label_conflicts import label_conflicts
from affectflow.studies.train import Train

INTENDED = {"scale": "emotion", "labels": ["joy", "rage"], "source": "intended"}
CONSENSUS = {"scale": "emotion", "labels": ["joy", "rage"]}
ALL = CONSENSUS | {"aggregate": "all_inclusive"}
LINE = {"at": {"joy": 1.0, "rage": -1.0}, "source": "made up"}


def told(target, metrics=("uar",), **options):
    model = {"kind": "network", "features": ["voice"]} | options
    train = {"split": {"kind": "leave_one_group_out"}, "metrics": list(metrics), "models": {"m": model}}
    return list(label_conflicts(Target.load(target), Train.load(train)))


@pytest.mark.parametrize(
    ("target", "options"),
    [
        (INTENDED, {}),
        (INTENDED, {"smoothing": 0.1, "loss": "emd", "positions": LINE}),
        (CONSENSUS, {"labels": "soft", "penalty": 1.0, "raters": {"min_votes": 3}}),
        (ALL, {"rule": "majority"}),
        (ALL, {"rule": "all_inclusive", "labels": "set", "least_share": 0.2}),
        (ALL, {"rule": "glad", "labels": "soft", "metrics": ["macro_f1_majority"]}),
    ],
)
def test_what_fits_is_not_objected_to(target, options):
    assert told(target, **options) == []


@pytest.mark.parametrize(
    ("target", "options", "place", "found", "allowed"),
    [
        (INTENDED, {"labels": "soft"}, "labels", "soft", "hard, because the target has no ratings"),
        (INTENDED, {"penalty": 1.0}, "penalty", "penalty", "nothing, because the target has no ratings"),
        (INTENDED, {"raters": {}}, "raters", "raters", "nothing, because the target has no ratings"),
        (INTENDED, {"least_share": 0.1}, "least_share", "0.1", "nothing, because the target has no ratings"),
        (ALL, {}, "rule", "nothing", "majority"),
        (CONSENSUS, {"rule": "mace"}, "rule", "mace", "nothing, because only ingest.target.aggregate: all_inclusive"),
        (ALL, {"rule": "all_inclusive"}, "labels", "hard", "soft"),
        (CONSENSUS, {"loss": "emd"}, "positions", "nothing", "positions with loss emd"),
        (CONSENSUS, {"positions": LINE}, "positions", "positions", "positions with loss emd"),
        (CONSENSUS, {"loss": "emd", "positions": LINE | {"at": {"joy": 1.0, "fear": 0.0}}}, "positions.at", "joy, fear",
         "joy"),
    ],
)  # fmt: skip
def test_what_the_target_cannot_serve_is_named(target, options, place, found, allowed):
    ((path, word, words),) = told(target, **options)
    assert (path, word) == (f"train.models.m.{place}", found)
    assert words[0].startswith(allowed)


def test_a_majority_is_known_only_where_all_items_are_kept():
    ((path, word, _),) = told(CONSENSUS, metrics=["uar", "macro_f1_majority"])
    assert (path, word) == ("train.metrics.1", "macro_f1_majority")
