"""What a user is told when something is wrong.

Every error of this package is an `AffectflowError`. A `Problem` is one thing that
is wrong: which file, which place in it, what was found, what is allowed and, where
a near match exists, what was probably meant. Errors carry *all* problems found, so
that a user mends a study in one go.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

STUDY = "study"
"""File of a problem with the study that is run, where the code that finds it does not know the study's name."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, in the words a user needs to mend it."""

    file: str
    place: str
    found: str
    allowed: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        text = f"{where}: found {self.found}; allowed: {self.allowed}."
        return f"{text} {self.hint}" if self.hint else text

    def within(self, study: str, analysis: str | None = None) -> Problem:
        """The same problem, if it is one with the study, in the study's file and under its name of the analysis.

        An analysis knows its kind alone: its places begin with ``analyse.<kind>``.
        """
        if self.file != STUDY:
            return self
        section, *rest = self.place.split(".")
        place = ".".join([section, analysis, *rest[1:]]) if analysis and section == "analyse" else self.place
        return replace(self, file=study, place=place)


class AffectflowError(Exception):
    """Base of all errors that are written for a user to read."""

    def __init__(self, problems: Problem | Iterable[Problem]):
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return str(self.problems[0])
        lines = "\n".join(f"  {number}. {p}" for number, p in enumerate(self.problems, 1))
        return f"{len(self.problems)} problems\n{lines}"

    def within(self, study: str, analysis: str | None = None) -> Self:
        """The same error, its problems with the study told with the study's file and name of the analysis."""
        return type(self)(problem.within(study, analysis) for problem in self.problems)

    def __reduce__(self):
        return type(self), (self.problems,)


class StudyError(AffectflowError):
    """A study or catalogue file declares something that the language does not allow."""


class TableError(AffectflowError):
    """A table on disk or in memory does not match its schema."""


class CorpusError(AffectflowError):
    """A corpus is absent, or is not laid out as its reader expects."""


class ClipError(AffectflowError):
    """One clip cannot be read; the item goes to quarantine and the rest goes on."""


class LeakError(AffectflowError):
    """Information about test items would reach training."""


class LimitError(AffectflowError):
    """More of the data was quarantined, or agreement is lower, than the study tolerates."""


def did_you_mean(found: str, allowed: Iterable[str]) -> str:
    """A sentence that names the nearest allowed word, or nothing.

    Args:
        found: what the user wrote.
        allowed: the words that could have been meant.

    Returns:
        ``"Did you mean 'egemaps'?"`` or ``""`` when nothing is near.
    """
    near = difflib.get_close_matches(found, list(allowed), n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else ""
