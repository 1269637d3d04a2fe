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
    "auc": Metric(
        "AUC",
        "area under the ROC curve",
        True,
        "the share of pairs of an item of a class and one of another in which the former has the higher probability",
    ),
    "macro_f1": Metric("macro F1", "macro-averaged F1", True, "the mean of the classes’ F1 scores"),
    "log_loss": Metric("log loss", "log loss", False, "the mean negative log probability of the target class, in nats"),
    "js_divergence": Metric(
        "JS divergence",
        "Jensen–Shannon divergence",
        False,
        "the mean divergence of predicted and target distribution, which is that of the votes if not said otherwise",
    ),
    "macro_f1_majority": Metric(
        "macro F1, majority",
        "macro-averaged F1 on items with a majority",
        True,
        "the mean of the classes’ F1 scores on the items of which more than half of the votes are for one class",
    ),
    "macro_f1_all_inclusive": Metric(
        "macro F1, all-inclusive",
        "macro-averaged F1 of co-occurring classes",
        True,
        "the mean of the classes’ F1 scores on all items, where an item holds each class above an equal share",
    ),
    "kl_divergence": Metric(
        "KL divergence",
        "Kullback–Leibler divergence",
        False,
        "the mean relative entropy of the votes to the prediction",
    ),
    "soft_accuracy": Metric(
        "soft accuracy", "soft accuracy", True, "the mean overlap of the predicted distribution and the raters’ votes"
    ),
    "cosine_similarity": Metric(
        "cosine", "cosine similarity", True, "the mean cosine between the predicted distribution and the raters’ votes"
    ),
    "euclidean_distance": Metric(
        "Euclidean distance", "Euclidean distance", False, "the mean distance of the prediction and the raters’ votes"
    ),
    "top_2_accuracy": Metric(
        "top-2 accuracy", "top-2 accuracy", True, "the share of items whose most voted class is among the two likeliest"
    ),
    "entropy_correlation": Metric(
        "entropy correlation",
        "entropy correlation",
        True,
        "Pearson’s correlation of the entropy of the prediction with the entropy of the raters’ votes",
    ),
    "set_exact_match": Metric(
        "exact match", "exact match of sets", True, "the share of items whose set of classes is predicted exactly"
    ),
    "set_hamming": Metric(
        "Hamming loss", "Hamming loss", False, "the mean share of classes that are wrongly in or out of the set"
    ),
    "set_jaccard": Metric(
        "Jaccard", "Jaccard index of sets", True, "the mean overlap of the predicted and the voted set of classes"
    ),
    "set_micro_f1": Metric(
        "micro F1 of sets",
        "micro-averaged F1 of sets",
        True,
        "the F1 of all decisions on classes of all items together",
    ),
    "set_weighted_f1": Metric(
        "weighted F1 of sets",
        "weighted F1 of sets",
        True,
        "the classes’ F1 of sets, weighted by how often each is voted",
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


NAMES = {
    "follow_up": "follow-up",
    "bai": "BAI",
    "bdi": "BDI",
    "gad7": "GAD-7",
    "ipaq": "IPAQ",
    "madrs_s": "MADRS-S",
    "phq4": "PHQ-4",
    "phq8": "PHQ-8",
    "phq9": "PHQ-9",
    "pss": "PSS",
    "qoli": "QOLI",
    "who5": "WHO-5",
}
"""Names that are written in another way than their words are; questionnaires have abbreviations."""


def plain(name: str) -> str:
    """``follow_up`` as ``follow-up``, ``no_transcript`` as ``no transcript``: a name as words."""
    return NAMES.get(name, name.replace("_", " "))


def aggregation_rule(name: str) -> str:
    """A rule of aggregation by its usual name."""
    return RULES.get(name, plain(name))


def capital(words: str) -> str:
    """A sentence's first letter as a capital, the rest untouched."""
    return words[:1].upper() + words[1:]


def unit(name: str) -> str:
    """What a group is: ``speaker`` for ``speaker_id``."""
    return UNITS.get(name, plain(name))
