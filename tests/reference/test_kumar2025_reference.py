"""The published kappas of Kumar et al. (2025), from the released ratings."""

import os
from pathlib import Path

import pytest

from affectflow.analyse.judges.data import panel
from affectflow.analyse.judges.measures import pairs
from affectflow.ingest import read_corpus
from affectflow.studies import load_studies
from affectflow.tables import look_up


@pytest.mark.corpus("kumar2025")
def test_every_published_kappa_comes_out_to_its_two_digits_by_positions_and_not_by_values(home):
    """126 of them: 21 dimensions, three pairs of experts, and experts, crowd and gemini with each other."""
    study = load_studies(home / "params").study("llm_judges_empathy")
    corpus = read_corpus({"kind": "kumar2025"}, Path(os.environ["AFFECTFLOW_KUMAR2025"]))
    asked = study.analyse["judges"]

    def far(distance):
        changed = asked.model_copy(update={"kappa": distance})
        data = panel(corpus.items, corpus.ratings, changed, study.ingest)
        scales = [scale for group in asked.groups.values() for scale in group]
        found = {"pairs": {scale: pairs(data.scale(scale), changed) for scale in scales}}
        return [
            name
            for name, claim in study.claims.items()
            if abs(look_up(found, claim.observed.partition("#/")[2]) - claim.published) > claim.tolerance
        ]

    assert len(study.claims) == 126
    assert far("positions") == []
    other = far("values")
    assert len(other) > 30
    assert sum("crowd" in name for name in other) > 30
