"""A run leaves as a research object that its profiles accept, and as a zip that explains itself."""

import hashlib
import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager

import pytest

from affectflow.cli import main
from affectflow.crate import ExportError, export

from . import crates, tiny
from .conftest import Copy

CITATION = """
license: MIT
version: 0.1.0
repository-code: https://example.org/affectflow
authors:
  - {name: an invented group, website: "https://example.org/"}
"""
NOT_MET = {
    # The validator asks it of files in the crate too, which by RO-Crate have relative identifiers.
    "RECOMMENDED: The SoftwareApplication id SHOULD be an absolute URI",
    # Nobody is named whom CITATION.cff does not name, and it names no publisher.
    "RECOMMENDED: The `publisher` property of a `Root Data Entity` SHOULD be an `Organization`",
}


@contextmanager
def own_library(copy):
    """Let the workflow that an export plans read the copy's library, as `Copy.snakemake` does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(copy.place / "src"))
        yield


def make(home, place):
    """Run the small study in a copy; what people said in its corpus may not leave."""
    copy = Copy.of(home, place)
    for name in ("LICENSE", "Makefile", "requirements.lock"):
        shutil.copy2(home / name, copy.place / name)
    (copy.place / "CITATION.cff").write_text(CITATION)
    tiny.make(copy.place)
    terms = "redistribution: allowed, release: {items: {transcript: false}}"
    copy.edit("params/datasets/tiny.yaml", "redistribution: allowed", terms)
    done = copy.snakemake("reports/tiny/index.html")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def made(home, made_once):
    """The copy, never changed."""
    copy = Copy(made_once("made-for-export", lambda place: make(home, place)))
    with own_library(copy):
        yield copy


@pytest.fixture(scope="module")
def exported(made, tmp_path_factory):
    return export(made.place, "tiny", tmp_path_factory.mktemp("exports"))


@pytest.mark.slow
class TestExport:
    def test_the_crate_conforms_to_all_its_profiles(self, exported, tmp_path):
        assert crates.issues(exported.crate, tmp_path / "cache") <= NOT_MET

    def test_every_file_has_a_true_hash_and_every_entity_is_there(self, exported):
        known = crates.entities(exported.crate)
        assert crates.untrue_hashes(exported.crate) == []
        for entity in known.values():
            for value in entity.values():
                lost = {name for name in crates.references(value) if not name.startswith("https://")} - set(known)
                assert lost == set(), entity["@id"]

    def test_each_job_is_an_action_with_what_it_read_and_made(self, exported):
        known = crates.entities(exported.crate)
        model = known["#job/model/results/studies/tiny/logistic/checkpoint.safetensors"]
        assert {"@id": "results/studies/tiny/sample.parquet"} in model["object"]
        assert {"@id": "results/studies/tiny/logistic/scores.json"} in model["result"]
        assert model["instrument"] == {"@id": "workflow/scripts/model.py"}
        assert known["#run"]["startTime"] <= model["startTime"] < model["endTime"] <= known["#run"]["endTime"]
        analysis = known["#job/analysis/results/studies/tiny/analyses/agreement.json"]
        assert analysis["instrument"] == {"@id": "workflow/scripts/agreement.py"}

    def test_a_second_export_is_the_same_bytes(self, made, exported, tmp_path):
        again = export(made.place, "tiny", tmp_path)
        assert again.crate.read_bytes() == exported.crate.read_bytes()
        assert again.journal.read_bytes() == exported.journal.read_bytes()

    def test_the_journal_zip_holds_what_its_sums_say(self, exported, tmp_path):
        shutil.unpack_archive(exported.journal, tmp_path)
        lines = (tmp_path / "tiny/SHA256SUMS").read_text().splitlines()
        told = {name: digest for digest, name in (line.split("  ") for line in lines)}
        there = [path for path in (tmp_path / "tiny").rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
        found = {str(p.relative_to(tmp_path / "tiny")): hashlib.sha256(p.read_bytes()).hexdigest() for p in there}
        assert told == found
        assert {"report/index.html", "report/tables/scores.csv", "study/studies/tiny.yaml", "results/flow.json",
                "results/analyses/agreement.json", "CITATION.cff", "LICENSE", "README.txt"} <= set(found)  # fmt: skip

    def test_neither_archive_has_raw_files(self, exported):
        for archive in (exported.crate, exported.journal):
            with zipfile.ZipFile(archive) as opened:
                assert [name for name in opened.namelist() if name.endswith((".wav", ".avi", ".mp4"))] == []

    def test_what_may_not_leave_is_in_neither_archive_and_named_in_both(self, made, exported):
        items = "results/datasets/tiny/items.parquet"
        known = crates.entities(exported.crate)
        told = known[f"#withheld/{items}"]
        assert told["sha256"] == hashlib.sha256((made.place / items).read_bytes()).hexdigest()
        assert "items.transcript: false" in told["conditionsOfAccess"]
        ingest = next(entity for entity in known.values() if entity["@id"].startswith("#job/ingest/"))
        assert {"@id": f"#withheld/{items}"} in ingest["result"]
        for archive, page in ((exported.crate, "README.md"), (exported.journal, "tiny/README.txt")):
            with zipfile.ZipFile(archive) as opened:
                assert [name for name in opened.namelist() if name.endswith("items.parquet")] == []
                assert f"`{items}`, SHA-256 {told['sha256']}" in opened.read(page).decode()

    def test_the_command_says_what_it_withheld_and_where_the_archives_are(self, made, tmp_path, monkeypatch, capsys):
        monkeypatch.chdir(made.place)
        assert main(["export", "tiny", "--out", str(tmp_path)]) == 0
        said = capsys.readouterr().out
        assert "Withheld: results/datasets/tiny/items.parquet: column 'transcript': " in said
        assert {path.name for path in tmp_path.iterdir()} == {"tiny-crate.zip", "tiny-journal.zip"}
        assert str(tmp_path / "tiny-crate.zip") in said

    def test_the_workflow_in_the_crate_is_whole(self, exported, tmp_path):
        shutil.unpack_archive(exported.crate, tmp_path)
        shutil.rmtree(tmp_path / "results")
        tiny.make(tmp_path)
        command = [sys.executable, "-m", "snakemake", "--cores", "1", "--dry-run", "reports/tiny/index.html"]
        environ = {"PYTHONPATH": "src", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
        done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def test_a_run_that_is_out_of_date_names_its_jobs(self, made, tmp_path):
        older = Copy(tmp_path / "older")
        subprocess.run(["cp", "-a", made.place, older.place], check=True)
        older.edit("params/studies/tiny.yaml", "kind: linear,", "kind: linear, c: 0.5,")
        with own_library(older), pytest.raises(ExportError) as caught:
            export(older.place, "tiny", tmp_path / "out")
        said = str(caught.value)
        assert "results/studies/tiny/logistic/predictions.parquet" in said
        assert "job 'model': found Params have changed since last execution" in said
        assert "snakemake --cores all tiny" in said
        assert "majority" not in said
        assert not list(tmp_path.glob("out/*"))


def test_an_unknown_run_and_an_absent_one_are_told(home, copy, monkeypatch, capsys):
    monkeypatch.chdir(copy.place)
    assert main(["export", "parlour_twin"]) == 1
    assert "Did you mean 'parlor_twin'?" in capsys.readouterr().err
    assert main(["export", "parlor_twin"]) == 1
    assert "reports/parlor_twin/index.html: found no such file" in capsys.readouterr().err


@pytest.mark.demo
@pytest.mark.slow
def test_the_demo_is_a_crate_of_its_profiles_and_says_that_it_is_synthetic(home, demo, tmp_path):
    for name in ("LICENSE", "Makefile", "requirements.lock"):
        shutil.copy2(home / name, demo.place / name)
    (demo.place / "CITATION.cff").write_text(CITATION)
    with own_library(demo):
        done = [export(demo.place, "parlor_twin", tmp_path / name) for name in ("1", "2")]
    assert done[0].crate.read_bytes() == done[1].crate.read_bytes()
    assert done[0].contents.withheld == {}
    assert crates.issues(done[0].crate, tmp_path / "cache") <= NOT_MET
    assert crates.untrue_hashes(done[0].crate) == []
    root = crates.entities(done[0].crate)["./"]
    assert "SYNTHETIC" in root["name"]
    assert "SYNTHETIC" in root["description"]
    with zipfile.ZipFile(done[0].journal) as opened:
        assert "SYNTHETIC" in opened.read("parlor_twin/README.txt").decode().splitlines()[0]
