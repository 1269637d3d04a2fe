"""A reviewer's verdict on the small study: identical, altered by hand, made otherwise, not made at all."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest

pytestmark = pytest.mark.slow
PREDICTIONS = "results/studies/tiny/logistic/predictions.parquet"
CHECKPOINT = "results/studies/tiny/logistic/checkpoint.safetensors"
FEATURES = "results/features/tiny/vader/shard-0-of-2.parquet"
GENEROUS = """
verify:
  tolerance: {features: {relative: 1}, train: {absolute: 1, relative: 1}, report: {absolute: 1}}
"""


def state(place: Path) -> dict[str, str]:
    """Hash of every result, of Snakemake's records and of the tracking store."""
    files = [path for name in ("results", "reports", ".snakemake/metadata") for path in (place / name).rglob("*")]
    kept = [path for path in [*files, place / "mlflow.db"] if path.is_file()]
    return {str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


@pytest.fixture(scope="session")
def verified(recorded_author, made_once):
    """A whole verification from raw data: a folder with what it said, its verdicts and its scratch folder."""

    def verify(folder):
        before, options = state(recorded_author.place), ("--scratch", folder / "scratch", "--out", folder / "out")
        said = recorded_author.run("affectflow", "verify", "tiny", *options)
        assert before == state(recorded_author.place)
        (folder / "said.txt").write_text(said)

    return made_once("verified", verify)


@pytest.fixture
def reviewer(author, verified, tmp_path):
    """A checkout that was verified before; what is altered now is found without computing all of it again."""
    subprocess.run(["cp", "-a", verified / "scratch", tmp_path / "scratch"], check=True)

    def verify(*options, code, **environment):
        said = author.run(
            "affectflow", "verify", "tiny", "--scratch", str(tmp_path / "scratch"), *options, code=code, **environment
        )
        return said, json.loads((author.place / "verdicts/tiny/verdict.json").read_text())

    author.verify = verify
    return author


def generous(reviewer):
    """A study that grants its numbers nearly everything."""
    study = reviewer.place / "params/studies/tiny.yaml"
    study.write_text(study.read_text() + GENEROUS)


def alter(path: Path, column: str, row: int) -> tuple[float, float]:
    """Make one number of a table one per cent larger, as somebody would who leaves no trace."""
    table = parquet.read_table(path)
    frame = table.to_pandas()
    before = frame.loc[row, column]
    frame.loc[row, column] = before * 1.01
    changed = arrow.Table.from_pandas(frame, schema=table.schema, preserve_index=False)
    parquet.write_table(changed.replace_schema_metadata(table.schema.metadata), path, compression="zstd", version="2.6")
    return before, before * 1.01


def test_everything_is_identical(verified):
    said = (verified / "said.txt").read_text()
    assert "tiny: everything is identical" in said
    document = json.loads((verified / "out/tiny/verdict.json").read_text())
    assert document["verdict"] == "identical"
    assert document["counts"]["files"] == document["counts"]["identical"] > 30
    assert document["counts"]["numbers identical"] > 5_000
    assert set(document["stages"]) == {"ingest", "features", "train", "analyse", "report"}
    assert {PREDICTIONS, CHECKPOINT, "results/datasets/tiny/raw.sha256"} <= set(document["identical"])
    assert [line["what"] for line in document["environment"]] == ["revision"]
    assert [line["outcome"] for line in document["headlines"]] == ["identical"]
    assert not (verified / "scratch/mlflow.db").exists()
    assert "steps, about" in said


def test_one_number_of_a_table_is_named_with_row_column_and_both_values(reviewer):
    generous(reviewer)
    altered, before = alter(reviewer.place / PREDICTIONS, "p_anger", 3)[::-1]
    said, document = reviewer.verify(code=1)
    (file,) = document["different"]
    assert file["path"] == PREDICTIONS
    (cell,) = file["worst"]
    assert cell["place"].startswith("row seed 1, item_id ")
    assert cell["place"].endswith(", column p_anger")
    assert (cell["pulled"], cell["recomputed"]) == (altered, before)
    assert cell["amount"] == pytest.approx(0.01 * before)
    assert "only this file differs" in said
    assert "these are not the bytes that the version in dvc.lock records" in said
    assert document["altered_after_made"] == [PREDICTIONS]
    assert document["first_divergence"] == []


def test_a_number_that_steps_were_made_from_is_told_by_them_too(reviewer):
    generous(reviewer)
    alter(reviewer.place / FEATURES, "neutral_share", 0)
    said, document = reviewer.verify(code=1)
    assert [file["path"] for file in document["different"]] == [FEATURES]
    assert "were made from other bytes of it, so it was altered after it was made" in said
    assert "what was made from it agrees with the recomputed one" in said


def test_one_byte_of_a_checkpoint_is_named(reviewer):
    generous(reviewer)
    content = bytearray((reviewer.place / CHECKPOINT).read_bytes())
    content[-41] ^= 1
    (reviewer.place / CHECKPOINT).write_bytes(content)
    said, document = reviewer.verify(code=1)
    (file,) = document["different"]
    assert (file["path"], file["outcome"], file["offset"]) == (CHECKPOINT, "differs", len(content) - 41)
    assert f"the first different byte is at offset {len(content) - 41:,}" in said


def test_a_missing_file_and_one_that_no_step_makes_are_named(reviewer):
    (reviewer.place / "results/studies/tiny/majority/scores.json").unlink()
    shutil.copytree(reviewer.place / "results/studies/tiny/majority", reviewer.place / "results/studies/tiny/lucky")
    said, document = reviewer.verify(code=1)
    outcomes = {file["path"]: file["outcome"] for file in document["different"]}
    assert outcomes.pop("results/studies/tiny/majority/scores.json") == "only recomputed"
    assert set(outcomes.values()) == {"only pulled"}
    assert all(path.startswith("results/studies/tiny/lucky/") for path in outcomes)
    assert "is missing among the pulled files" in said


def test_a_page_that_was_altered_is_named(reviewer):
    path = reviewer.place / "reports/tiny/summary.json"
    estimate = json.loads(path.read_text())["headlines"][0]["estimate"]
    path.write_text(path.read_text().replace(f'"{estimate}"', '"0.999"'))
    _, document = reviewer.verify(code=1)
    (headline,) = document["headlines"]
    assert headline["outcome"] == "differs"
    assert (headline["pulled"].split(";")[0], headline["recomputed"].split(";")[0]) == ("0.999", estimate)


def test_other_code_names_the_step_that_diverges_first_and_the_tolerance_decides(reviewer):
    reviewer.edit("src/affectflow/train/linear.py", "estimator.fit(scaler(features)", "estimator.fit(1.000000001 * scaler(features)")  # fmt: skip # noqa: E501
    said, document = reviewer.verify(code=1)
    (step,) = document["first_divergence"]
    assert step["rule"] == "model"
    assert PREDICTIONS in step["outputs"]
    assert "first divergence: rule model, " in said
    assert document["altered_after_made"] == []
    assert [line["what"] for line in document["environment"]] == ["revision"]
    generous(reviewer)
    said, document = reviewer.verify(code=0)
    assert document["verdict"] == "within tolerance"
    assert document["counts"]["numbers that differ"] == 0
    assert document["counts"]["numbers within tolerance"] > 100
    assert document["tolerance"]["train"] == {"absolute": 1.0, "relative": 1.0}
    assert "everything holds within the stated tolerance" in said


def test_a_step_that_fails_is_told_and_what_was_made_is_compared(reviewer):
    reviewer.edit("src/affectflow/train/linear.py", "def _fit_fold(", "raise AffectflowErrorr\n\n\ndef _fit_fold(")
    said, document = reviewer.verify(code=2)
    assert "tiny: the recomputation failed" in said
    assert "affectflow, logs/tiny/model-logistic.log: NameError" in said
    assert document["counts"]["identical"] > 20


def test_from_features_without_the_corpus(author, tmp_path):
    shutil.rmtree(author.place / "data/tiny")
    said = author.run("affectflow", "verify", "tiny", code=2)
    assert "affectflow verify tiny --from features" in said
    scratch = tmp_path / "s"
    said = author.run("affectflow", "verify", "tiny", "--from", "features", "--scratch", str(scratch))
    assert "all as dvc.lock records them" in said
    document = json.loads((author.place / "verdicts/tiny/verdict.json").read_text())
    assert document["recomputed_from"] == "features"
    assert set(document["stages"]) == {"train", "analyse", "report"}
    assert FEATURES in document["taken_as_given"]["paths"]
    assert not any(path.startswith("results/datasets/tiny/raw/") for path in document["taken_as_given"]["paths"])


def test_given_features_that_are_not_the_recorded_ones_are_named(author):
    alter(author.place / FEATURES, "neutral_share", 0)
    said = author.run("affectflow", "verify", "tiny", "--from", "features", code=1)
    assert f"these are not as recorded: {FEATURES}" in said


def begun(author, tmp_path):
    """A verification in its middle: some features are made."""
    scratch = tmp_path / "s"
    command = [sys.executable, "-c", "import sys; from affectflow.cli import main; sys.exit(main())"]
    command += ["verify", "tiny", "--scratch", str(scratch)]
    environ = os.environ | {"PYTHONPATH": str(author.place / "src")}
    running = subprocess.Popen(command, cwd=author.place, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while not list(scratch.glob("results/features/tiny/*/shard-*.parquet")):
        assert running.poll() is None
        time.sleep(0.1)
    return running, scratch


def test_a_killed_verification_goes_on_where_it_was(author, tmp_path):
    killed, scratch = begun(author, tmp_path)
    items = scratch / "results/datasets/tiny/items.parquet"
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    made = items.stat().st_mtime_ns
    said = author.run("affectflow", "verify", "tiny", "--scratch", str(scratch))
    assert "Going on to compute tiny again" in said
    assert "tiny: everything is identical" in said
    assert items.stat().st_mtime_ns == made


def test_an_interrupted_verification_leaves_nothing_running_and_says_how_it_goes_on(author, tmp_path):
    running, scratch = begun(author, tmp_path)
    running.send_signal(signal.SIGTERM)
    said = running.communicate()[0].decode()
    assert running.returncode == 2
    assert f"It goes on with: --scratch {scratch}" in said
    group = (scratch / "affectflow-verify.pid").read_text()
    left = subprocess.run(["ps", "-o", "stat=", "-g", group], capture_output=True, text=True).stdout.split()
    assert [state for state in left if not state.startswith("Z")] == []


def test_a_tolerance_is_for_the_reader_of_a_verdict_and_reruns_nothing(author):
    assert author.would_run("tiny") == {}
    generous(author)
    assert author.would_run("tiny") == {}
