"""What the readers of all corpora share."""

from __future__ import annotations

from typing import ClassVar

from ..base import Spec


class Reading(Spec):
    """A reader: its kind is the name of a module of `affectflow.ingest`.

    Attributes:
        hides: identifiers that it can replace by pseudonyms. Files keep their names, so one that
            stands in the names of files cannot be hidden: a pseudonym would stand beside it.
    """

    hides: ClassVar[frozenset[str]] = frozenset(["participant_id", "rater_id"])
