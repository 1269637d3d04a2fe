"""Who says what."""

import string
from itertools import product

import numpy as np
import pytest

from affectflow.studies.twins.own import ParlorTwin
from affectflow.twins.parlor.script import AROUSAL, CONDITIONS, LABELS, VALENCE, turns
from affectflow.twins.parlor.sentences import POOLS, SLOTS


def plan(**options):
    return turns(ParlorTwin(kind="parlor", **options))


def test_every_speaker_says_every_emotion_in_both_conditions_once():
    said = [(turn.speaker, turn.emotion, turn.condition) for turn in plan(speakers=3)]
    assert sorted(said) == sorted(product(range(3), LABELS, CONDITIONS))


def test_more_speakers_leave_the_earlier_ones_alone():
    assert plan(speakers=5)[: 3 * 8] == plan(speakers=3)


def test_arousal_and_valence_together_name_the_class_and_neither_does_alone():
    assert len({(AROUSAL[label], VALENCE[label]) for label in LABELS}) == 4
    assert sorted(AROUSAL.values()) == sorted(VALENCE.values()) == [-1, -1, 1, 1]


def test_control_turns_do_not_depend_on_the_strengths():
    strong = [turn for turn in plan(speakers=4) if turn.condition == "control"]
    weak = plan(speakers=4, audio_strength=0.0, face_strength=0.0, text_strength=0.0)
    assert strong == [turn for turn in weak if turn.condition == "control"]
    assert not any(turn.named for turn in strong)


@pytest.mark.parametrize(("channel", "poles"), [("arousal", AROUSAL), ("valence", VALENCE)])
def test_the_poles_of_expressive_turns_are_as_far_apart_as_the_strength_says(channel, poles):
    spec = {"speakers": 300, "audio_strength": 0.5, "face_strength": 0.5}
    said = [turn for turn in plan(**spec) if turn.condition == "expressive"]
    shown = np.array([getattr(turn, channel) for turn in said])
    high = np.array([poles[turn.emotion] > 0 for turn in said])
    assert shown[high].mean() - shown[~high].mean() == pytest.approx(1.0, abs=5 * 0.55 * np.sqrt(4 / len(said)))


def test_words_name_the_emotion_as_often_as_planted():
    said = [turn.named for turn in plan(speakers=300, text_strength=0.35) if turn.condition == "expressive"]
    assert np.mean(said) == pytest.approx(0.35, abs=4 * np.sqrt(0.35 * 0.65 / len(said)))


def test_pools_are_large_do_not_overlap_and_use_known_slots():
    sentences = [sentence for pool in POOLS.values() for sentence in pool]
    slots = {slot for sentence in sentences for _, slot, _, _ in string.Formatter().parse(sentence) if slot}
    assert min(map(len, POOLS.values())) >= 12
    assert len(set(sentences)) == len(sentences)
    assert slots == set(SLOTS)
