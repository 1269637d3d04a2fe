"""After the demo: one change, and exactly what must run again."""

import os
import time

import pytest

pytestmark = pytest.mark.demo


def test_a_second_run_has_nothing_to_do(demo):
    assert demo.would_run() == {}


def test_a_title_reruns_the_report_only(demo):
    demo.edit("params/studies/parlor.yaml", 'title: "parlor: from', 'title: "parlor: all the way from')
    assert demo.would_run() == {"report": 1, "index": 1}


def test_a_comment_or_a_docstring_reruns_nothing(demo):
    for file in (
        "src/affectflow/tables/disk.py",
        "src/affectflow/analyse/trial/__init__.py",
        "src/affectflow/errors.py",
    ):
        demo.edit(file, '"""', '# A comment.\n"""Another first word. ')
    demo.edit("params/studies/parlor.yaml", "# The demo", "# A comment on the demo")
    assert demo.would_run() == {}


def test_a_checkout_that_touches_scripts_reruns_nothing(demo):
    now = time.time()
    for path in (demo.place / "workflow").rglob("*.*"):
        os.utime(path, (now, now))
    assert demo.would_run() == {}


def test_a_library_function_reruns_its_step_and_what_follows(demo):
    path = demo.place / "src/affectflow/analyse/trial/__init__.py"
    path.write_text(path.read_text() + "\nEDITED = 1\n")
    ran = demo.would_run("parlor_twin")
    assert (ran["analysis"], ran["report"]) == (2, 1)
    assert not {"twin", "ingest", "features", "model"} & set(ran)


def test_a_feature_extractor_reruns_its_shards_and_what_follows(demo):
    path = demo.place / "src/affectflow/features/affect_lexicon.py"
    path.write_text(path.read_text() + "\nEDITED = 1\n")
    ran = demo.would_run("parlor_twin")
    assert ran["features"] == 2
    assert ran["sample"] == 1
    assert "ingest" not in ran
    assert "twin" not in ran


def test_a_model_parameter_reruns_that_model_and_what_follows(demo):
    demo.edit("params/studies/parlor.yaml", "audio: {kind: network, features: [egemaps]}",
              "audio: {kind: network, features: [egemaps], epochs: 3}")  # fmt: skip
    ran = demo.would_run("parlor_twin")
    assert ran["model"] == 1
    assert ran["analysis"] == 2
    assert "features" not in ran
    assert "sample" not in ran


def test_the_place_to_run_reruns_nothing(demo):
    demo.edit("profiles/default/config.yaml", "keep-going: true", "keep-going: false")
    assert demo.would_run("--config", "precision=64-true", "accelerator=cpu") == {}
