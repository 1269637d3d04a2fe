"""Identifiers behind keyed hashes: the same everywhere, others under another key, and nowhere left."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow import twins
from affectflow.ingest import Corpus, Pseudonyms, read_corpus
from affectflow.ingest.pseudonyms import KINDS, PseudonymError
from affectflow.tables import empty

KEY = b"k" * 64
names = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), min_size=1, unique=True)


def hidden(values, column="participant_id", key=KEY, data="clinic"):
    frame = pd.DataFrame({column: pd.Series(values, dtype="str")})
    return list(Pseudonyms(data, (column,), key).hide(frame)[column])


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    """A small corpus whose trial has names of its own."""
    place = tmp_path_factory.mktemp("clinic")
    twins.generate(place, {"kind": "parlor", "seed": 7, "speakers": 3})
    for name in ("participants.csv", "outcomes.csv"):
        lines = (place / name).read_text().splitlines(keepends=True)
        (place / name).write_text(
            "".join([lines[0], *(re.sub(r"^s(\d+)", r"casefile-\1", line) for line in lines[1:])])
        )
    return place


@given(names)
def test_different_identifiers_have_different_pseudonyms_and_the_same_have_the_same(values):
    found = hidden(values)
    assert len(set(found)) == len(values)
    assert hidden([*reversed(values), *values]) == [*reversed(found), *found]


@given(names)
def test_key_corpus_and_kind_each_make_other_pseudonyms(values):
    found = set(hidden(values))
    assert not found & set(hidden(values, key=b"x" * 64))
    assert not found & set(hidden(values, data="ward"))
    assert not {name[1:] for name in found} & {name[1:] for name in hidden(values, column="rater_id")}


def test_the_shape_is_short_and_says_the_kind():
    for column, letter in KINDS.items():
        (name,) = hidden(["anna"], column)
        assert re.fullmatch(rf"{letter}-[a-z2-7]{{10}}", name)


def test_the_pseudonym_is_the_published_construction():
    # HMAC-SHA256 over "clinic\0participant_id\0anna" under 64 letters k, by openssl, its first 50 bits in base 32.
    assert hidden(["anna"]) == ["P-455octknva"]


def test_what_is_missing_stays_missing():
    assert pd.isna(hidden(["anna", None])[1])


def test_two_identifiers_with_one_pseudonym_are_told(monkeypatch):
    monkeypatch.setattr("affectflow.ingest.pseudonyms.DIGITS", 1)
    with pytest.raises(PseudonymError, match="two identifiers with one pseudonym"):
        hidden([f"person {number}" for number in range(40)])


def test_joins_are_kept_and_nothing_else_changes(raw):
    before = read_corpus({"kind": "parlor"}, raw)
    after = read_corpus({"kind": "parlor"}, raw, pseudonyms=Pseudonyms("clinic", ("participant_id", "rater_id"), KEY))
    pd.testing.assert_frame_equal(before.items, after.items)
    for name, key in (("participants", "participant_id"), ("outcomes", "participant_id"), ("ratings", "rater_id")):
        known = dict(
            zip(before.participants["participant_id"], hidden(before.participants["participant_id"]), strict=True)
        )
        raters = sorted(before.ratings["rater_id"].unique())
        known |= dict(zip(raters, hidden(raters, "rater_id"), strict=True))
        old, new = getattr(before, name), getattr(after, name)
        expected = old.assign(**{key: old[key].map(known)})
        columns = list(old.columns)
        pd.testing.assert_frame_equal(
            expected.sort_values(columns, ignore_index=True), new.sort_values(columns, ignore_index=True)
        )


def test_the_record_says_how_many_and_by_which_key_but_not_who(raw):
    hider = Pseudonyms("clinic", ("participant_id",), KEY)
    corpus = read_corpus({"kind": "parlor"}, raw, pseudonyms=hider)
    record = hider.record()
    assert record["columns"]["participant_id"] == len(corpus.participants)
    assert "casefile" not in str(record)
    assert KEY.decode() not in str(record)
    assert Pseudonyms("clinic").record() == {"columns": {}, "key": None}


def test_a_name_of_a_file_that_holds_the_speaker_stops_the_ingest(raw):
    with pytest.raises(PseudonymError) as error:
        read_corpus({"kind": "parlor"}, raw, pseudonyms=Pseudonyms("clinic", ("speaker_id",), KEY))
    told = {problem.place: problem.hint for problem in error.value.problems}
    assert told["column 'item_id'"] == "Add 'item_id' to 'pseudonymise'."
    assert told["column 'audio'"] == "Change the corpus's files."
    assert "column 'transcript'" not in told


def people(*rows):
    frame = pd.DataFrame(rows, columns=["participant_id", "lost_reason"])
    rest = empty("participants").drop(columns=["participant_id", "lost_reason"]).reindex(frame.index)
    whole = frame.join(rest).assign(randomised=False, received=False)
    return whole[list(empty("participants").columns)].astype(empty("participants").dtypes.to_dict())


def held(*rows):
    hider = Pseudonyms("clinic", ("participant_id",), KEY)
    return hider.hold(Corpus(items=empty("items"), participants=hider.hide(people(*rows))))


def test_a_remark_that_names_the_person_stops_the_ingest():
    with pytest.raises(PseudonymError, match="column 'lost_reason'"):
        held(("anna", "Anna (anna) moved away"), ("bert", None))
    assert len(held(("anna", "moved to Havanna"), ("bert", None)).participants) == 2


def test_a_number_in_a_remark_is_no_name_unless_each_row_has_its_own():
    assert len(held(("1", "1 week too late"), ("2", "withdrew")).participants) == 2
    with pytest.raises(PseudonymError):
        held(("1", "file1"), ("2", "file2"))


def test_a_reader_that_forgets_to_hide_is_found_out():
    hider = Pseudonyms("clinic", ("participant_id",), KEY)
    with pytest.raises(PseudonymError, match="identifiers as they were"):
        hider.hold(Corpus(items=empty("items"), participants=people(("anna", None))))
