"""The generated schema is in sync, and says the same as the language."""

import json

import pytest
import yaml

from affectflow.cli import main
from affectflow.studies import Study, study_schema


def test_the_committed_schema_is_the_generated_one(home):
    assert (home / "params/study.schema.json").read_text(encoding="utf-8") == study_schema()


def test_fix_writes_it_and_check_tells_when_it_differs(home, tmp_path, capsys):
    assert main(["schema", str(tmp_path)]) == 1
    assert "affectflow schema --fix" in capsys.readouterr().err
    assert main(["schema", "--fix", str(tmp_path)]) == 0
    assert main(["schema", str(tmp_path)]) == 0


def test_every_study_matches_the_schema(home):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(study_schema())
    for path in sorted((home / "params/studies").glob("*.yaml")):
        jsonschema.validate(yaml.safe_load(path.read_text()), schema)


def test_plain_data_and_back_is_the_same(home):
    for path in sorted((home / "params/studies").glob("*.yaml")):
        study = Study.load(yaml.safe_load(path.read_text()))
        assert Study.load(study.plain()) == study
