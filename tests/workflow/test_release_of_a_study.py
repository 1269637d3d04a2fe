"""A restricted corpus from raw files to its report: what the gate keeps of all that the workflow wrote."""

import pytest

from affectflow import tables
from affectflow.release import refusals
from affectflow.studies import load_studies

from . import tiny


@pytest.mark.slow
def test_what_may_leave_of_a_restricted_study(copy):
    tiny.make(copy.place, speakers=6)
    copy.edit("params/datasets/tiny.yaml", "redistribution: allowed", "redistribution: research_only")
    copy.edit(
        "params/datasets/tiny.yaml",
        "reader: {kind: parlor}",
        "reader: {kind: parlor}\npseudonymise: [participant_id, rater_id]",
    )
    key = copy.place / "private.key"
    key.write_text("k" * 64)
    key.chmod(0o600)
    done = copy.snakemake("reports/tiny/index.html", AFFECTFLOW_PSEUDONYM_KEY=str(key))
    assert done.returncode == 0, done.stdout + done.stderr

    known = load_studies(copy.place / "params")
    folders = ["results", "reports", ".snakemake/metadata"]
    data = "results/datasets/tiny"
    # A column without a value may leave.
    filled = set(tables.SCHEMAS["participants"].columns) - {"stratum", "randomised_on", "left_out"}
    assert {(refusal.path, refusal.column) for refusal in refusals(known, copy.place, folders)} == {
        (f"{data}/items.parquet", "transcript"),
        *((f"{data}/participants.parquet", column) for column in filled),
        *((f"{data}/outcomes.parquet", column) for column in tables.SCHEMAS["outcomes"].columns),
    }
    raw = {refusal.path for refusal in refusals(known, copy.place, ["data"])}
    assert {f"data/tiny/{name}" for name in ("turns.csv", "audio/s001_1.wav")} <= raw
    raters = tables.read_json(copy.place / "results/studies/tiny/analyses/agreement.json")["raters"]["ids"]
    assert all(name.startswith("R-") for name in raters)
    page = (copy.place / "reports/tiny/index.html").read_text()
    assert "are not passed on" in page
    assert "keyed hashes name each participant and rater" in page
