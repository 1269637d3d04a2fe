"""A study that is frozen once, and how it deviates afterwards."""

import shutil
from datetime import date

import pytest
import yaml

from affectflow.cli import main
from affectflow.errors import StudyError
from affectflow.studies import load_studies
from affectflow.studies.preregistration import deviations, freeze, standings


@pytest.fixture
def params(home, tmp_path):
    return shutil.copytree(home / "params", tmp_path / "params")


@pytest.fixture
def frozen(params, capsys):
    """The folder after `affectflow freeze parlor`."""
    assert main(["freeze", "parlor", str(params)]) == 0
    assert "hash" in capsys.readouterr().out
    return params


def edit(params, old, new, file="studies/parlor.yaml"):
    path = params / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def found(params):
    known = load_studies(params)
    return {d.place: (d.frozen, d.now) for d in deviations(known.preregistrations["parlor"], known.studies["parlor"])}


def told(params):
    with pytest.raises(StudyError) as caught:
        load_studies(params)
    return [str(problem) for problem in caught.value.problems]


def test_a_study_as_it_was_frozen_deviates_nowhere(frozen):
    known = load_studies(frozen)
    assert found(frozen) == {}
    assert set(standings(known.preregistrations["parlor"], known.studies["parlor"]).values()) == {"planned"}


def test_titles_and_texts_are_free(frozen):
    edit(frozen, 'title: "parlor: from raw', 'title: "parlor: by another title, from raw')
    assert found(frozen) == {}


def test_every_deviation_is_listed_with_both_values(frozen):
    edit(frozen, "folds: 5", "folds: 4")
    edit(frozen, "    measure: distress", "    measure: distress\n    robust: HC1")
    edit(frozen, "analyse:\n", "analyse:\n  later:\n    kind: agreement\n    scales: [emotion]\n")
    places = found(frozen)
    assert places["train.split.folds"] == ("5", "4")
    assert places["analyse.trial.robust"] == ("HC3", "HC1")
    assert places["analyse.later"][0] == "nothing"
    assert "agreement" in places["analyse.later"][1]
    assert len(places) == 3
    known = load_studies(frozen)
    standing = standings(known.preregistrations["parlor"], known.studies["parlor"])
    assert (standing["later"], standing["trial"], standing["agreement"]) == ("exploratory", "changed", "planned")


def test_a_reason_belongs_to_a_deviation(frozen):
    edit(frozen, "folds: 5", "folds: 4")
    edit(frozen, "report:\n", 'deviations: {train.split.fold: "too few speakers"}\n\nreport:\n')
    assert any("Did you mean 'train.split.folds'?" in problem for problem in told(frozen))
    edit(frozen, "train.split.fold:", "train.split.folds:")
    assert load_studies(frozen).studies["parlor"].deviations == {"train.split.folds": "too few speakers"}


def test_reasons_without_a_preregistration_are_told(params):
    edit(params, "report:\n", 'deviations: {train.split.folds: "too few speakers"}\n\nreport:\n')
    assert any("deviations.train.split.folds" in problem and "no deviation" in problem for problem in told(params))


def test_an_edited_preregistration_is_found(frozen):
    edit(frozen, "folds: 5", "folds: 6", "preregistrations/parlor.yaml")
    assert any("the hash is not of" in problem for problem in told(frozen))


def test_a_study_is_frozen_once(frozen, capsys):
    assert main(["freeze", "parlor", str(frozen)]) == 1
    assert "frozen already" in capsys.readouterr().err
    assert main(["freeze", "parlour", str(frozen)]) == 1
    assert "Did you mean 'parlor'?" in capsys.readouterr().err


def test_a_preregistration_of_no_study_is_told(frozen):
    (frozen / "preregistrations/parlor.yaml").rename(frozen / "preregistrations/salon.yaml")
    assert any("salon" in problem for problem in told(frozen))


def test_the_same_study_on_the_same_day_has_the_same_hash(home):
    study = load_studies(home / "params").studies["parlor"]
    one, other = (freeze("parlor", study, date(2026, 1, 2)) for _ in range(2))
    assert one == other
    assert one.hash != freeze("parlor", study, date(2026, 1, 3)).hash
    assert yaml.safe_load(yaml.safe_dump(one.plain())) == one.plain()
