"""The section `verify` of a study."""

import shutil

import pytest

from affectflow.errors import StudyError
from affectflow.studies import load_studies
from affectflow.studies.verify import EXACT, STAGES, Tolerance, Verify


def test_a_stage_that_is_not_named_is_exact():
    found = Verify.load({"tolerance": {"train": {"absolute": 0.001}}})
    assert found.of("train") == Tolerance(absolute=0.001)
    assert all(found.of(stage) == EXACT for stage in STAGES if stage != "train")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{tolerance: {trian: {absolute: 1}}}", "Did you mean 'train'?"),
        ("{tolerance: {train: {absolut: 1}}}", "Did you mean 'absolute'?"),
        ("{tolerance: {train: {absolute: -1}}}", "greater than or equal to 0"),
        ("{tolerance: {train: {relative: .inf}}}", "finite"),
        ("{tolerances: {}}", "Did you mean 'tolerance'?"),
    ],
)
def test_mistakes_are_told_in_the_users_words(home, tmp_path, written, told):
    params = shutil.copytree(home / "params", tmp_path / "params")
    study = params / "studies/emodb.yaml"
    study.write_text(study.read_text().split("verify:")[0] + f"verify: {written}\n")
    with pytest.raises(StudyError) as error:
        load_studies(params)
    assert told in str(error.value)
    assert "verify.tolerance" in str(error.value)
