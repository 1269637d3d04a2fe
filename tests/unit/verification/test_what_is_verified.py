"""Which files belong to a run, how the workflow is run again, and what two machines do not have in common."""

import pytest

from affectflow.errors import CorpusError
from affectflow.studies import load_studies
from affectflow.studies.loading import RULES
from affectflow.verification import environment
from affectflow.verification.errors import VerificationError
from affectflow.verification.files import results
from affectflow.verification.planning import plan_of
from affectflow.verification.recomputing import BEFORE_FEATURES, command, estimate, of_runs
from affectflow.verification.records import Record
from affectflow.verification.settings import config_arguments, known_runs, places, shards

OURS = {
    "results/datasets/emodb_twin/items.parquet": "ingest",
    "results/features/emodb_twin/egemaps/shard-0-of-2.parquet": "features",
    "results/studies/emodb_twin/sample.parquet": "train",
    "results/studies/emodb_twin/network/scores.json": "train",
    "results/studies/emodb_twin/responses.parquet": "elicit",
    "results/studies/emodb_twin/analyses/against_svm.json": "analyse",
    "reports/emodb_twin/index.html": "report",
    "reports/emodb_twin/tables/scores.csv": "report",
}
OTHERS = (
    "results/studies/emodb_twin/tracked.json", "results/datasets/emodb/items.parquet",
    "results/features/emodb_twin/minilm/shard-0-of-2.parquet", "reports/emodb_twin/provenance.json",
    "reports/emodb_twin/tables/provenance-files.csv", "reports/emodb_twin/figures/.snakemake_timestamp",
    "reports/index.html", "results/datasets/emodb_twin/raw/wav/a.wav",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(home):
    return load_studies(home / "params")


@pytest.fixture
def checkout(tmp_path):
    for path in (*OURS, *OTHERS):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    return tmp_path


def test_every_file_of_a_run_has_the_stage_that_made_it(catalogue, checkout, tmp_path):
    assert results(catalogue, "emodb_twin", checkout, tmp_path / "empty", start="raw") == OURS


def test_raw_files_of_a_twin_count_where_both_sides_have_them(catalogue, checkout):
    found = results(catalogue, "emodb_twin", checkout, checkout, start="raw")
    assert set(found) - set(OURS) == {"results/datasets/emodb_twin/raw/wav/a.wav"}


def test_what_is_taken_as_given_is_not_compared(catalogue, checkout):
    found = results(catalogue, "emodb_twin", checkout, start="features")
    assert set(found.values()) == {"train", "elicit", "analyse", "report"}


def test_unknown_runs_and_runs_without_results_are_told_at_once(catalogue, checkout):
    assert known_runs(catalogue, ["emodb_twin", "emodb_twin"], checkout) == ("emodb_twin",)
    with pytest.raises(VerificationError) as error:
        known_runs(catalogue, ["parlor", "emodb", "emodb_twim"], checkout)
    told = str(error.value)
    assert "Did you mean 'parlor_twin'?" in told
    assert "results/studies/emodb: found no results to verify" in told
    assert "Did you mean 'emodb_twin'?" in told


def test_an_absent_corpus_names_the_way_without_it(catalogue, tmp_path):
    with pytest.raises(CorpusError, match="affectflow verify emodb --from features"):
        places(catalogue, ["emodb"], {}, {"AFFECTFLOW_EMODB": str(tmp_path / "absent")})


def test_a_corpus_is_found_where_the_workflow_finds_it(catalogue, tmp_path, monkeypatch):
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path)
    whole = {"AFFECTFLOW_EMODB": str(tmp_path / "there")}
    assert places(catalogue, ["emodb", "emodb_twin"], {}, {"AFFECTFLOW_EMODB": "there"}) == whole
    assert places(catalogue, ["emodb"], {"emodb": "there"}, {}) == whole


