"""Results are collected from where the stages write them."""

import report_documents as documents

from affectflow.report import Results
from affectflow.tables import write_json


def test_everything_that_was_written_is_found(results):
    assert set(results.scores) == set(documents.MODELS)
    assert set(results.analyses) == {"agreement", "trial", "fusion_gain", "recovery"}
    assert len(results.history["fusion"]) == len(documents.history())
    assert len(results.quarantine) == len(documents.quarantine())
    assert results.planted["raters"]["ids"] == documents.RATERS


def test_a_claim_may_name_any_document_by_its_path(results):
    found = results.documents()
    assert {"flow.json", "fusion/scores.json", "analyses/trial.json"} <= set(found)
    assert found["fusion/scores.json"]["metrics"]["uar"]["estimate"] == documents.MODELS["fusion"]


def test_without_documents_there_are_no_results():
    found = Results.collect([])
    assert (found.flow, found.scores, found.analyses, found.planted) == (None, {}, {}, None)
    assert found.quarantine.empty


def test_a_file_of_an_earlier_study_is_not_taken_for_a_result(tmp_path):
    for name in ("audio", "renamed_since"):
        write_json({"model": {"kind": "majority"}}, tmp_path / name / "scores.json")
    assert set(Results.collect([tmp_path / "audio/scores.json"]).scores) == {"audio"}


def test_an_analysis_may_be_called_as_another_document_is(tmp_path):
    for name in ("flow", "scores"):
        write_json({"kind": "prisma"}, tmp_path / f"analyses/{name}.json")
    found = Results.collect(tmp_path.rglob("*.json"))
    assert set(found.analyses) == {"flow", "scores"}
    assert (found.flow, found.scores) == (None, {})
