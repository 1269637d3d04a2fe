"""The section and the methods text on outcomes over time, from documents that the analysis wrote."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.longitudinal import longitudinal
from affectflow.report.blocks import Figure, Table
from affectflow.report.numbers import interval
from affectflow.report.results import Results
from affectflow.report.sections import longitudinal as section
from affectflow.report.sections.wording_longitudinal import longitudinal as worded
from affectflow.studies.analyse.longitudinal import Longitudinal
from affectflow.tables import People, empty, read_json, write_json

TIMES = ("baseline", "post", "follow_up")
NUMBERS = {"kind": "longitudinal", "measure": "distress", "control": "waitlist", "treated": ["coaching"]}
EVENTS = NUMBERS | {
    "model": "gee", "df": "persons", "working": "exchangeable", "small_sample": "mancl_derouen", "outcome": "event",
    "event": {"direction": "at_least", "threshold": 18},
}  # fmt: skip


def built(folder, spec, gone=None):
    rng, arm = np.random.default_rng(2), np.repeat(["waitlist", "coaching"], 60)
    value = 20 + rng.normal(0, 4, 120)[:, None] + rng.normal(0, 2, (120, 3)) - 4.0 * (arm == "coaching")[:, None]
    value[arm == gone, 1:] = 10.0
    ids = [f"p{k:03d}" for k in range(120)]
    rows = [
        empty("outcomes").assign(participant_id=ids, measure="distress", occasion=at, week=0.0, value=value[:, k])
        for k, at in enumerate(TIMES)
    ]
    who = empty("participants").assign(participant_id=ids, arm=arm, randomised=True, received=True)
    write_json(longitudinal(People(who, pd.concat(rows, ignore_index=True)), spec=spec), folder / "l.json")
    results = Results(analyses={"severe": read_json(folder / "l.json")})
    return section.build(SimpleNamespace(results=results, synthetic=False)), results.analyses["severe"]


def titles(found, name):
    (table,) = [block for block in found.blocks if isinstance(block, Table) and block.name == name]
    return [column.title for column in table.columns.values()]


@pytest.mark.parametrize(
    ("spec", "lead", "mean", "effect", "unit"),
    [
        (NUMBERS, "coaching minus waitlist in distress: {} scale points", "Mean", "Effect", "scale points"),
        (EVENTS, "coaching against waitlist in distress at least 18: {} as odds ratio", "Risk", "Odds ratio", "share"),
    ],
)
def test_numbers_are_means_and_events_are_risks(tmp_path, spec, lead, mean, effect, unit):
    found, result = built(tmp_path, spec)
    assert lead.format(interval(result["effects"]["coaching"]["post"])) in found.lead
    assert f"{mean} [interval]" in titles(found, "severe-means")
    assert f"{effect} [interval]" in titles(found, "severe-effects")
    drawn = " ".join(str(block.svg) for block in found.blocks if isinstance(block, Figure))
    assert f"({unit})" in drawn
    assert ("scale points" in drawn) == (unit == "scale points")


def test_events_that_all_or_none_had_are_told_and_no_number_is_shown(tmp_path):
    found, _ = built(tmp_path, EVENTS, gone="coaching")
    assert "undefined: quasi_complete_separation" in found.lead
    drawn = " ".join(str(block.svg) for block in found.blocks if isinstance(block, Figure))
    assert "nan" not in drawn.lower()


def test_the_methods_say_what_the_event_is(tmp_path):
    results = Results(analyses={"severe": built(tmp_path, EVENTS)[1]})
    told = worded(SimpleNamespace(results=results), "severe", Longitudinal.load(EVENTS))
    assert told[0].startswith("Distress at least 18 over time was compared between coaching and waitlist")
    assert "logit link" in " ".join(told)
