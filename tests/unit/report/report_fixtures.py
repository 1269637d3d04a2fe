"""A report of a twin and one of a real run, written once from hand-made documents."""

import json
from types import SimpleNamespace

import pytest
import report_documents as documents

from affectflow.report import Results, write_index, write_report


@pytest.fixture(scope="session")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    quarantine, planted = documents.write_results(folder)
    return Results.collect(folder.rglob("*.json"), quarantine=[quarantine], planted=[planted])


@pytest.fixture(scope="session")
def declared():
    return {
        "study": documents.study(),
        "dataset": documents.dataset(),
        "features": documents.features(),
        "provenance": documents.provenance(),
    }


@pytest.fixture(scope="session")
def reports(tmp_path_factory, results, declared):
    """The folder with reports/{parlor,parlor_twin} and the index over them."""
    folder = tmp_path_factory.mktemp("reports")
    real = {name: found for name, found in results.analyses.items() if name != "recovery"}
    of_real = Results(results.flow, results.scores, results.history, real, results.quarantine)
    write_report(folder / "parlor_twin", run="parlor_twin", results=results, **declared)
    write_report(folder / "parlor", run="parlor", results=of_real, **declared)
    entries = [json.loads((folder / run / "summary.json").read_text()) for run in ("parlor", "parlor_twin")]
    write_index(folder / "index.html", entries)
    return SimpleNamespace(folder=folder, twin=folder / "parlor_twin", real=folder / "parlor", entries=entries)
