"""A report of a restricted corpus: what may not leave is in none of its files."""

import json

import pandas as pd
import pytest
import report_documents as documents

from affectflow import tables
from affectflow.release import refusals
from affectflow.report import Results, write_report
from affectflow.studies import Catalogue, Dataset, FeatureSet, Study

SAID = "We never told the others about it."
SECRETS = (SAID, "Shame is what I hear.", "s00_t03", "casefile-7", "moved away")
ELICIT = {
    "prompts": {"feeling": "What does this person feel? {item}"},
    "conditions": {"plain": "x"},
    "items": {"first": SAID},
    "models": {"parrot": {"kind": "recorded", "path": "data/parrot.jsonl"}},
}
CELL = {"item_id": "first", "prompt": "feeling", "condition": "plain", "model": "parrot", "replicate": 1}


def dataset(redistribution, release=None, consent=None, pseudonymise=()):
    licence = {"name": "the clinic's terms", "redistribution": redistribution, "release": release or {}}
    agreed = {"agreed": "to research in the clinic", "release": consent or {}}
    changed = {"licence": licence, "consent": agreed, "pseudonymise": list(pseudonymise)}
    return documents.dataset() | changed


def quarantine():
    rows = [
        {
            "stage": "ingest",
            "file": "outcomes.csv",
            "place": "row 2",
            "reason": "x",
            "found": "casefile-7",
            "allowed": "y",
        },
        {
            "stage": "elicit",
            "file": "parrot.jsonl",
            "place": "line 1",
            "reason": "x",
            "found": SECRETS[1],
            "allowed": "y",
        },
    ]
    return pd.concat([documents.quarantine(), pd.DataFrame(rows, dtype="str")], ignore_index=True).astype("str")


@pytest.fixture
def written(tmp_path, results, declared):
    """Writes a report and reads all of its files; the analyses are those of the real run or of the twin."""

    def write(corpus, run="parlor"):
        responses = pd.DataFrame([CELL | {"asked": f"What does this person feel? {SAID}", "text": SECRETS[1]}])
        shown = Results(
            results.flow, results.scores, results.history, results.analyses, quarantine(), results.planted, responses
        )
        study = documents.study() | {"elicit": ELICIT}
        if run == "parlor":
            study["analyse"] = {name: spec for name, spec in study["analyse"].items() if name != "recovery"}
            analyses = {name: found for name, found in results.analyses.items() if name != "recovery"}
            shown = Results(results.flow, results.scores, results.history, analyses, quarantine(), None, responses)
        folder = tmp_path / "reports" / run
        write_report(folder, run=run, results=shown, **declared | {"study": study, "dataset": corpus})
        return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}

    return write


def quoting(files, word):
    return sorted(name for name, text in files.items() if word in text)


def test_without_restrictions_all_is_shown(written):
    files = written(dataset("allowed"))
    assert quoting(files, "casefile-7") == ["index.html", "tables/quarantine.csv", "tables/quarantine.tex"]
    assert quoting(files, SECRETS[1]) == ["index.html", "tables/quarantine.csv", "tables/quarantine.tex"]
    assert quoting(files, "are not passed on") == []
    assert "r01" in files["tables/agreement-raters.csv"]


def test_nothing_that_stays_is_in_any_file(written):
    reasons = {"participants": {"lost_reason": False, "excluded": False}, "outcomes": {"missing_reason": False}}
    files = written(dataset("forbidden", release=reasons))
    assert {word: quoting(files, word) for word in SECRETS} == {word: [] for word in SECRETS}
    assert quoting(files, "r01") == []
    assert "speaker 1" in files["tables/agreement-coefficients.csv"]
    assert "item 1" in files["tables/agreement-disputed.csv"]
    assert "anger ×2" not in files["tables/agreement-disputed.csv"]
    assert "rater 1" in files["tables/agreement-raters.csv"]
    assert "withheld" in files["tables/quarantine.csv"]
    assert "withheld" in files["tables/trial-flow.csv"]


def test_the_data_section_names_terms_parts_and_statements(written):
    page = written(dataset("research_only", consent={"items": {"speaker_id": False}}))["index.html"]
    for words in (
        "the clinic&#39;s terms (for research only)", "to research in the clinic", "media, items.transcript",
        "(licence.redistribution: research_only)", "(consent.release.items.speaker_id: false)", "“withheld”",
    ):  # fmt: skip
        assert words in page, words


def test_counts_by_reason_are_aggregated_and_shown_unless_they_are_named(written):
    assert "moved away" in written(dataset("research_only"))["tables/trial-flow.csv"]
    counts = written(dataset("research_only", consent={"participants": {"lost_reason": False}}))[
        "tables/trial-flow.csv"
    ]
    assert "moved away" not in counts
    assert "below cut off" in counts


def test_a_pseudonym_of_a_rater_is_shown(written):
    plain, hidden = dataset("forbidden"), dataset("forbidden", pseudonymise=["rater_id"])
    assert "r01" not in written(plain)["tables/agreement-raters.csv"]
    files = written(hidden)
    assert "r01" in files["tables/agreement-raters.csv"]
    assert "keyed hashes name each rater" in files["index.html"]


def test_a_twin_shows_what_is_its_own_but_not_what_a_real_model_answered(written):
    files = written(dataset("forbidden"), "parlor_twin")
    assert quoting(files, "casefile-7") == ["index.html", "tables/quarantine.csv", "tables/quarantine.tex"]
    assert quoting(files, SECRETS[1]) == []
    assert "of the real corpus" in files["index.html"]
    assert "not passed on: responses" in files["index.html"]


def test_the_gate_lets_the_guarded_report_go(tmp_path, written):
    corpus = dataset("research_only")
    corpus["source"] = {"path": "data/parlor", "obtain": "x"}
    written(corpus)
    study = Study.load(documents.study() | {"elicit": ELICIT})
    features = {name: FeatureSet.load(plain) for name, plain in documents.features().items()}
    known = Catalogue({"parlor": study}, {study.ingest.dataset: Dataset.load(corpus)}, features)
    item = {"item_id": "s00_t03", "speaker_id": "s00", "session_id": "v", "condition": "all", "transcript": SAID}
    frame = pd.DataFrame([item], columns=tables.empty("items").columns).astype(tables.empty("items").dtypes.to_dict())
    tables.write(frame, "items", tmp_path / f"results/datasets/{study.ingest.dataset}/items.parquet")
    assert refusals(known, tmp_path, ["reports"]) == []
    (tmp_path / "reports/parlor/summary.json").write_text(json.dumps({"said": SAID}))
    assert [r.path for r in refusals(known, tmp_path, ["reports"])] == ["reports/parlor/summary.json"]
