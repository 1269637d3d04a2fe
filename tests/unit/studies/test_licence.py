"""What a licence and a consent may say, and what follows from it."""

import re

import pytest
import yaml

from affectflow.errors import StudyError
from affectflow.ingest.pseudonyms import KINDS
from affectflow.studies import load_studies
from affectflow.studies.catalogue import Dataset, FeatureSet, Identifier
from affectflow.studies.parts import PATTERNS, QUOTES, TABLES, WHOLE, holds
from affectflow.studies.permission import features_forbidden_by, forbidden_by, named_by, withheld
from affectflow.tables import SCHEMAS

BASE = {
    "title": "t",
    "reader": {"kind": "parlor"},
    "licence": {"name": "n", "redistribution": "allowed"},
    "twin": {"kind": "parlor"},
}


def dataset(redistribution="research_only", release=None, consent=None, pseudonymise=()):
    licence = {"name": "n", "redistribution": redistribution, "release": release or {}}
    return Dataset.load(
        BASE | {"licence": licence, "consent": {"release": consent or {}}, "pseudonymise": list(pseudonymise)}
    )


def problems(home, tmp_path, **changes):
    """What is told of a catalogue with one corpus that declares these things."""
    for folder in ("studies", "datasets", "features"):
        (tmp_path / folder).mkdir()
    features = home / "params/features/minilm.yaml"
    (tmp_path / "features/minilm.yaml").write_text(features.read_text())
    (tmp_path / "datasets/clinic.yaml").write_text(yaml.safe_dump(BASE | changes))
    with pytest.raises(StudyError) as error:
        load_studies(tmp_path)
    return [str(problem).removeprefix(str(tmp_path)) for problem in error.value.problems]


def test_the_language_knows_the_columns_of_every_table():
    assert set(TABLES) | {"features"} == set(SCHEMAS)
    for table, named in TABLES.items():
        columns = [
            next(name for name, start in PATTERNS.items() if f"^{start}.+$" == column) if spec.regex else column
            for column, spec in SCHEMAS[table].columns.items()
        ]
        assert columns == list(named), table


def test_what_quotes_is_a_column_and_so_is_what_it_quotes():
    for column, sources in QUOTES.items():
        for table, name in (word.split(".") for word in (column, *sources)):
            assert name in TABLES[table]


def test_every_identifier_of_the_language_has_a_kind_of_pseudonym():
    assert set(Identifier.__args__) == set(KINDS)
    assert len(set(KINDS.values())) == len(KINDS)


def test_columns_of_classes_go_by_one_name():
    assert holds("sample", "share_joy") == "shares"
    assert holds("predictions", "p_joy") == "probabilities"
    assert holds("ratings", "share_joy") == "share_joy"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ({"itmes": False}, r"licence\.release\.itmes: found 'itmes'.*Did you mean 'items'"),
        ({"items": {"transcrip": False}}, r"release\.items\.transcrip: found 'transcrip'.*Did you mean 'transcript'"),
        ({"features": {"minilmm": False}}, r"release\.features\.minilmm.*allowed: minilm.*Did you mean 'minilm'"),
        ({"items": "no"}, r"licence\.release: .*true, false, or columns with true or false for 'items'"),
        ({"items": {"audio": "no"}}, r"licence\.release: .*for 'items'"),
        ({"media": {"audio": False}}, r"licence\.release: .*true or false for 'media'"),
    ],
)
def test_a_statement_about_no_part_is_told(home, tmp_path, statement, told):
    licence = {"name": "n", "redistribution": "allowed", "release": statement}
    (only,) = problems(home, tmp_path, licence=licence)
    assert re.search(told, only), only


def test_consent_and_pseudonyms_are_checked_too(home, tmp_path):
    told = problems(home, tmp_path, consent={"release": {"ratings": {"rater": False}}})
    assert re.search(r"consent\.release\.ratings\.rater.*Did you mean 'rater_id'", told[0])


def test_an_unknown_identifier_is_told_with_the_near_one(home, tmp_path):
    (told,) = problems(home, tmp_path, pseudonymise=["participant"])
    assert "Did you mean 'participant_id'" in told


def test_a_corpus_whose_file_names_hold_the_speaker_cannot_hide_them(home, tmp_path):
    (told,) = problems(home, tmp_path, reader={"kind": "emodb"}, twin={"kind": "emodb"}, pseudonymise=["speaker_id"])
    assert "of emodb nothing can be hidden: the files' names show speaker_id" in told


def test_results_may_leave_under_every_licence_unless_it_says_otherwise():
    for word in ("allowed", "research_only", "forbidden"):
        assert forbidden_by(dataset(word), "results") is None
    assert forbidden_by(dataset(release={"results": False}), "results") == "licence.release.results: false"


def test_research_only_keeps_recordings_words_and_participants():
    assert {part for part, _ in withheld(dataset())} == {
        "media", "items.transcript", "participants", "outcomes", "covariates", "adherence", "responses.asked",
        "responses.text", "quarantine.found",
    }  # fmt: skip


def test_forbidden_keeps_all_but_results():
    kept = {part for part, _ in withheld(dataset("forbidden"))}
    assert kept == {"features", *TABLES, *WHOLE} - {"results"}


def test_allowed_keeps_nothing_that_consent_does_not():
    assert list(withheld(dataset("allowed"))) == []
    assert list(withheld(dataset("allowed", consent={"media": False}))) == [("media", "consent.release.media: false")]


def test_consent_cannot_widen_a_licence():
    assert forbidden_by(dataset(consent={"media": True}), "media") == "licence.redistribution: research_only"


def test_a_pseudonym_may_stand_in_a_result_although_its_table_stays():
    hidden = dataset(pseudonymise=["participant_id"])
    assert forbidden_by(hidden, "participants", "participant_id")
    assert named_by(hidden, "participants", "participant_id") is None
    assert named_by(dataset(), "participants", "participant_id")


def test_values_of_a_feature_set_that_is_no_longer_declared_stay(home):
    assert "is not there" in features_forbidden_by(dataset("allowed"), "gone", None)
    sets = {
        name: FeatureSet.load(yaml.safe_load((home / f"params/features/{name}.yaml").read_text()))
        for name in ("minilm", "vader")
    }
    assert "can be made again" in features_forbidden_by(dataset(), "minilm", sets["minilm"])
    assert features_forbidden_by(dataset(), "vader", sets["vader"]) is None


def test_what_emodb_withholds(home):
    known = load_studies(home / "params").datasets
    assert {part for part, _ in withheld(known["emodb"])} == {
        "media",
        "participants",
        "outcomes",
        "covariates",
        "adherence",
    }
    assert list(withheld(known["parlor"])) == []
