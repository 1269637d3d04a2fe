"""The list of readers in the documentation is in sync, and the examples beside it are ones that the readers take."""

import re

import pytest
import yaml
from pydantic import TypeAdapter

from affectflow.studies import load_studies
from affectflow.studies.corpora_page import with_list
from affectflow.studies.readers import Reader
from affectflow.studies.readers.open_tables import LongTable


def test_the_list_is_the_generated_one(home):
    page = (home / "docs/corpora.md").read_text(encoding="utf-8")
    assert page == with_list(page, load_studies(home / "params").datasets), "run: affectflow schema --fix"


def test_the_examples_are_readers(home):
    page = (home / "docs/corpora.md").read_text(encoding="utf-8")
    examples = [yaml.safe_load(text)["reader"] for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    kinds = [TypeAdapter(Reader).validate_python(example, strict=False).kind for example in examples]
    assert kinds == ["long_table", "trial_tables", "audformat"]


def test_the_example_reads_the_files_that_it_shows(home, tmp_path):
    from affectflow.ingest import read_corpus

    page = (home / "docs/corpora.md").read_text(encoding="utf-8")
    shown = re.search(r"```\n(clip;.*?)```", page, re.DOTALL).group(1)
    (tmp_path / "votes.csv").write_text(shown, encoding="utf-8")
    (tmp_path / "clips.csv").write_text("clip,speaker,said\nc01,s1,oh\n", encoding="utf-8")
    reader = yaml.safe_load(re.search(r"```yaml\n(.*?)```", page, re.DOTALL).group(1))["reader"]
    del reader["items"]["audio"]
    corpus = read_corpus(LongTable.load(reader).plain(), tmp_path)
    assert corpus.quarantine.empty
    assert corpus.ratings["label"].dropna().tolist() == ["joy|surprise", "joy"]
    assert corpus.ratings["value"].dropna().tolist() == [7.5, 6.0]


def test_a_page_without_marks_is_refused():
    with pytest.raises(ValueError, match="a page with the marks"):
        with_list("nothing", {})
