"""A study's own text shows what was found, and stops the report where it no longer says it."""

import csv
import json

import pytest
import report_documents as documents

from affectflow.errors import StudyError
from affectflow.report import write_report
from affectflow.report.prose import tell

FOUND = {
    "flow.json": {"groups": 60, "items": 1440, "share": 0.0042, "unit": "speaker_id", "nothing": None, "reason": "why"},
    "a.json": {
        "effect": {"estimate": -5.2691, "low": -7.8, "high": -2.7, "p": 0.0336},
        "lost": {"estimate": None, "low": None, "high": None, "reason": "one speaker"},
    },
}


def told(text, held=True):
    return tell([("report.summary.0", text)], FOUND, "x.yaml", held=held)["report.summary.0"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Of {flow.json#/groups} speakers", "Of 60 speakers"),
        ("{flow.json#/items} items", "1,440 items"),
        ("{a.json#/effect/estimate:.2f}", "−5.27"),
        ("{flow.json#/share:.1%}", "0.4%"),
        ("{a.json#/effect:.1f interval}", "−5.3 [−7.8 to −2.7]"),
        ("({a.json#/effect/p:p})", "(p = 0.034)"),
        ("{a.json#/effect/estimate = -5.27}", "−5.27"),
        ("{a.json#/effect/estimate = −5.3}", "−5.3"),
        ("{flow.json#/items = 1440}", "1,440"),
        ("{flow.json#/share = 0.42%}", "0.42%"),
        ("{= 60} and {= 2 × 2}", "60 and 2 × 2"),
        ("{flow.json#/nothing:.2f}", "undefined: why"),
        ("{a.json#/lost:.2f interval}", "undefined: one speaker"),
    ],
)
def test_results_stand_in_the_text(text, plain):
    assert told(text).plain == plain


def test_each_number_names_its_result_and_words_are_escaped():
    found = told("<b> {flow.json#/groups}")
    assert found.html == '&lt;b&gt; <span class="bound" title="flow.json#/groups">60</span>'
    assert [(n.place, n.shown, n.source, n.typed) for n in found.numbers] == [
        ("report.summary.0", "60", "flow.json#/groups", None)
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{a.json#/effect/estimate = -5.26}", "found '-5.26' for a.json#/effect/estimate; allowed: −5.27, which is the "
         "result now. The number in the text is stale"),
        ("{a.json#/effect/estimate = 5.27}", "allowed: −5.27"),
        ("{flow.json#/groups = 61}", "allowed: 60"),
        ("{flow.json#/nothing = 3}", "allowed: undefined"),
        ("{a.json#/effect/estimate}", "found -5.2691 at a.json#/effect/estimate without a form"),
        ("{a.json#/effect:.2f}", "Did you mean {a.json#/effect/estimate:.2f} or {a.json#/effect:.2f interval}?"),
        ("{flow.json#/unit}", "flow.json#/unit, which is no number"),
        ("{flow.json#/groups:.2f interval}", "which is no interval"),
        ("{flow.json#/group}", "found no 'group'; allowed: groups, "),
        ("{b.json#/x}", "found no result 'b.json' in this run"),
        ("60 speakers", "found the unbound number '60'"),
    ],
)  # fmt: skip
def test_what_no_longer_holds_stops_the_report(text, said):
    with pytest.raises(StudyError) as caught:
        told(text)
    assert said in str(caught.value)
    assert str(caught.value).startswith("x.yaml: report.summary.0: found ")


def test_all_problems_of_all_texts_are_told_at_once():
    with pytest.raises(StudyError) as caught:
        tell([("a", "{flow.json#/groups = 61} of 3"), ("b", "{x.json#/y}")], FOUND, "x.yaml", held=True)
    assert len(caught.value.problems) == 3


def test_where_a_typed_number_is_not_held_the_result_is_shown():
    assert told("{a.json#/effect/estimate = -4.9}", held=False).plain == "−5.3"


def with_summary(*paragraphs):
    study = documents.study()
    study["report"]["summary"] = list(paragraphs)
    study["report"]["title"] = "a trial of {flow.json#/groups}"
    return study


def test_the_page_its_summary_and_its_tables_show_them(tmp_path, results, declared):
    study = with_summary("{flow.json#/groups = 60} speakers", "{fusion/scores.json#/metrics/uar/estimate:.3f}")
    write_report(tmp_path, run="parlor", results=results, **(declared | {"study": study}))
    page = (tmp_path / "index.html").read_text()
    assert "<h1>a trial of 60</h1>" in page
    assert '<span class="bound" title="fusion/scores.json#/metrics/uar/estimate">0.803</span>' in page
    assert json.loads((tmp_path / "summary.json").read_text())["title"] == "a trial of 60"
    rows = list(csv.DictReader((tmp_path / "tables/stated-numbers.csv").open()))
    assert [(row["place"], row["shown"], row["typed"]) for row in rows] == [
        ("report.title", "60", ""), ("report.summary.0", "60", "60"), ("report.summary.1", "0.803", ""),
    ]  # fmt: skip


def test_a_stale_number_writes_nothing_on_real_data_and_gives_way_on_its_twin(tmp_path, results, declared):
    study = declared | {"study": with_summary("{flow.json#/groups = 10} speakers")}
    with pytest.raises(StudyError, match="stale"):
        write_report(tmp_path / "real", run="parlor", results=results, **study)
    assert not (tmp_path / "real").exists()
    write_report(tmp_path / "twin", run="parlor_twin", results=results, **study)
    assert "speakers" in (tmp_path / "twin/index.html").read_text()


def test_without_a_real_corpus_the_twin_is_what_a_typed_number_is_held_against(tmp_path, results, declared):
    only = declared | {"study": with_summary("{flow.json#/groups = 10} speakers")}
    only["dataset"] = declared["dataset"] | {"source": None}
    with pytest.raises(StudyError, match="stale"):
        write_report(tmp_path, run="parlor_twin", results=results, **only)


def test_the_table_of_claims_says_where_a_figure_is_published(reports):
    rows = list(csv.DictReader((reports.real / "tables/claims.csv").open()))
    assert [(row["outcome"], row["source"]) for row in rows] == [
        ("differs", ""), ("reproduced", "Table 2 of the invented paper"),
    ]  # fmt: skip
