"""Sections on judges and on sets, built from real results of small data."""

import json
from functools import cache

import pytest

from affectflow import tables
from affectflow.analyse.judges import judges
from affectflow.analyse.sets import sets
from affectflow.ingest import read_corpus
from affectflow.report import Results, write_report
from affectflow.report.figures.side_by_side import side_by_side
from affectflow.report.withholding import without_what_stays
from affectflow.studies import Dataset, Study, load_studies
from affectflow.twins import generate

BOOT = {"resamples": 100}
RESPONSES = {
    "kind": "judges", "people": ["human"], "judges": ["claude", "o4-mini"], "groups": {"affective": ["empathy"]},
    "cluster": "speaker_id", "bootstrap": BOOT,
}  # fmt: skip
MODELS = RESPONSES | {
    "unit": "condition",
    "verdict": {"form": "ICC(C,1)", "interval": "bootstrap", "grades": [{"name": "good", "width": 0.355}],
                "otherwise": "poor"},
}  # fmt: skip
QUALITY = {
    "kind": "judges", "people": ["annotator1", "annotator2", "annotator3"], "groups": {"all": ["fluency", "overall"]},
    "metrics": {"bleu": "automatic", "lost": "automatic"}, "bootstrap": BOOT,
}  # fmt: skip
SETS = {
    "kind": "sets", "scale": "emotions", "reference": "check", "predictions": ["predict", "later"],
    "raters": ["annotator1", "annotator2"], "synonyms": {"happy": ["joyful", "delighted"]}, "bootstrap": BOOT,
}  # fmt: skip


@cache
def entry(home, kind):
    """A corpus's page in the catalogue, as plain data."""
    return load_studies(home / "params").dataset(kind).plain()


def report(home, tmp_path, kind, twin, analyses):
    """The page of a study, written from the twin's own results; and the folder."""
    planted = generate(tmp_path / "raw", {"kind": kind} | twin, workers=1)
    corpus = read_corpus({"kind": kind}, tmp_path / "raw")
    folder = tmp_path / "results"
    for name, spec in analyses.items():
        analyse = {"judges": judges, "sets": sets}[spec["kind"]]
        found = analyse(corpus.items, corpus.ratings, spec=spec, ingest={"dataset": kind})
        tables.write_json(found, folder / f"analyses/{name}.json")
    tables.write_json(planted, folder / "planted.json")
    results = Results.collect(folder.rglob("analyses/*.json"), planted=[folder / "planted.json"])
    study = Study.load({"ingest": {"dataset": kind}, "analyse": analyses, "report": {"title": "Made"}})
    dataset = entry(home, kind)
    out = tmp_path / "report"
    write_report(
        out, run="made_twin", study=study.plain(), dataset=dataset, features={}, results=results, provenance={}
    )
    return (out / "index.html").read_text(), out


@pytest.fixture
def write(home, tmp_path):
    return lambda *args: report(home, tmp_path, *args)


def test_judges_are_drawn_by_their_verdicts_form_and_tables_hold_every_number(write):
    page, out = write("mentalbench", {"contexts": 10}, {"models": MODELS, "responses": RESPONSES})
    for name in ("models", "responses"):
        assert {f"{name}-{part}.svg" for part in ("icc", "bias", "limits")} <= {p.name for p in out.rglob("*.svg")}
        assert (out / f"tables/{name}-bias-table.csv").read_text().count("\n") == 1 + 2
    assert "ICC(C,1) of each judge with people, by scale, with 95% bootstrap intervals" in page
    assert "The study declares no thresholds of reliability" in page
    assert "Items with the same speaker are drawn together" in page
    assert "good (interval at most 0.355 wide), otherwise poor" in page
    found = json.loads((out.parent / "results/analyses/responses.json").read_text())
    bias = found["scales"]["empathy"]["judges"]["o4-mini"]["bias"]["estimate"]
    assert str(bias) in (out / "tables/responses-bias-table.csv").read_text()


def test_metrics_that_the_corpus_lacks_are_shown_as_such(write):
    page, out = write("mental_explanations", {"explanations": 20}, {"quality": QUALITY})
    assert "undefined: the corpus has no values of this metric" in page
    assert "People together are the mean of annotator1, annotator2 and annotator3." in page
    assert not (out / "figures/quality-icc.svg").exists()
    assert (out / "figures/quality-spearman.svg").is_file()


def test_sets_are_shown_with_their_sizes_and_the_agreement_of_raters(write):
    page, out = write("emer", {"clips": 20}, {"sets": SETS})
    assert "1 group of synonyms was joined" in page
    assert "undefined: the corpus has no sets by this rater" in page
    assert (out / "tables/sets-items.csv").read_text().count("\n") == 1 + 20
    assert "Krippendorff’s α" in page


@pytest.mark.parametrize(
    ("release", "kept"),
    [
        ({}, {"ids": ["clip7"], "shared": [1], "predicted": [2], "reference": [1]}),
        ({"items": {"item_id": False}}, {"ids": ["item 1"], "shared": [1], "predicted": [2], "reference": [1]}),
        ({"ratings": {"label": False}}, {}),
    ],
)
def test_sets_of_single_items_are_shown_as_far_as_names_and_ratings_may_leave(home, release, kept):
    sizes = {"ids": ["clip7"], "shared": [1], "predicted": [2], "reference": [1]}
    document = {"kind": "sets", "predictions": {"predict": {"n": 1, "items": sizes}}}
    corpus = Dataset.load(entry(home, "emer") | {"consent": {"release": release}})
    shown = without_what_stays(Results(analyses={"sets": document}), corpus, synthetic=False)
    assert shown.analyses["sets"]["predictions"]["predict"]["items"] == kept
    assert document["predictions"]["predict"]["items"] == sizes


def test_a_figure_side_by_side_tells_what_it_shows_and_draws_nothing_where_nothing_is():
    cell = {"estimate": 0.5, "low": 0.4, "high": 0.6}
    none = {"estimate": None, "low": None, "high": None, "reason": "one item"}
    svg = side_by_side("x", "A title", {"empathy": {"a": cell, "b": none}, "help": {"a": cell}}, ["a", "b"], "ICC",
                       guide=None, digits=2, synthetic=True)  # fmt: skip
    assert svg.count("<circle") == 2
    assert "empathy, a: 0.50 [0.40–0.60]; empathy, b: undefined: one item" in svg
    assert "SYNTHETIC – A title" in svg
