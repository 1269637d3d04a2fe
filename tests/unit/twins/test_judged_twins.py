"""Twins of what people and models judge: whole for their readers, the same each time, and as planted."""

import numpy as np
import pytest

from affectflow.ingest import read_corpus
from affectflow.twins import generate
from affectflow.twins.panel import Scorers
from affectflow.twins.score_moments import consistency, score_moments

SMALL = {
    "kumar2025": {"conversations": 10},
    "mentalbench": {"contexts": 10},
    "mental_explanations": {"explanations": 20},
    "emer": {"clips": 20},
}
RATINGS = {"kumar2025": 10 * 21 * 7, "mentalbench": 100 * 7 * 5, "mental_explanations": 20 * 4 * 3 + 20 * 2}


@pytest.fixture(scope="module", params=SMALL)
def made(request, tmp_path_factory):
    kind = request.param
    root = tmp_path_factory.mktemp(kind)
    return kind, root, generate(root, {"kind": kind} | SMALL[kind], workers=1)


def test_the_reader_takes_all_of_it(made):
    kind, root, _ = made
    corpus = read_corpus({"kind": kind}, root)
    assert corpus.quarantine.empty
    if kind in RATINGS:
        assert len(corpus.ratings) == RATINGS[kind]
    else:
        sets = corpus.ratings[corpus.ratings["scale"] == "emotions"]
        assert len(sets) == 20 * 7


def test_it_is_the_same_bytes_each_time(made, tmp_path):
    kind, root, planted = made
    assert generate(tmp_path, {"kind": kind} | SMALL[kind], workers=1) == planted
    names = [path.relative_to(root) for path in root.rglob("*") if path.is_file()]
    assert names
    assert all((tmp_path / name).read_bytes() == (root / name).read_bytes() for name in names)


def test_another_seed_is_another_corpus(made, tmp_path):
    kind, root, _ = made
    generate(tmp_path, {"kind": kind, "seed": 2} | SMALL[kind], workers=1)
    tables = [path.relative_to(root) for path in root.rglob("*.csv") if path.stat().st_size > 200]
    assert any((tmp_path / name).read_bytes() != (root / name).read_bytes() for name in tables)


def test_moments_of_scores_are_those_of_many_scores():
    panel = Scorers(("a", "b"), np.array([0.0, 0.6]), np.array([0.4, 0.9]), 1, 5)
    truth = np.array([1.2, 3.0, 4.8])
    drawn = np.array([panel.scores(np.random.default_rng(n), truth, np.ones((3, 2), bool)) for n in range(4000)])
    mean, variance = score_moments(panel, truth)
    assert mean == pytest.approx(drawn.mean(axis=0), abs=0.05)
    assert variance == pytest.approx(drawn.var(axis=0), abs=0.06)


def test_consistency_is_one_without_error_whatever_the_bias():
    means = np.array([[1.0, 2.0], [3.0, 4.0], [4.0, 5.0]])
    assert consistency(means, np.zeros((3, 2))) == pytest.approx(1)
    assert consistency(means, np.full((3, 2), means[:, 0].var())) == pytest.approx(0.5)
