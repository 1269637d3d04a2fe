"""What is wrong with a text."""

import pandas as pd
import pytest

from affectflow.ingest.rows.text_items import mojibake


@pytest.mark.parametrize(
    "text",
    [
        "it’s “fine” — really…",
        "CAFÉ», he said",
        "MENÜ“",
        "São Paulo, coração",
        "naïve Ångström",
        "タイヤがパンク",
        "50 € ™",
        "",
    ],
)
def test_genuine_texts_are_left_alone(text):
    assert not mojibake(pd.Series([text])).any()


@pytest.mark.parametrize("page", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", ["it’s", "é", "naïve", "タイ", "…", "😀"])
def test_utf_8_read_by_another_code_page_is_seen(page, text):
    assert mojibake(pd.Series([text.encode().decode(page, errors="replace")])).all()
