"""What `affectflow verify` says before it computes anything."""

import pytest

from affectflow.cli import main


def test_help_tells_the_exit_codes(capsys):
    with pytest.raises(SystemExit):
        main(["verify", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert (
        "0 everything is identical or within tolerance; 1 something differs; 2 it could not be computed again" in said
    )


def test_what_cannot_be_computed_is_no_verdict(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["verify", "parlor_twin"]) == 2
    assert "the root of a checkout as working directory" in capsys.readouterr().err


def test_a_setting_without_a_value_is_refused(capsys):
    with pytest.raises(SystemExit) as error:
        main(["verify", "parlor_twin", "--config", "shards"])
    assert error.value.code == 2
    assert "allowed: KEY=VALUE" in capsys.readouterr().err
