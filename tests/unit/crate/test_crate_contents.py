"""What an export holds: the workflow, the study's own files and its results; never raw files or caches."""

import shutil
from datetime import UTC, datetime

import pytest

from affectflow.crate import ExportError
from affectflow.crate.contents import gather
from affectflow.crate.files import reference
from affectflow.crate.history import Job
from affectflow.crate.journal import journal_files, sums
from affectflow.studies import load_studies

NOW = datetime(2026, 1, 31, tzinfo=UTC)
MADE = (
    "reports/emodb/index.html", "reports/emodb/tables", "results/studies/emodb/flow.json",
    "results/studies/emodb/network/checkpoint.safetensors", "results/datasets/emodb/raw.sha256",
)  # fmt: skip
THERE = (
    "reports/emodb/tables/scores.csv", "Snakefile", "LICENSE", "workflow/rules/a.smk", "src/affectflow/a.py",
    "src/affectflow/__pycache__/a.pyc", "src/affectflow/.a.py.swp", ".affectflow/key", "data/emodb/wav/03a01Fa.wav",
    "profiles/default/config.yaml",
)  # fmt: skip
JOBS = [Job("any", "any.py", (), MADE, NOW, NOW)]


@pytest.fixture
def place(home, tmp_path):
    """A repository with results of Emo-DB, as far as their paths go."""
    shutil.copytree(home / "params", tmp_path / "params")
    made = [path for path in MADE if "." in path]
    for name in [*made, *THERE]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    return tmp_path


def forbid(place, part):
    """Let the corpus's licence keep a part here."""
    path = place / "params/datasets/emodb.yaml"
    text = path.read_text()
    assert "  release:\n" in text
    path.write_text(text.replace("  release:\n", f"  release:\n    {part}: false\n", 1))


def test_sources_are_the_workflow_and_the_files_of_this_study(place):
    found = gather(place, "emodb", load_studies(place / "params"), JOBS)
    assert set(found.sources) == {
        "LICENSE", "Snakefile", "params/datasets/emodb.sha256", "params/datasets/emodb.yaml",
        "params/features/egemaps.yaml", "params/studies/emodb.yaml", "params/study.schema.json",
        "profiles/default/config.yaml", "src/affectflow/a.py", "workflow/rules/a.smk",
    }  # fmt: skip


def test_what_the_corpus_does_not_let_go_is_withheld_with_a_reason(place):
    forbid(place, "models")
    found = gather(place, "emodb", load_studies(place / "params"), JOBS)
    weights = "results/studies/emodb/network/checkpoint.safetensors"
    assert weights in found.withheld
    assert "params/datasets/emodb.yaml" in found.withheld[weights].reason
    assert reference(weights, found) == f"#withheld/{weights}"
    assert {"reports/emodb/index.html", "reports/emodb/tables/scores.csv"} <= set(found.results)
    assert not set(found.withheld) & set(found.results)
    assert set(journal_files("emodb", found)) >= {"report/index.html", "results/flow.json", "study/studies/emodb.yaml"}


def test_a_report_that_may_not_leave_is_no_export(place):
    forbid(place, "results")
    with pytest.raises(ExportError, match=r"reports/emodb/index\.html: found a page that may not leave \(.*results"):
        gather(place, "emodb", load_studies(place / "params"), JOBS)


def test_sums_are_written_as_sha256sum_writes_them():
    assert sums({"b": "2" * 64, "a": "1" * 64}) == f"{'1' * 64}  a\n{'2' * 64}  b\n"
