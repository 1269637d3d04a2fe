"""What the short names in results are called in a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Metric:
    """A metric's names, its direction and how many decimals it is shown with."""

    short: str
    full: str
    higher_is_better: bool
    about: str
    digits: int = 3


METRICS = {
    "uar": Metric("UAR", "unweighted average recall", True, "the mean of the classes’ recalls"),
    "accuracy": Metric("accuracy", "accuracy", True, "the share of items whose class is predicted"),
    "macro_f1": Metric("macro F1", "macro-averaged F1", True, "the mean of the classes’ F1 scores"),
    "log_loss": Metric("log loss", "log loss", False, "the mean negative log probability of the target class, in nats"),
    "js_divergence": Metric(
        "JS divergence",
        "Jensen–Shannon divergence",
        False,
        "the mean divergence between the predicted distribution and the distribution of the raters’ votes",
    ),
}

RULES = {
    "all_inclusive": "all-inclusive", "dawid_skene": "Dawid–Skene", "one_coin": "one-coin", "mace": "MACE",
    "glad": "GLAD", "ewe": "evaluator-weighted",
}  # fmt: skip

MODALITIES = {"audio": "voice", "face": "face", "text": "words"}

UNITS = {"speaker_id": "speaker", "session_id": "session", "item_id": "item", "participant_id": "participant"}


def metric(name: str) -> Metric:
    """A metric by its name; one that is not known here is called by its name, higher being better."""
    return METRICS.get(name) or Metric(plain(name), plain(name), True, plain(name))


def plain(name: str) -> str:
    """``follow_up`` as ``follow-up``, ``no_transcript`` as ``no transcript``: a name as words."""
    return {"follow_up": "follow-up"}.get(name, name.replace("_", " "))


def aggregation_rule(name: str) -> str:
    """A rule of aggregation by its usual name."""
    return RULES.get(name, plain(name))


def capital(words: str) -> str:
    """A sentence's first letter as a capital, the rest untouched."""
    return words[:1].upper() + words[1:]


def unit(name: str) -> str:
    """What a group is: ``speaker`` for ``speaker_id``."""
    return UNITS.get(name, plain(name))
