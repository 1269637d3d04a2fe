"""The command line's words and exit codes."""

import shutil

from affectflow.cli import main


def test_check_counts_what_is_well_formed(home, capsys):
    assert main(["check", str(home / "params")]) == 0
    assert "are well formed" in capsys.readouterr().out


def test_check_tells_problems_and_fails(home, tmp_path, capsys):
    params = shutil.copytree(home / "params", tmp_path / "params")
    study = params / "studies/emodb.yaml"
    study.write_text(study.read_text().replace("dataset: emodb", "dataset: emodbb"))
    assert main(["check", str(params)]) == 1
    assert "Did you mean 'emodb'?" in capsys.readouterr().err


def test_check_of_a_folder_that_holds_no_studies(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 1
    assert "no folder 'studies'" in capsys.readouterr().err
