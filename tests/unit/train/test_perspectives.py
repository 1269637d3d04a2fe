"""Classes made of what is felt and what is seen."""

import pandas as pd
import pytest

from affectflow.studies.perspectives import Perspectives
from affectflow.train.perspectives import convention, with_perspectives, wrong_scales

BOTH = Perspectives(felt="own", at_least=2.0, seen="others", at_most=0.0, labels=("hidden", "other"))


def ratings(rows):
    frame = pd.DataFrame(rows, columns=["item_id", "rater_id", "scale", "value"])
    return frame.assign(label=pd.Series(None, index=frame.index, dtype="str"))


@pytest.mark.parametrize(
    ("own", "others", "label"),
    [
        ([2], [0, 0, 0], "hidden"),
        ([3, 1], [0], "hidden"),
        ([2, 1], [0], "other"),
        ([3], [0, 0, 1], "other"),
        ([0], [0], "other"),
        ([3], [], None),
        ([], [0], None),
    ],
)
def test_hidden_is_felt_by_the_mean_and_seen_by_nobody(own, others, label):
    rows = [("a", f"w{i}", "own", float(v)) for i, v in enumerate(own)]
    rows += [("a", f"r{i}", "others", float(v)) for i, v in enumerate(others)]
    found = with_perspectives(ratings(rows), {"secret": BOTH})
    made = found[found["scale"] == "secret"]
    assert made[["item_id", "rater_id", "label"]].values.tolist() == ([["a", "derived", label]] if label else [])
    assert len(found) == len(rows) + len(made)


def test_without_any_the_ratings_are_as_they_were():
    given = ratings([("a", "w", "own", 1.0)])
    pd.testing.assert_frame_equal(with_perspectives(given, {}), given)


def test_a_scale_that_is_not_there_is_told():
    told = [str(problem) for problem in wrong_scales(ratings([("a", "w", "own", 1.0)]), {"secret": BOTH})]
    assert told == ["study: ingest.perspectives.secret.seen: found 'others'; allowed: own."]


def test_the_rule_in_words():
    assert convention(BOTH) == (
        "'hidden' where the mean of own is at least 2 and no rating of others is above 0, else 'other'; an item "
        "without ratings of both has no class"
    )
