"""A step's version moves with its code and stands still for comments."""

import shutil

import pytest

from affectflow.studies import Outlines, code


@pytest.fixture
def copied(home, tmp_path, monkeypatch):
    """A copy of the package and scripts that may be edited."""
    shutil.copytree(home / "src/affectflow", tmp_path / "affectflow", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(home / "workflow/scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(code, "SOURCE", tmp_path / "affectflow")
    return tmp_path


def version(copied, script, *modules):
    outlines = Outlines(copied / "outlines.json")
    return code.code_version(copied / "scripts" / script, *modules, outlines=outlines)


def append(path, text):
    path.write_text(path.read_text() + text)


def test_comments_and_docstrings_do_not_count(copied):
    before = version(copied, "trial.py")
    path = copied / "affectflow/analyse/trial/__init__.py"
    path.write_text("# a comment\n" + path.read_text().replace('"""', '"""Another word. ', 1))
    assert version(copied, "trial.py") == before


@pytest.mark.parametrize("module", ["analyse/trial/__init__.py", "statistics/ancova.py", "tables/disk.py", "errors.py"])
def test_an_edit_counts_however_deep(copied, module):
    before = version(copied, "trial.py")
    append(copied / "affectflow" / module, "\nEDITED = 1\n")
    assert version(copied, "trial.py") != before


def test_an_edit_elsewhere_does_not_count(copied):
    before = version(copied, "trial.py")
    append(copied / "affectflow/features/opensmile.py", "\nEDITED = 1\n")
    append(copied / "affectflow/tracking/mirror.py", "\nEDITED = 1\n")
    append(copied / "affectflow/studies/train.py", "\nEDITED = 1\n")
    assert version(copied, "trial.py") == before


def test_a_part_that_is_loaded_by_name_counts(copied):
    before = version(copied, "features.py", "features.opensmile")
    other = version(copied, "features.py", "features.affect_lexicon")
    append(copied / "affectflow/features/opensmile.py", "\nEDITED = 1\n")
    assert version(copied, "features.py", "features.opensmile") != before
    assert version(copied, "features.py", "features.affect_lexicon") == other


def test_a_template_counts_for_the_report_only(copied):
    before, other = version(copied, "report.py"), version(copied, "trial.py")
    append(next((copied / "affectflow/report/templates").glob("*")), "<!-- edited -->")
    assert version(copied, "report.py") != before
    assert version(copied, "trial.py") == other


def test_the_script_itself_counts(copied):
    before = version(copied, "trial.py")
    append(copied / "scripts/trial.py", "\nEDITED = 1\n")
    assert version(copied, "trial.py") != before


def test_what_is_remembered_is_what_is_read(copied):
    fresh = version(copied, "report.py")
    assert (copied / "outlines.json").is_file()
    assert version(copied, "report.py") == fresh
    (copied / "outlines.json").unlink()
    assert version(copied, "report.py") == fresh
