"""Output layers of single raters on the shared encoder, for all members of an ensemble."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ..errors import Problem, TableError
from .votes import Votes

CONVENTION = (
    "beside the output for the labels, each named rater with at least min_votes votes in the training fold has an "
    "output layer of its own on the shared encoder. It starts at 0 and learns the cross-entropy to that rater's votes, "
    "averaged over the votes of an item and added to the loss. The prediction is half the softmax of the labels' "
    "output and half the mean of the raters' softmaxes. After the joint learning of Chou and Lee (2019), who join the "
    "outputs by one more layer instead"
)


class RaterHeads(nn.Module):
    """R linear layers for each of E members, and the votes that train them.

    They start at 0, so that who has a head draws no random number: which raters voted on
    the test items cannot be seen in the weights.

    Args:
        votes: of all raters on all items.
        training: which items train each fold, shape (F, N).
        min_votes: least number of votes on a fold's training items for a head in it.
        folds: fold of each member, shape (E,).
        hidden: width of the encoders' output.
        classes: C.

    Raises:
        TableError: when no rater of a fold has enough votes.
    """

    voter: Tensor
    voted: Tensor
    given: Tensor
    active: Tensor

    def __init__(
        self,
        votes: Votes,
        training: NDArray[np.bool_],
        min_votes: int,
        folds: NDArray[np.int64],
        hidden: int,
        classes: int,
    ):
        super().__init__()
        self.classes = classes
        active = active_raters(votes, training, min_votes)
        self.weight = nn.Parameter(torch.zeros(folds.size, hidden, len(votes.raters) * classes))
        self.bias = nn.Parameter(torch.zeros(folds.size, 1, len(votes.raters) * classes))
        places = _in_rows(votes, training.shape[1])
        for name, value in (("voter", votes.rater), ("voted", votes.rater * classes + votes.label)):
            self.register_buffer(name, torch.from_numpy(np.where(places >= 0, value[places], 0)), persistent=False)
        self.register_buffer("given", torch.from_numpy(places >= 0), persistent=False)
        self.register_buffer("active", torch.from_numpy(active[folds]), persistent=False)

    def logs(self, hidden: Tensor) -> Tensor:
        """Log probabilities (E, B, R, C) from the encoders' output (E, B, H)."""
        logits = torch.baddbmm(self.bias, hidden, self.weight)
        return torch.log_softmax(logits.unflatten(-1, (-1, self.classes)), dim=-1)

    def loss(self, hidden: Tensor, items: Tensor) -> Tensor:
        """Mean cross-entropy over the votes of each item, (E, B); 0 where no active rater voted."""
        logs = self.logs(hidden).flatten(2).gather(2, self.voted[items])
        members = torch.arange(items.shape[0], device=items.device)[:, None, None]
        counts = (self.given[items] & self.active[members, self.voter[items]]).to(logs)
        return -(logs * counts).sum(-1) / counts.sum(-1).clamp(min=1)

    def probabilities(self, hidden: Tensor) -> Tensor:
        """Mean over the active raters of their predicted distributions, (E, B, C), in float64."""
        weights = self.active.double() / self.active.sum(-1, keepdim=True)
        return torch.einsum("ebrc,er->ebc", self.logs(hidden).double().exp(), weights)


def active_raters(votes: Votes, training: NDArray[np.bool_], min_votes: int) -> NDArray[np.bool_]:
    """Which raters have enough votes on the training items of each fold, shape (F, R)."""
    counts = [np.bincount(votes.of(items).rater, minlength=len(votes.raters)) for items in training]
    active = np.stack(counts) >= min_votes
    for fold in np.flatnonzero(~active.any(axis=1)):
        found = f"at most {max(counts[fold])} votes of a rater on the training items of fold {fold}"
        raise TableError(Problem("ratings", "rater_id", found, f"a rater with {min_votes} or more (raters.min_votes)"))
    return active


def _in_rows(votes: Votes, items: int) -> NDArray[np.int64]:
    """Numbers of the votes on each item, in a row; -1 after its last, shape (N, most votes of an item)."""
    order = np.argsort(votes.item, kind="stable")
    counts = np.bincount(votes.item, minlength=items)
    rank = np.arange(order.size) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.full((items, counts.max()), -1)
    rows[votes.item[order], rank] = order
    return rows
