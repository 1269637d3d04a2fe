"""A number in a study's own text is bound, held or meant; anything else is named before any work is done."""

import shutil

import pytest

from affectflow.errors import StudyError
from affectflow.studies import load_studies
from affectflow.studies.prose import Binding, Words, parse


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{flow.json#/groups}", Binding("flow.json", "groups")),
        ("{m/scores.json#/metrics/uar/estimate:.3f}", Binding("m/scores.json", "metrics/uar/estimate", ".3f")),
        ("{flow.json#/quarantine_share : .1%}", Binding("flow.json", "quarantine_share", ".1%")),
        ("{a.json#/effect:.2f interval}", Binding("a.json", "effect", ".2f interval")),
        ("{a.json#/effect/p:p}", Binding("a.json", "effect/p", "p")),
        ("{a.json#/excluded/in other treatment}", Binding("a.json", "excluded/in other treatment")),
        ("{a.json#/x = -5.27}", Binding("a.json", "x", "", "-5.27")),
        ("{a.json#/x=1,440}", Binding("a.json", "x", "", "1,440")),
        ("{a.json#/x = 12.5%}", Binding("a.json", "x", "", "12.5%")),
        ("{= 60}", Words("60")),
        ("{= 2 × 2 design}", Words("2 × 2 design")),
    ],
)  # fmt: skip
def test_each_form_is_read(text, part):
    assert parse(text) == ([part], [])


@pytest.mark.parametrize(
    "text",
    [
        "no digit at all",
        "eGeMAPSv02, Emo-DB, all-MiniLM-L6-v2, GPT-4, wav2vec and COVID-19",
        "version v2.1 of a tool",
        "as found before (Burkhardt et al., 2005; Doe, 1999a) and by Doe et al. (2011)",
        "https://example.org/2005/3 and doi:10.21437/Interspeech.2005-446",
        "χ² and R² have no digit that states a result",
    ],
)
def test_what_is_no_number_is_left_alone(text):
    assert parse(text) == ([Words(text)], [])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("of 60 speakers", "60"),
        ("a 5-fold test", "5"),
        ("p=0.03", "0.03"),
        ("an effect of -5.27 points", "-5.27"),
        ("an effect of −5.27 points", "−5.27"),
        ("1,440 items", "1,440"),
        ("3.5% of them", "3.5%"),
        ("the 2nd session", "2nd"),
        ("in the year 2005", "2005"),
        ("(2000)", "2000"),
        ("60 {flow.json#/groups}", "60"),
    ],
)
def test_an_unbound_number_is_found(text, number):
    (fault,) = parse(text)[1]
    assert fault.found.startswith(f"the unbound number '{number}' in ")
    assert f"{{= {number}}}" in fault.hint


@pytest.mark.parametrize("text", ["{groups}", "{=}", "{}", "{a.json#/x:2f}", "{a.json#/x:.2}", "{a.json#/x = five}"])
def test_braces_that_bind_nothing_are_told(text):
    (fault,) = parse(text)[1]
    assert fault.found == f"'{text}'"
    assert "{FILE#/PATH:.2f interval}" in fault.allowed


@pytest.mark.parametrize("text", ["a { brace", "a } brace", "{flow.json#/groups}}"])
def test_a_brace_without_its_pair_is_told(text):
    assert [fault.found.split(" in ")[0] for fault in parse(text)[1]] == ["a brace without its pair"]


@pytest.fixture
def params(home, tmp_path):
    return shutil.copytree(home / "params", tmp_path / "params")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("studies/parlor", "title: \"parlor:", "title: \"parlor 2:", "report.title: found the unbound number '2'"),
        ("studies/parlor", "Does joining", "Do 60, by joining", "report.question: found the unbound number '60'"),
        ("studies/parlor", "participants randomised", "60 participants", "claims.randomised.text: found the unbound"),
        ("studies/parlor", "confusion matrix of each", "the 12 matrices of each",
         "analyse.recovery.checks.confusions.text: found the unbound number '12'"),
        ("studies/parlor", "{flow.json#/items}", "{flows.json#/items}",
         "report.summary.0: found no result 'flows.json'; allowed: analyses/aggregation.json, "),
        ("studies/parlor", "{flow.json#/items}", "{flows.json#/items}", "Did you mean 'flow.json'?"),
        ("studies/parlor", "metrics/uar:.2f interval", "metrics/uarr:.2f interval",
         "found no 'uarr' among 'metrics' of fusion/scores.json; allowed: uar, "),
        ("studies/parlor", "differences/audio/estimate:.2f", "differences/audoi/estimate:.2f", "Did you mean 'audio'?"),
        ("studies/parlor", "post/effects/coaching:.2f", "pots/effects/coaching:.2f", "allowed: post, follow_up."),
        ("studies/parlor", "{flow.json#/items}", "{analyses/aggregation.json#/rules/maze/labelled}",
         "no 'maze' among 'rules' of analyses/aggregation.json"),
        ("studies/parlor", "observed: \"analyses/trial.json#/flow/randomised\"",
         "observed: \"analyses/trail.json#/flow/randomised\"",
         "claims.randomised.observed: found no result 'analyses/trail.json'"),
        ("studies/emodb", "flow.json#/classes/anger", "flow.json#/classes/angr",
         "claims.anger.observed: found no 'angr' among 'classes' of flow.json; allowed: anger, "),
        ("studies/emodb", "\"flow.json#/groups\"", "\"flow.jsn#/groups\"", "Did you mean 'flow.json'?"),
        ("datasets/parlor", "title: parlor, ", "title: 2 parlors, ", "title: found the unbound number '2'"),
        ("datasets/parlor", "title: parlor, ", "title: parlor {flow.json#/groups}, ", "title: found braces"),
        ("features/vader", "title: word", "title: 7520 word", "title: found the unbound number '7520'"),
    ],
)  # fmt: skip
def test_a_study_is_refused_before_any_work(params, file, old, new, told):
    path = params / f"{file}.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(StudyError) as caught:
        load_studies(params)
    assert told in str(caught.value)
    assert f"{file.rpartition('/')[2]}.yaml: " in str(caught.value)


def test_what_only_a_twin_has_is_not_bound_in_a_study_that_runs_on_real_data(params):
    text = (params / "studies/emodb.yaml").read_text()
    recovery = (
        "\n  recovery: {kind: recovery, checks: {x: {planted: a/b, observed: analyses/against_svm.json#/differences/"
        "majority, rule: above, text: x}}}\n\nclaims:"
    )
    text = text.replace("\n\nclaims:", recovery, 1).replace("{flow.json#/items}", "{analyses/recovery.json#/of}")
    (params / "studies/emodb.yaml").write_text(text)
    with pytest.raises(StudyError, match=r"no result 'analyses/recovery\.json'"):
        load_studies(params)


def test_captions_of_the_workflow_state_no_number(home):
    captions = sorted((home / "workflow/report").glob("*.rst"))
    assert captions
    assert {path.name: parse(path.read_text().replace("{{", "").replace("}}", ""))[1] for path in captions} == {
        path.name: [] for path in captions
    }
