"""What a user is told about a study that is wrong."""

import shutil
import subprocess
import sys

import pytest

from affectflow.errors import StudyError
from affectflow.studies import load_studies
from affectflow.studies.yaml_files import read_folder


@pytest.fixture
def params(home, tmp_path):
    """A copy of the repository's studies and catalogues."""
    return shutil.copytree(home / "params", tmp_path / "params")


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def problems(params):
    with pytest.raises(StudyError) as caught:
        load_studies(params)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  target:", "  targt:", "ingest.targt: found key 'targt'; allowed: dataset, max_quarantined, "
         "perspectives, target, where. Did you mean 'target'?"),
        ("labels: soft", "lables: soft", "train.models.soft_fusion.lables: found key 'lables'"),
        ("kind: group_kfold", "kind: group_kfolds", "train.split.kind: found 'group_kfolds'; allowed: group_kfold, "
         "leave_one_group_out. Did you mean 'group_kfold'?"),
        ("folds: 5", "folds: '5'", "train.split.folds: found '5'; allowed: Input should be a valid integer"),
        ("folds: 5", "folds: 1", "train.split.folds: found 1; allowed: Input should be greater than or equal to 2"),
        ("metrics: [uar", "metrics: [uarr", "train.metrics.0: found 'uarr'; allowed: uar, accuracy"),
        ("rules: [majority", "rules: [majorty", "analyse.aggregation.rules.0: found 'majorty'; allowed: majority, "),
        ("dataset: parlor", "dataset: parlour", "Did you mean 'parlor'?"),
        ("features: [egemaps, face", "features: [egemap, face", "features.0: found 'egemap'; allowed: egemaps, "),
        ("reference: fusion", "reference: fusoin", "analyse.fusion_gain.reference: found 'fusoin'; allowed: audio, "),
        ("    scale: emotion\n    labels", "    labels", "ingest.target.scale: found nothing; allowed: a value"),
        ("    measure: distress", "    kind2: x\n    measure: distress", "analyse.trial.kind2: found key 'kind2'"),
        ("measure: distress", "measure: Distress", "found 'Distress'; allowed: lower case letters, digits"),
        ("report:", "report: 1\nreport:", "key 'report' stands twice"),
        ("report:", "\treport:", "parlor.yaml: line"),
        ("title: ", "titel: ", "Did you mean 'title'?"),
    ],
)  # fmt: skip
def test_each_mistake_is_named(params, old, new, told):
    edit(params / "studies/parlor.yaml", old, new)
    said = "\n".join(problems(params))
    assert "parlor.yaml: " in said
    assert told in said


def test_all_mistakes_of_all_files_are_told_at_once(params):
    edit(params / "studies/parlor.yaml", "  target:", "  targt:")
    edit(params / "studies/parlor.yaml", "dataset: parlor", "dataset: parlour")
    edit(params / "studies/emodb.yaml", "features: [egemaps]", "features: [egemapz]")
    edit(params / "datasets/emodb.yaml", "redistribution: research_only", "redistribution: maybe")
    edit(params / "features/vader.yaml", "modality: text", "modality: words")
    said = "\n".join(problems(params))
    for word in ("targt", "parlour", "egemapz", "maybe", "words"):
        assert f"'{word}'" in said


def test_names_of_files_are_checked(params):
    shutil.copy(params / "studies/parlor.yaml", params / "studies/parlor_twin.yaml")
    shutil.copy(params / "studies/parlor.yaml", params / "studies/report.yaml")
    said = "\n".join(problems(params))
    assert "'parlor_twin'" in said
    assert "'report'" in said


def test_runs_say_which_data_they_use(home):
    catalogue = load_studies(home / "params")
    assert {"emodb", "emodb_twin", "parlor_twin"} <= set(catalogue.runs())
    assert "parlor" not in catalogue.runs()
    assert catalogue.data("parlor_control_twin") == "parlor_twin"


def test_parsing_studies_imports_nothing_heavy(params):
    program = (
        "import sys; from pathlib import Path; from affectflow.studies import load_studies\n"
        f"load_studies(Path({str(params)!r}))\n"
        "print({'pandas', 'numpy', 'torch', 'statsmodels', 'sklearn', 'lightning'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_yes_and_no_are_words_and_true_is_a_truth(tmp_path):
    (tmp_path / "a.yaml").write_text("started: {yes: [yes, on], no: [no, off]}\nopen: true\nfalsely: false\n")
    content = read_folder(tmp_path)["a"].content
    assert content == {"started": {"yes": ["yes", "on"], "no": ["no", "off"]}, "open": True, "falsely": False}
