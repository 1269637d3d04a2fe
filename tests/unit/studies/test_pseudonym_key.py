"""The key of pseudonyms: where it lies, who can read it, and what is known where it is absent."""

import json
import stat

import pytest

from affectflow.studies import declared_pseudonyms, key_place
from affectflow.studies.catalogue import Dataset
from affectflow.studies.pseudonym_key import PUBLIC, KeyFileError, fingerprint, key_of, make_key, read_key

HIDDEN = Dataset.load(
    {"title": "t", "reader": {"kind": "parlor"}, "licence": {"name": "n", "redistribution": "allowed"},
     "pseudonymise": ["rater_id", "participant_id"], "twin": {"kind": "parlor"}}
)  # fmt: skip


@pytest.fixture
def place(tmp_path):
    return tmp_path / "private/pseudonym.key"


def test_a_new_key_is_random_and_its_owners_alone(place, tmp_path):
    made = make_key(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert fingerprint(read_key(place)) == made != make_key(tmp_path / "other")
    assert made.encode() not in place.read_bytes()


def test_a_key_is_never_overwritten(place):
    make_key(place)
    before = place.read_bytes()
    with pytest.raises(KeyFileError, match="cannot be made again"):
        make_key(place)
    assert place.read_bytes() == before


def test_a_key_that_others_can_read_is_refused_with_the_remedy(place):
    make_key(place)
    place.chmod(0o640)
    with pytest.raises(KeyFileError, match=r"permissions 640.*chmod 600"):
        read_key(place)


def test_a_short_key_and_an_absent_one_are_refused(place):
    with pytest.raises(KeyFileError, match=r"no such file.*affectflow key"):
        read_key(place)
    place.parent.mkdir()
    place.write_text("short\n")
    place.chmod(0o600)
    with pytest.raises(KeyFileError, match="5 characters"):
        read_key(place)


def test_the_variable_says_where_the_key_lies():
    assert str(key_place({})) == ".affectflow/pseudonym.key"
    assert str(key_place({"AFFECTFLOW_PSEUDONYM_KEY": "/a/key"})) == "/a/key"


def test_a_twins_key_is_public_and_needs_no_file(place, tmp_path):
    declared = declared_pseudonyms("clinic_twin", HIDDEN, place, tmp_path / "record")
    assert declared == {"columns": ["participant_id", "rater_id"], "key": fingerprint(PUBLIC)}
    assert key_of(declared["key"], place) == PUBLIC


def test_where_the_key_is_absent_the_record_beside_the_results_counts(place, tmp_path):
    record = tmp_path / "pseudonyms.json"
    with pytest.raises(KeyFileError, match="no such file"):
        declared_pseudonyms("clinic", HIDDEN, place, record)
    record.write_text(json.dumps({"key": "0123456789abcdef"}))
    assert declared_pseudonyms("clinic", HIDDEN, place, record)["key"] == "0123456789abcdef"
    made = make_key(place)
    assert declared_pseudonyms("clinic", HIDDEN, place, record)["key"] == made


def test_a_record_of_a_corpus_that_was_not_hidden_is_no_key(place, tmp_path):
    record = tmp_path / "pseudonyms.json"
    record.write_text(json.dumps({"key": None}))
    with pytest.raises(KeyFileError):
        declared_pseudonyms("clinic", HIDDEN, place, record)


def test_a_job_refuses_another_key_than_the_one_that_was_planned_with(place):
    make_key(place)
    with pytest.raises(KeyFileError, match="the key 0123456789abcdef"):
        key_of("0123456789abcdef", place)


def test_a_corpus_that_hides_nothing_needs_no_key(place, tmp_path):
    plain = HIDDEN.model_copy(update={"pseudonymise": ()})
    assert declared_pseudonyms("clinic", plain, place, tmp_path / "record") == {}
