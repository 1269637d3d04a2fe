"""Where a corpus lies, and what is said when it is not there."""

import pytest

from affectflow.errors import CorpusError, StudyError
from affectflow.studies import load_studies, machine_of, place_of, raw_files


@pytest.fixture
def emodb(home):
    """Catalogue entry of Emo-DB."""
    return load_studies(home / "params").datasets["emodb"]


def test_config_comes_before_environment_and_environment_before_yaml(emodb, tmp_path):
    for name in ("config", "environment"):
        (tmp_path / name).mkdir()
    config, environ = {"emodb": str(tmp_path / "config")}, {"AFFECTFLOW_EMODB": str(tmp_path / "environment")}
    assert place_of("emodb", emodb, config, environ).name == "config"
    assert place_of("emodb", emodb, {}, environ).name == "environment"


def test_an_absent_corpus_is_one_line_with_where_to_get_it(emodb, tmp_path):
    with pytest.raises(CorpusError) as caught:
        place_of("emodb", emodb, {"emodb": str(tmp_path / "nowhere")}, {})
    said = str(caught.value)
    assert "\n" not in said
    for part in ("nowhere", "AFFECTFLOW_EMODB", "--config emodb=PATH", "emodb.bilderbar.info", "licence", "MB"):
        assert part in said


def test_raw_files_are_those_of_the_patterns(emodb, tmp_path):
    (tmp_path / "wav").mkdir()
    for name in ("wav/03a01Wa.wav", "erkennung.txt", "notes.doc"):
        (tmp_path / name).touch()
    found = raw_files(tmp_path, emodb.source.files)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["erkennung.txt", "wav/03a01Wa.wav"]


def test_a_misspelt_config_key_is_named(emodb):
    with pytest.raises(StudyError, match="Did you mean 'accelerator'"):
        machine_of({"acelerator": "cpu"}, ["emodb"])
    with pytest.raises(StudyError, match="accelerator: found 'tpu'"):
        machine_of({"accelerator": "tpu"}, ["emodb"])
    assert machine_of({"emodb": "/somewhere", "shards": 4}, ["emodb"]).shards == 4