def test_config_is_laid_over_the_profiles_so_that_none_is_forgotten(tmp_path):
    for name, lines in (("default", "config: [shards=2, devices=1]"), ("slurm", "config: {shards: 8}")):
        (tmp_path / "profiles" / name).mkdir(parents=True)
        (tmp_path / "profiles" / name / "config.yaml").write_text(lines)
    assert config_arguments(tmp_path, "slurm", {"accelerator": "cpu"}) == [
        "--config", "shards=8", "devices=1", "accelerator=cpu",
    ]  # fmt: skip
    assert config_arguments(tmp_path, "slurm", {}) == []


def record(path, *inputs, started=0.0, ended=1.0):
    return Record(path, "r", f"r: {path}", inputs, {}, started, ended)


def test_features_are_cut_as_the_pulled_ones_are():
    pulled = {"reports/a/index.html": record("reports/a/index.html", "q/quarantine-3-of-8.parquet", "q/items.parquet")}
    assert shards(pulled, ["a"]) == "8"
    assert shards(pulled, ["b"]) is None
    pulled["reports/b/index.html"] = record("reports/b/index.html", "q/quarantine-0-of-2.parquet")
    assert shards(pulled, ["a", "b"]) is None


@pytest.fixture
def plan(home):
    def planned(start="raw", **options):
        given = {"profile": "", "cores": None, "config": {}, "environ": {}} | options
        return plan_of(home, ["emodb_twin"], start, **given)

    return planned


@pytest.mark.demo
def test_snakemake_is_asked_for_the_report_and_never_for_mlflow(plan, tmp_path):
    said = command(plan(cores=3), tmp_path)
    assert said[-2:] == ["--", "reports/emodb_twin/index.html"]
    assert said[said.index("--cores") + 1] == "3"
    assert "--allowed-rules" not in said


@pytest.mark.demo
def test_from_features_no_earlier_rule_is_allowed(plan, tmp_path):
    said = command(plan("features"), tmp_path)
    assert said[said.index("--allowed-rules") + 1 : said.index("--")] == sorted(RULES - BEFORE_FEATURES)
    assert BEFORE_FEATURES < RULES


@pytest.mark.demo
def test_a_profile_of_the_checkout_goes_by_its_name(plan, tmp_path):
    (tmp_path / "profiles/slurm").mkdir(parents=True)
    assert "profiles/slurm" in command(plan(profile="slurm"), tmp_path)
    assert "elsewhere" in command(plan(profile="elsewhere"), tmp_path)


@pytest.mark.demo
def test_the_estimate_weighs_only_what_is_computed(plan):
    made = [
        record("results/features/emodb_twin/egemaps/shard-0-of-1.parquet", started=0, ended=60),
        record("results/studies/emodb_twin/network/scores.json", started=60, ended=70),
        record("results/studies/emodb_twin/tracked.json", started=70, ended=100),
        record("results/studies/parlor_twin/fusion/scores.json", started=0, ended=100),
    ]
    pulled = {one.path: one for one in made}
    assert sum(estimate(plan(), pulled).expected.values()) == 70
    assert sum(estimate(plan("features"), pulled).expected.values()) == 10
    assert set(of_runs(plan("features"), pulled)) == {"results/studies/emodb_twin/network/scores.json"}


VERSIONS = {"python": "3.11.7", "numpy": "2"}
HERE = {"revision": "abc", "dirty": False, "versions": VERSIONS, "machine": {"processor": "A"}}


def test_what_two_machines_do_not_have_in_common():
    there = HERE | {"dirty": True, "versions": VERSIONS | {"numpy": "3"}, "machine": {"processor": "B"}}
    told = {one["what"]: (one["pulled"], one["recomputed"]) for one in environment.differences(HERE, there)}
    assert told == {"revision": ("abc", "abc, with changes"), "package numpy": ("2", "3"), "processor": ("A", "B")}
    assert environment.differences(HERE, HERE | {"files": {"x": "y"}}) == []


def test_the_same_arithmetic_is_the_same_packages_on_the_same_kind_of_machine():
    assert environment.same_arithmetic(HERE, HERE | {"revision": "def"})
    assert not environment.same_arithmetic(HERE, HERE | {"machine": {"processor": "B"}})
    assert environment.same_arithmetic({}, HERE)
