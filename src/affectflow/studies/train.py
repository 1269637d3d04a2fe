"""`train:` how items are split, which models are fitted, and how they are scored."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from .base import Bootstrap, Count, Name, Seed, Spec, distinct

Metric = Literal[
    "uar", "accuracy", "macro_f1", "macro_f1_majority", "macro_f1_all_inclusive", "log_loss", "js_divergence",
    "kl_divergence", "soft_accuracy", "cosine_similarity", "euclidean_distance", "top_2_accuracy",
    "entropy_correlation", "set_exact_match", "set_hamming", "set_jaccard", "set_micro_f1", "set_weighted_f1",
]  # fmt: skip


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
    """Baseline that sees no features: it always gives the class shares of its training items."""

    kind: Literal["majority"]


class Linear(Spec):
    """Linear model by scikit-learn on features standardised on the training fold.

    `logistic`: multinomial logistic regression, L2 penalty 1/C. `svm`: linear support
    vector machine, one against one; it gives no probabilities.
    """

    kind: Literal["linear"]
    features: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    estimator: Literal["logistic", "svm"] = "logistic"
    c: Annotated[float, Field(gt=0)] = 1.0


class Network(Spec):
    """One encoder per modality, joined; trained by Lightning, all folds and seeds in one job.

    `labels: hard` takes the target class, `labels: soft` the distribution of the raters'
    votes; the loss is the cross-entropy to it in both cases. The defaults are those of eight
    settings with the highest recall on a synthetic corpus that no study uses
    (`benchmarks/network_defaults.py`); nothing is tuned per fold or study.
    """

    kind: Literal["network"]
    features: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(distinct)]
    labels: Literal["hard", "soft"] = "hard"
    hidden: Count = 16
    epochs: Count = 40
    batch_size: Count = 64
    learning_rate: Annotated[float, Field(gt=0)] = 0.003
    weight_decay: Annotated[float, Field(ge=0)] = 1.0


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
