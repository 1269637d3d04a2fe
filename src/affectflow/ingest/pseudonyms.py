"""Pseudonyms: a corpus's identifiers replaced by keyed hashes, before anything else sees them.

A pseudonym is a letter for the kind of identifier and ten letters or digits, 50 bits of
HMAC-SHA256 over corpus, kind and identifier: among 10,000 people the odds that two share
one are 1 in 20 million, among a million 1 in 2,000; it would be found and told. The same
identifier has the same pseudonym in all tables of a corpus. Across kinds and across
corpora they differ on purpose: whoever speaks in a recording is not thereby found among
the participants of a trial.

What cannot be replaced is searched: an identifier that still stands in another column of
its row (a file's name, a remark) stops the ingest.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import AffectflowError, Problem
from ..studies.pseudonym_key import fingerprint, key_of
from .corpus import Corpus

KINDS = {"item_id": "I", "participant_id": "P", "rater_id": "R", "session_id": "V", "speaker_id": "S"}
"""First letters of pseudonyms; V is for visit."""

DIGITS = 10
TELLING = 3
"""Length from which an identifier that stands alone in a text is taken for itself and not for a number."""


Hide = Callable[[pd.DataFrame], pd.DataFrame]
"""Replaces identifiers in the rows of a file; readers call it before they make anything from the rows."""


def as_it_is(rows: pd.DataFrame) -> pd.DataFrame:
    """Hides nothing."""
    return rows


class PseudonymError(AffectflowError):
    """Identifiers of a corpus cannot be hidden as its entry in the catalogue wants."""


@dataclass(frozen=True)
class Pseudonyms:
    """The pseudonyms of one corpus.

    Attributes:
        data: id of the corpus, such as ``"parlor_twin"``.
        columns: the identifiers that are replaced.
        key: the secret key.
        issued: for each of them, the identifier behind each pseudonym given so far.
    """

    data: str
    columns: tuple[str, ...] = ()
    key: bytes = b""
    issued: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def declared(cls, data: str, plain: dict[str, Any], place: Path) -> Pseudonyms:
        """From what `studies.declared_pseudonyms` says, and the file of the key, which only then is read.

        Raises:
            KeyFileError: when the key is absent or another one.
        """
        return cls(data, tuple(plain["columns"]), key_of(plain["key"], place)) if plain else cls(data)

    def hide(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Replace the identifiers in the columns of a frame; what is missing stays missing.

        Raises:
            PseudonymError: when two identifiers have one pseudonym.
        """
        there = [column for column in self.columns if column in frame]
        return frame.assign(**{column: self._replaced(frame[column]) for column in there})

    def record(self) -> dict[str, Any]:
        """What may be known of them: how many there are of each kind, how they are made, and the key's fingerprint."""
        counts = {column: len(self.issued.get(column, {})) for column in self.columns}
        if not self.columns:
            return {"columns": {}, "key": None}
        method = f"HMAC-SHA256 over corpus, kind and identifier, {5 * DIGITS} bits in base 32"
        return {"columns": counts, "key": fingerprint(self.key), "method": method}

    def hold(self, corpus: Corpus) -> Corpus:
        """The same corpus, after it was searched for identifiers that are still in it.

        Raises:
            PseudonymError: with each column that holds them, and an example.
        """
        problems = [problem for part in fields(corpus) for problem in self._left(part.name, getattr(corpus, part.name))]
        if problems:
            raise PseudonymError(problems)
        return corpus

    def _replaced(self, identifiers: pd.Series) -> pd.Series:
        known = {name: self._pseudonym(str(identifiers.name), name) for name in identifiers.dropna().unique()}
        return identifiers.map(known).astype(identifiers.dtype)

    def _pseudonym(self, column: str, identifier: str) -> str:
        message = "\0".join((self.data, column, identifier)).encode()
        code = base64.b32encode(hmac.new(self.key, message, hashlib.sha256).digest()).decode().lower()
        pseudonym = f"{KINDS[column]}-{code[:DIGITS]}"
        first = self.issued.setdefault(column, {}).setdefault(pseudonym, identifier)
        if first != identifier:
            hint = "Another key makes other pseudonyms."
            raise PseudonymError(Problem(column, "", "two identifiers with one pseudonym", "one for each", hint))
        return pseudonym

    def _left(self, table: str, frame: pd.DataFrame) -> Iterator[Problem]:
        for column in (c for c in self.columns if c in frame and table != "quarantine"):
            behind = frame[column].map(self.issued.get(column, {}))
            if (behind.isna() & frame[column].notna()).any():
                yield Problem(f"table '{table}'", f"column '{column}'", "identifiers as they were", "pseudonyms only")
            others = frame.drop(columns=["sha256", *self.columns], errors="ignore").select_dtypes(["str", "object"])
            for other in others:
                if _stand_in(others[other], behind):
                    yield self._standing(table, column, str(other))

    def _standing(self, table: str, column: str, other: str) -> Problem:
        hint = f"Add '{other}' to 'pseudonymise'." if other in KINDS else "Change the corpus's files."
        found = f"the {column} of its row, which is to be hidden"
        return Problem(f"table '{table}'", f"column '{other}'", found, "nothing that names a person", hint)


def _stand_in(texts: pd.Series, identifiers: pd.Series) -> bool:
    """Whether identifiers stand in texts of their rows: in each of several by any shape, or in one as a word."""
    pairs = pd.DataFrame({"text": texts, "name": identifiers}).dropna().drop_duplicates()
    inside = [(text, name) for text, name in zip(pairs["text"], pairs["name"], strict=True) if name in text]
    if len(inside) == len(pairs) and pairs["name"].nunique() > 1:
        return True
    return any(len(n) >= TELLING and re.search(rf"(?<![^\W_]){re.escape(n)}(?![^\W_])", text) for text, n in inside)
