"""The layout of ESConv: conversations of a person who seeks emotional support with one who gives it.

    ESConv.json   a list of conversations

    {"experience_type": ..., "emotion_type": ..., "problem_type": ..., "situation": ...,
     "survey_score": {"seeker": {"initial_emotion_intensity": "5", "empathy": "4", "relevance": "4",
                                 "final_emotion_intensity": "2"}, "supporter": {"relevance": "4"}},
     "dialog": [{"speaker": "seeker", "annotation": {"feedback": "4"}, "content": ...},
                {"speaker": "supporter", "annotation": {"strategy": "Question"}, "content": ...}]}

Scores are from 1 to 5, as text. The seeker gives feedback while the conversation runs; it stands with
the seeker's next utterance. An older file of the same repository says speaker and listener for the
two, Questions and Other for two strategies.

Source: Liu et al. (2021), ACL, 3469-3483, and the README of thu-coai/Emotional-Support-Conversation.
"""

from __future__ import annotations

FILE = "ESConv.json"
ROLES = {"seeker": "seeker", "supporter": "supporter", "speaker": "seeker", "listener": "supporter"}
STRATEGIES = (
    "Affirmation and Reassurance", "Information", "Others", "Providing Suggestions", "Question",
    "Reflection of feelings", "Restatement or Paraphrasing", "Self-disclosure",
)  # fmt: skip
OLDER = {"Questions": "Question", "Other": "Others"}
"""Strategies in the older file, and what they are called now."""

POINTS = (1, 2, 3, 4, 5)
SURVEY = {
    "seeker": {
        "initial_emotion_intensity": "intensity_before",
        "final_emotion_intensity": "intensity_after",
        "empathy": "empathy",
        "relevance": "relevance",
    },
    "supporter": {"relevance": "relevance"},
}
"""Who answers which question of the survey, and the scale that it becomes."""
