"""Who is analysed: sets, conditions, covariates, and what is odd or wrong about the tables."""

import pandas as pd
import pytest

from affectflow.analyse.cohort import cohort
from affectflow.errors import StudyError, TableError
from affectflow.studies.analyse.names import Names
from affectflow.studies.analyse.persons import OfPersons
from affectflow.tables import People, empty

IDS = ["a", "b", "c", "d", "e"]


def participants(**changes):
    rows = {"participant_id": IDS, "arm": ["x", "x", "y", "y", "y"], "randomised": True, "received": True}
    return empty("participants").assign(**(rows | changes))


def outcomes(ids=IDS):
    rows = [(who, at) for who in ids for at in ("baseline", "post")]
    return empty("outcomes").assign(
        participant_id=[who for who, _ in rows],
        measure="distress",
        occasion=[at for _, at in rows],
        week=0.0,
        value=[float(k) for k, _ in enumerate(rows)],
    )


def covariates():
    sex = empty("covariates").assign(participant_id=IDS[:4], covariate="sex", label=["f", "m", "f", "m"])
    age = empty("covariates").assign(participant_id=IDS, covariate="age", value=[20.0, 30.0, 40.0, 50.0, 60.0])
    return pd.concat([sex, age], ignore_index=True)


def adherence():
    rows = {"participant_id": ["c", "d", "e"], "component": "sessions", "value": [8.0, 2.0, 5.0]}
    return empty("adherence").assign(**rows)


def run(people, asked=None, **names):
    given = {"measures": {"measure": "distress"}, "occasions": {"baseline": "baseline", "primary": "post"}} | names

    class Asked(OfPersons):
        @property
        def uses(self):
            return Names(**given)

    return cohort(people, Asked.load(asked or {}), place="analyse.x")


def named(data):
    return [warning.split(":")[0] for warning in data.warnings]


def test_rows_are_persons_whatever_the_order_of_the_tables():
    found = run(People(participants()[::-1], outcomes()[::-1], covariates()[::-1]))
    assert list(found.people.index) == IDS
    assert found.values["distress"].loc["b"].to_dict() == {"baseline": 2.0, "post": 3.0}
    assert found.covariates.loc["c"].to_dict() == {"age": 40.0, "sex": "f"}
    assert list(found.arm("x")) == ["a", "b"]
    assert found.warnings == []


def test_a_missing_value_keeps_its_reason_and_a_missing_row_says_so():
    rows = outcomes()
    rows = rows.assign(value=rows["value"].mask(rows.index.isin([1, 3])))
    rows = rows.assign(missing_reason=rows["missing_reason"].mask(rows.index == 1, "moved away"))
    found = run(People(participants(), rows[rows.index != 5]))
    assert found.missing["distress"]["post"].dropna().to_dict() == {
        "a": "moved away", "b": "not stated", "c": "no row",
    }  # fmt: skip


def test_the_protocol_is_held_against_adherence_where_a_component_was_offered():
    asked = {"analysis_set": "per_protocol", "per_protocol": {"received": True, "adherence": {"sessions": 4}}}
    received = [False, True, True, True, True]
    found = run(People(participants(received=received), outcomes(), covariates(), adherence()), asked)
    assert list(found.people.index) == ["b", "c", "e"]


def test_a_condition_keeps_those_with_the_label_and_a_wrong_label_has_a_hint():
    people = People(participants(), outcomes(), covariates())
    assert list(run(people, {"where": {"sex": "f"}}).people.index) == ["a", "c"]
    with pytest.raises(StudyError, match=r"analyse\.x\.where\.sex"):
        run(people, {"where": {"sex": "g"}})


def test_who_is_left_out_is_in_no_set_and_counted():
    left = participants().assign(left_out=["withdrew consent", None, None, None, None])
    for kind in ("intention_to_treat", "everyone"):
        found = run(People(left.astype(empty("participants").dtypes), outcomes()), {"analysis_set": kind})
        assert list(found.people.index) == IDS[1:]
        assert named(found) == ["left_out"]


def test_everyone_holds_those_without_an_arm():
    rows = participants(randomised=False).assign(arm=None).astype(empty("participants").dtypes)
    assert list(run(People(rows, outcomes()), {"analysis_set": "everyone"}).people.index) == IDS
    found = run(People(rows, outcomes()))
    assert found.people.empty
    assert named(found) == ["not_randomised"]


def test_all_wrong_names_are_told_at_once():
    names = {"measures": {"measure": "distress"}, "occasions": {"primary": "pots"}, "arms": {"control": "z"}}
    with pytest.raises(StudyError) as caught:
        run(People(participants(), outcomes(), covariates()), covariates={"adjust.0": "agee"}, **names)
    assert [(p.place, p.hint) for p in caught.value.problems] == [
        ("analyse.x.primary", "Did you mean 'post'?"),
        ("analyse.x.control", ""),
        ("analyse.x.adjust.0", "Did you mean 'age'?"),
    ]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("participants", pd.concat([participants(), participants()[:1]])),
        ("a participant in two arms", pd.concat([participants(), participants(arm="y")[:1]])),
        ("outcomes", pd.concat([outcomes(), outcomes()[:1]])),
    ],
)
def test_a_person_who_stands_twice_is_refused_by_the_tables(table, rows):
    given = {"participants": participants(), "outcomes": outcomes()}
    given["outcomes" if table == "outcomes" else "participants"] = rows.reset_index(drop=True)
    with pytest.raises(TableError):
        People(**given)


def test_a_component_that_nobody_has_a_record_of_is_no_protocol():
    asked = {"analysis_set": "per_protocol", "per_protocol": {"adherence": {"sesions": 4}}}
    with pytest.raises(StudyError, match=r"analyse\.x\.per_protocol\.adherence\.sesions.*Did you mean 'sessions'"):
        run(People(participants(), outcomes(), covariates(), adherence()), asked)


def test_outcomes_of_strangers_are_counted_and_left_out():
    found = run(People(participants(), outcomes([*IDS, "zz"])))
    assert named(found) == ["unknown_participant"]
    assert "zz" not in found.values["distress"].index
