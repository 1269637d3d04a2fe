"""Snakemake's records, read as it writes them, and what follows from them."""

import json

from affectflow.record_names import RECORDS, record_name
from affectflow.verification.graph import Graph
from affectflow.verification.records import Record, jobs, maker, read_records, span


def record(path, rule="r", inputs=(), started=0.0, ended=1.0, log=None):
    return Record(path, rule, f"{rule}: {log or path}", tuple(inputs), {}, started, ended)


def write(home, path, **told):
    file = home / RECORDS / record_name(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    plain = {"rule": "model", "input": ["a"], "log": ["l"], "starttime": 1.0, "endtime": 3.5, "incomplete": False}
    file.write_text(json.dumps(plain | told))


def test_names_are_those_that_snakemake_gives(tmp_path):
    from snakemake.persistence.file import FilePersistence

    namer = FilePersistence.__new__(FilePersistence)
    namer._max_len = None
    for path in ("reports/x/index.html", "results/" + "long/" * 80 + "é.parquet"):
        assert str(tmp_path / record_name(path)) == namer._record_path(str(tmp_path), path)


def test_records_are_read_back_also_under_long_names(tmp_path):
    long = "results/" + "long/" * 80 + "x.parquet"
    write(tmp_path, long)
    write(tmp_path, "short.json", input_checksums={"a": "sha256:ab"})
    found = read_records(tmp_path)
    assert set(found) == {long, "short.json"}
    assert found["short.json"].checksums == {"a": "ab"}
    assert jobs(found.values()) == {"model: l": 2.5}


def test_an_output_that_is_not_finished_has_no_record(tmp_path):
    write(tmp_path, "x.json", incomplete=True)
    (tmp_path / RECORDS / "torn").write_text('{"rule": "mo')
    assert read_records(tmp_path) == {}


def test_a_folder_without_records(tmp_path):
    assert read_records(tmp_path) == {}
    assert span([]) == 0


def test_a_file_in_a_folder_that_a_job_made_has_the_folders_record():
    records = {"reports/x/figures": record("reports/x/figures")}
    assert maker("reports/x/figures/a.svg", records).path == "reports/x/figures"
    assert maker("reports/x/index.html", records) is None


def chain():
    made = [
        record("items", "ingest", ["raw"], started=1),
        record("features", "features", ["items"], started=2),
        record("model", "model", ["features"], started=3, log="m"),
        record("weights", "model", ["features"], started=3, log="m"),
        record("trial", "analysis", ["items"], started=2.5),
        record("page", "report", ["model", "trial"], started=4),
    ]
    return Graph([one.path for one in made], {one.path: one for one in made})


def test_the_first_divergence_is_where_inputs_are_still_the_same():
    other = {"features", "model", "weights", "page"}
    (step,) = chain().divergences({"items", "trial"}, other)
    assert (step.rule, step.outputs) == ("features", ("features",))


def test_two_steps_may_diverge_by_themselves_in_the_order_in_which_they_ran():
    steps = chain().divergences({"items", "features"}, {"model", "weights", "trial", "page"})
    assert [(step.rule, step.outputs) for step in steps] == [("analysis", ("trial",)), ("model", ("model", "weights"))]


def test_what_follows_from_a_file_and_what_lies_beside_it():
    graph = chain()
    assert graph.after("items") == {"features", "model", "weights", "trial", "page"}
    assert graph.beside("model") == {"weights"}
    assert graph.after("weights") == set()
    assert graph.rule("a stranger") == ""
