"""`train:` how items are split, which models are fitted, and how they are scored."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field

from .base import Bootstrap, Count, Name, Seed, Share, Spec, distinct

Metric = Literal[
    "uar", "accuracy", "auc", "macro_f1", "macro_f1_majority", "macro_f1_all_inclusive", "log_loss", "js_divergence",
    "kl_divergence", "soft_accuracy", "cosine_similarity", "euclidean_distance", "top_2_accuracy",
    "entropy_correlation", "set_exact_match", "set_hamming", "set_jaccard", "set_micro_f1", "set_weighted_f1",
]  # fmt: skip


RaterRule = Literal["dawid_skene", "one_coin", "mace", "glad"]
Rule = Literal["majority", "plurality", "all_inclusive", RaterRule]


class GroupKFold(Spec):
    """Groups are shuffled with `seed` and dealt into `folds` parts of near-equal size."""

    kind: Literal["group_kfold"]
    by: Literal["speaker_id", "session_id"] = "speaker_id"
    folds: Annotated[int, Field(ge=2)] = 5
    seed: Seed = 1


class LeaveOneGroupOut(Spec):
    """Each group is the test fold once."""

    kind: Literal["leave_one_group_out"]
    by: Literal["speaker_id", "session_id"] = "speaker_id"


Split = Annotated[GroupKFold | LeaveOneGroupOut, Field(discriminator="kind")]


class Majority(Spec):
    """Baseline that sees no features: it always gives the class shares of its training items.

    `labels: hard` counts their target classes, where they have one; `labels: soft` takes the
    mean of their distributions of votes.
    """

    kind: Literal["majority"]
    labels: Literal["hard", "soft"] = "hard"


class Linear(Spec):
    """Linear model by scikit-learn on features standardised on the training fold.

    `logistic`: multinomial logistic regression, L2 penalty 1/C. `svm`: linear support
    vector machine, one against one; it gives no probabilities.
    """

    kind: Literal["linear"]
    features: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    estimator: Literal["logistic", "svm"] = "logistic"
    c: Annotated[float, Field(gt=0)] = 1.0


class Positions(Spec):
    """Where the classes lie on an ordered line, or on a wheel if there is a `period`.

    Only distances count, in parts of the line's length or of the wheel's turn.
    """

    at: Annotated[dict[str, float], Field(min_length=2, description="class -> its place")]
    period: Annotated[float, Field(gt=0)] | None = Field(
        default=None, description="length of a whole turn, such as 360; nothing for a line"
    )
    source: Annotated[str, Field(min_length=1, description="where the places are taken from")]


class RaterHeads(Spec):
    """One output layer for each rater with at least `min_votes` votes in the training fold."""

    min_votes: Count = 20


class Network(Spec):
    """One encoder per modality, joined; trained by Lightning, all folds and seeds in one job.

    `rule` says what the votes of an item are made into, from the votes of the training fold
    alone: its class by `majority` or `plurality` (items without are not trained on), all
    votes (`all_inclusive`), or the class that a model of the raters finds likely. It is for
    studies that keep all items (`aggregate: all_inclusive`); in others the target is the
    rule. `labels: hard` learns the class, `soft` the distribution of the votes (or of the
    model's belief), `set` equal shares of the classes above 1 / C. `least_share` cuts classes
    with a smaller share of the votes, `smoothing` mixes with equal shares of all classes.

    `loss` compares with these labels; `emd` needs `positions`. `penalty` weighs predictions
    of classes that seldom share an item with the voted ones. `raters` adds output layers for
    single raters. The defaults are those of eight settings with the highest recall on a
    synthetic corpus that no study uses (`benchmarks/network_defaults.py`); nothing is tuned
    per fold or study.
    """

    kind: Literal["network"]
    features: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    labels: Literal["hard", "soft", "set"] = "hard"
    rule: Rule | None = None
    least_share: Share = 0.0
    smoothing: Annotated[float, Field(ge=0, lt=1)] = 0.0
    loss: Literal["cross_entropy", "kl", "jensen_shannon", "emd"] = "cross_entropy"
    positions: Positions | None = None
    penalty: Annotated[float, Field(ge=0)] = 0.0
    raters: RaterHeads | None = None
    hidden: Count = 16
    epochs: Count = 40
    batch_size: Count = 64
    learning_rate: Annotated[float, Field(gt=0)] = 0.003
    weight_decay: Annotated[float, Field(ge=0)] = 1.0

    @property
    def needs_ratings(self) -> bool:
        """Whether the votes of single raters are learnt from, and not only their counts."""
        return self.rule in get_args(RaterRule) or self.raters is not None


Model = Annotated[Majority | Linear | Network, Field(discriminator="kind")]


class Evaluation(Spec):
    """Splits, seeds and metrics; the first metric is the one that models are compared by."""

    split: Split
    seeds: Annotated[tuple[Seed, ...], Field(min_length=1), AfterValidator(distinct)] = (1,)
    metrics: Annotated[tuple[Metric, ...], Field(min_length=1)] = ("uar", "accuracy", "macro_f1")
    bootstrap: Bootstrap = Field(default=Bootstrap(), description="intervals over the split's groups")


class Train(Evaluation):
    """How models are evaluated, the same for all, and the models."""

    models: Annotated[dict[Name, Model], Field(min_length=1)]
