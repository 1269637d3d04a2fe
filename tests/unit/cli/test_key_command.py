"""`affectflow key` makes a key once, and never prints it."""

from affectflow.cli import main


def test_a_key_is_made_once_and_not_printed(tmp_path, monkeypatch, capsys):
    place = tmp_path / "private/pseudonym.key"
    monkeypatch.setenv("AFFECTFLOW_PSEUDONYM_KEY", str(place))
    assert main(["key"]) == 0
    said = capsys.readouterr().out
    key = place.read_text().strip()
    assert str(place) in said
    assert key not in said
    assert main(["key"]) == 1
    assert "cannot be made again" in capsys.readouterr().err
    assert place.read_text().strip() == key
