"""Which expressions are characteristic: tokens, counts by items, and the document."""

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.expressions import expressions
from affectflow.analyse.expressions.counts import expressions_of, groups_that_hold, key_of, tabulate
from affectflow.errors import StudyError
from affectflow.statistics.expressions import ZERO_CELL, Tables, fisher_exact

SPEC = {"kind": "expressions", "label": "hidden", "at_least": 3, "longest": 2}


def test_words_are_folded_and_do_not_cross_punctuation():
    found = expressions_of("It’s FINE, by the_way", "words", 2)
    assert found == {"it's", "fine", "it's fine", "by", "the", "way", "by the"}


def test_characters_serve_scripts_without_blanks():
    assert expressions_of("ｶﾞ。猫だ", "characters", 2) == {"ガ", "猫", "だ", "猫だ"}


def test_an_item_counts_once_however_often_it_says_so():
    names, tables = tabulate(["no no no", "no", "yes"], np.array([True, False, False]), "words", 1, 1)
    assert names == ["no", "yes"]
    assert [tables.inside.tolist(), tables.outside.tolist()] == [[1, 0], [1, 1]]
    assert groups_that_hold({"no"}, ["no", "no", "yes"], ["a", "a", "b"], "words", 1) == {"no": 1}


@pytest.mark.parametrize(
    ("tokens", "texts"), [("words", ["a b c", "a b c d", "c"]), ("characters", ["abc", "abcd", "c"])]
)
def test_an_expression_that_occurs_only_within_a_longer_one_is_left_to_it(tokens, texts):
    names, _ = tabulate(texts, np.array([True, False, False]), tokens, 3, 2)
    assert [name.replace(" ", "") for name in names] == ["abc", "c"]


def test_keys_are_words_joined():
    assert key_of("By the WAY") == "by_the_way"


@pytest.fixture
def corpus():
    """40 items of 8 speakers; a quarter is hidden and says `fine then`, all say `today`, one says nothing."""
    hidden = [n % 4 == 0 for n in range(40)]
    said = ["Fine then, today." if one else ("Today!" if n % 2 else "Today, fine.") for n, one in enumerate(hidden)]
    ids = [f"i{n:02d}" for n in range(40)]
    items = pd.DataFrame({"item_id": ids, "transcript": said}).astype("str")
    items.loc[39, "transcript"] = None
    groups = [f"s{n % 8}" for n in range(40)]
    labels = ["hidden" if one else "other" for one in hidden]
    sample = pd.DataFrame({"item_id": ids, "group": groups, "label": labels, "fold": 0})
    return items, sample


def test_the_document_tells_each_expression_with_its_test(corpus):
    found = expressions(*corpus, {}, spec=SPEC)
    assert [found[k] for k in ("items_inside", "items_outside", "items_without_text")] == [10, 29, 1]
    assert sorted(found["expressions"]) == ["fine", "fine_then", "today"]
    then = found["expressions"]["fine_then"]
    assert [then["inside"], then["outside"], then["groups"], then["characteristic"]] == [10, 0, 2, True]
    assert then["p"] == pytest.approx(fisher_exact(Tables(np.array([10]), np.array([0]), 10, 29))[0])
    assert then["adjusted_p"] == pytest.approx(then["p"] * 3)
    assert then["log_odds_ratio"]["reason"] == ZERO_CELL
    assert then["difference"]["estimate"] == 1.0
    assert found["expressions"]["today"]["p"] == 1.0
    assert found["characteristic"] == found["of_the_class"] == 2


def test_listed_are_the_least_p_and_those_that_are_named(corpus):
    found = expressions(*corpus, {}, spec=SPEC | {"listed": 1, "named": ["Today", "never said"]})
    assert list(found["expressions"]) == ["fine_then", "today"]
    assert found["not_tested"] == ["never_said"]
    assert found["tested"] == 3


def test_a_models_decision_is_what_most_of_its_seeds_say(corpus):
    items, sample = corpus
    seeds = [
        sample.assign(seed=seed, predicted=np.where(np.arange(40) < 10 * seed, "hidden", "other")) for seed in (1, 2, 3)
    ]
    found = expressions(items, sample, {"detector": pd.concat(seeds)}, spec=SPEC | {"model": "detector"})
    assert found["by"] == "detector"
    assert found["items_inside"] == 20


def test_the_order_of_items_does_not_matter(corpus):
    items, sample = corpus
    again = expressions(items.sample(frac=1, random_state=1), sample.sample(frac=1, random_state=2), {}, spec=SPEC)
    assert repr(again) == repr(expressions(items, sample, {}, spec=SPEC))


def test_a_class_without_items_is_told(corpus):
    items, sample = corpus
    told = "analyse.expressions.label: found 0 of 39 items with a text of class 'hidden'; allowed: items of the class"
    with pytest.raises(StudyError, match=told):
        expressions(items, sample.assign(label="other"), {}, spec=SPEC)
