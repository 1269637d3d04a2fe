"""VADER's word valences over a transcript.

Source: Hutto and Gilbert (2014), VADER: a parsimonious rule-based model for sentiment
analysis of social media text, ICWSM 8. The lexicon's word valences lie in [-4, 4].

A mean valence over lexicon words would be undefined in a text that has none; the sum and
the share of lexicon words say the same and are always defined.
"""

from __future__ import annotations

from functools import partial

from ..studies.extractors import AffectLexicon
from .instrument import Instrument, Unusable

FEATURES = {
    "compound": "VADER's compound score, in [-1, 1]",
    "positive_share": "share of positive in VADER's proportions, in [0, 1]",
    "negative_share": "share of negative in VADER's proportions, in [0, 1]",
    "neutral_share": "share of neutral in VADER's proportions, in [0, 1]",
    "words": "number of words, as VADER splits them",
    "lexicon_share": "share of the words that are in the lexicon, in [0, 1]",
    "valence_sum": "sum of the lexicon's valences of the words, without VADER's rules",
    "valence_absolute_sum": "sum of the absolute valences of the words, without VADER's rules",
}


def load(spec: AffectLexicon) -> Instrument:
    """VADER with the lexicon that its package carries."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, SentiText

    return Instrument("transcript", tuple(FEATURES), partial(_valences, SentimentIntensityAnalyzer(), SentiText))


def _valences(vader, split, transcript: str) -> list[float]:
    """Values in the order of `FEATURES`; quarantine reason: `empty_transcript`.

    VADER rounds its scores to four (compound) and three (shares) digits; they are kept so.
    """
    words = [word.lower() for word in split(transcript).words_and_emoticons]
    if not words:
        raise Unusable("empty_transcript", repr(transcript[:40]), "at least one word")
    scores = vader.polarity_scores(transcript)
    valences = [vader.lexicon[word] for word in words if word in vader.lexicon]
    return [
        scores["compound"],
        scores["pos"],
        scores["neg"],
        scores["neu"],
        len(words),
        len(valences) / len(words),
        sum(valences),
        sum(map(abs, valences)),
    ]
