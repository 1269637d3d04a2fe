"""Results are collected from where the stages write them."""

import report_documents as documents

from affectflow.report import Results


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


def test_an_empty_folder_has_no_results(tmp_path):
    found = Results.collect(tmp_path)
    assert (found.flow, found.scores, found.analyses, found.planted) == (None, {}, {}, None)
    assert found.quarantine.empty
