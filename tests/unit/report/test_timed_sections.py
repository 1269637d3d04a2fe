"""The sections on traces and on episodes: what they show, where numbers are undefined, and what they withhold."""

import json

import pandas as pd
import pytest

from affectflow import tables
from affectflow.analyse.episodes import episodes
from affectflow.analyse.traces import traces
from affectflow.ingest import read_corpus
from affectflow.release.gate import refusals
from affectflow.report import Results, write_report
from affectflow.studies import Catalogue, Dataset, Study
from affectflow.twins import generate

QUICK = {"resamples": 100}
ANALYSES = {
    "omg_empathy": {"felt": {"kind": "traces", "scale": "valence", "rate": 2.0, "max_lag": 4.0, "bootstrap": QUICK}},
    "studyforrest": {
        "moods": {"kind": "episodes", "scale": "valence_audio", "contrast": ["POS", "NEG"], "bootstrap": QUICK},
        "cast": {"kind": "episodes", "scale": "arousal_audio", "of": "subject", "bootstrap": QUICK},
    },
}
TWIN = {"omg_empathy": {"kind": "omg_empathy", "seconds": 40.0}, "studyforrest": {"kind": "studyforrest"}}
COMPUTE = {"traces": traces, "episodes": episodes}


@pytest.fixture(scope="module", params=sorted(ANALYSES))
def measured(request, tmp_path_factory):
    kind, root = request.param, tmp_path_factory.mktemp(request.param)
    generate(root, TWIN[kind], workers=1)
    corpus, results = read_corpus({"kind": kind}, root), {}
    for name, spec in ANALYSES[kind].items():
        table = getattr(corpus, spec["kind"])
        results[name] = COMPUTE[spec["kind"]](corpus.items, table, spec=spec, ingest={"dataset": "corpus"})
    return kind, corpus, results


def declared(kind, redistribution):
    licence = {"name": "terms", "redistribution": redistribution, "release": {"items": {"speaker_id": True}}}
    dataset = {"title": "a corpus", "reader": {"kind": kind}, "licence": licence}
    source = {"path": "data/corpus", "obtain": "ask"}
    study = {"ingest": {"dataset": "corpus"}, "analyse": ANALYSES[kind], "report": {"title": "A study"}}
    return Study.load(study), Dataset.load(dataset | {"source": source, "twin": TWIN[kind]})


def write(home, measured, redistribution="allowed", run="asked"):
    kind, corpus, results = measured
    study, dataset = declared(kind, redistribution)
    for name, found in results.items():
        tables.write_json(found, home / f"results/studies/{run}/analyses/{name}.json")
    for name in ("items", "traces", "episodes"):
        tables.write(getattr(corpus, name), name, home / f"results/datasets/corpus/{name}.parquet")
    documents = sorted((home / f"results/studies/{run}/analyses").glob("*.json"))
    found = Results.collect(documents, quarantine=[], planted=[], responses=[])
    write_report(
        home / "reports" / run, run=run, study=study.plain(), dataset=dataset.plain(), features={}, results=found,
        provenance={"software": {"a": "1"}},
    )  # fmt: skip
    return Catalogue({"asked": study}, {"corpus": dataset}, {})


def test_every_figure_has_a_table_and_a_description(tmp_path, measured):
    write(tmp_path, measured)
    folder = tmp_path / "reports/asked"
    figures = {path.stem: path.read_text() for path in (folder / "figures").glob("*.svg")}
    expected = {
        "omg_empathy": {"felt-example", "felt-matrix", "felt-delays", "felt-profile", "felt-forest"},
        "studyforrest": {f"{name}-{part}" for name in ("moods", "cast") for part in ("kappa", "shares", "raster")},
    }
    assert set(figures) == expected[measured[0]]
    assert all("<title" in svg and "<desc" in svg and "NaN" not in svg and "nan" not in svg for svg in figures.values())
    page = (folder / "index.html").read_text()
    assert page.count("Values in") == len(figures)


def test_the_numbers_of_the_page_are_those_of_the_result(tmp_path, measured):
    write(tmp_path, measured)
    if measured[0] == "omg_empathy":
        shown = pd.read_csv(tmp_path / "reports/asked/tables/felt-pooled.csv").set_index("coefficient")
        pooled = measured[2]["felt"]["pooled"]["concordance_at_lag"]
        assert shown.loc["Lin’s concordance", ["at_lag", "at_lag_low", "at_lag_high"]].tolist() == pytest.approx(
            [pooled["estimate"], pooled["low"], pooled["high"]]
        )
    else:
        shown = pd.read_csv(tmp_path / "reports/asked/tables/moods-labels.csv").set_index("label")
        kappa = measured[2]["moods"]["frames"]["POS"]["kappa"]
        assert shown.loc["POS", ["kappa", "kappa_low", "kappa_high"]].tolist() == pytest.approx(
            [kappa["estimate"], kappa["low"], kappa["high"]]
        )
        stretches = pd.read_csv(tmp_path / "reports/asked/tables/moods-stretches.csv")
        marked = stretches[(stretches["label"] == "POS") & (stretches["observer"] == "ao1o01")]
        assert marked[["start", "end"]].values.tolist() == measured[2]["moods"]["marks"]["POS"]["ao1o01"]


def test_methods_tell_analyses_that_differ_in_their_scale_alone_once(tmp_path, measured):
    write(tmp_path, measured)
    page = (tmp_path / "reports/asked/index.html").read_text()
    told = "Time was cut into frames of 1 s" if measured[0] == "studyforrest" else "Traces were brought to 2 samples"
    assert page.count(told) == 1


def test_what_may_not_leave_is_in_no_file_of_the_report(tmp_path, measured):
    """Names of people, and rows of the tables: the drawn traces, and who marked what."""
    catalogue = write(tmp_path, measured, "forbidden")
    files = [path for path in (tmp_path / "reports/asked").rglob("*") if path.is_file()]
    names = ("subject_1", "subject 1", "story_1", "story 1", "ao1o01")
    assert not [(file, name) for file in files for name in names if name in file.read_text()]
    figures = {path.stem for path in (tmp_path / "reports/asked/figures").glob("*.svg")}
    assert not figures & {"felt-example", "moods-raster", "cast-raster"}
    assert figures & {"felt-matrix", "moods-shares"}
    assert refusals(catalogue, tmp_path, ["reports"]) == []
    refused = refusals(catalogue, tmp_path, ["results/studies"])
    assert {one.path.rsplit("/", 1)[1] for one in refused} == {f"{name}.json" for name in measured[2]}
    table = "traces" if measured[0] == "omg_empathy" else "episodes"
    assert {f"{table}.rater_id", None} <= {one.column for one in refused}
    assert any(f"the file shows rows of {table}" in one.reason for one in refused)


@pytest.mark.parametrize("measured", ["omg_empathy"], indirect=True)
def test_an_analysis_without_anything_defined_is_still_told(tmp_path, measured):
    kind, corpus, _ = measured
    still = corpus.traces.assign(value=0.5)
    found = traces(corpus.items, still, spec=ANALYSES[kind]["felt"], ingest={"dataset": "corpus"})
    write(tmp_path, (kind, corpus, {"felt": json.loads(json.dumps(found))}))
    page = (tmp_path / "reports/asked/index.html").read_text()
    assert "undefined: " in page
    assert {path.stem for path in (tmp_path / "reports/asked/figures").glob("*.svg")} == {"felt-example", "felt-matrix"}
