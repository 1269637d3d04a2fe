"""The language of a study's own text, in which every number says where it comes from.

In `report.title`, `report.question`, `report.summary`, the `text` of a claim and the `text` of a
recovery check, a digit outside braces is an error. A number is written as

| in the text | shown |
|---|---|
| ``{flow.json#/groups}`` | a whole number of the results, such as 60 |
| ``{fusion/scores.json#/metrics/uar/estimate:.3f}`` | a number with three decimals |
| ``{flow.json#/quarantine_share:.1%}`` | a share as per cent, with one decimal |
| ``{analyses/trial.json#/ancova/post/effects/coaching:.2f interval}`` | an estimate with its interval |
| ``{analyses/trial.json#/ancova/post/effects/coaching/p:p}`` | a p-value, such as p = 0.034 |
| ``{analyses/trial.json#/ancova/post/effects/coaching/estimate = -5.27}`` | −5.27, as long as the result, rounded like it, is that |
| ``{= 60}`` | 60, or any other words: the author means it, and no result is behind it |

The part before ``#/`` is a file below the study's results, the part after it a path in its JSON, as
in a claim's `observed`. What is no number: a name that begins with a letter (eGeMAPSv02, GPT-4,
all-MiniLM-L6-v2), a version (v2.1), the year of a citation ((Burkhardt et al., 2005)), a web
address and a DOI. An ordinal is written out (second) or meant ({= 2nd}).
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BRACES = re.compile(r"\{([^{}]*)\}")
REFERENCE = re.compile(
    r"(?P<file>[^\s#{}=:]+)#/(?P<path>[^#:=]*[^#:=\s])"
    r"(?:\s*:\s*(?P<form>\.\d(?:f interval|f|%)|p)|\s*=\s*(?P<typed>[-−]?\d[\d,]*(?:\.\d+)?%?))?"
)
YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
NO_NUMBER = re.compile(
    rf"https?://\S+|doi:\S+|\bv\d+(?:\.\d+)+|(?<!\w)[^\W\d_][\w-]*|(?<=, ){YEAR}(?=[);])|(?<=et al\. \(){YEAR}(?=\))"
)
NUMBER = re.compile(r"[-+−]?\.?\d(?:[\w.,]*\w)?%?")
FORMS = "{FILE#/PATH}, {FILE#/PATH:.2f}, {FILE#/PATH:.1%}, {FILE#/PATH:.2f interval}, {FILE#/PATH:p}, " \
    "{FILE#/PATH = -5.27} or {= words}"  # fmt: skip
REACH = 24
"""How many letters around a number its problem quotes."""


@dataclass(frozen=True)
class Words:
    """Text as it stands."""

    text: str


@dataclass(frozen=True)
class Binding:
    """A number of the results: `file` below the study's results, `path` in it, and how it is shown.

    `form` is empty for a whole number; `typed` is the number that the author saw, or None.
    """

    file: str
    path: str
    form: str = ""
    typed: str | None = None

    @property
    def source(self) -> str:
        """File and path, as a claim's `observed` has them."""
        return f"{self.file}#/{self.path}"


@dataclass(frozen=True)
class Fault:
    """Something that the language does not allow: what was found, what is allowed, and what helps."""

    found: str
    allowed: str
    hint: str = ""


def parse(text: str) -> tuple[list[Words | Binding], list[Fault]]:
    """A text as words and bindings, and everything that is wrong with it."""
    parts: list[Words | Binding] = []
    faults: list[Fault] = []
    for place, piece in enumerate(BRACES.split(text)):
        if place % 2 == 0:
            faults += _unbound(piece)
            parts.append(Words(piece))
            continue
        found = _braced(piece.strip())
        parts.append(found) if isinstance(found, Words | Binding) else faults.append(found)
    return [part for part in parts if part != Words("")], faults


def bindings(text: str) -> list[Binding]:
    """The bindings of a text, as far as it is well formed."""
    return [part for part in parse(text)[0] if isinstance(part, Binding)]


def _braced(piece: str) -> Words | Binding | Fault:
    if piece.startswith("=") and piece[1:].strip():
        return Words(piece[1:].strip())
    found = REFERENCE.fullmatch(piece)
    if found is None:
        return Fault(f"'{{{piece}}}'", FORMS)
    return Binding(found["file"], found["path"], found["form"] or "", found["typed"])


def _unbound(piece: str) -> Iterator[Fault]:
    """Numbers and stray braces in words."""
    rest = NO_NUMBER.sub(lambda match: " " * len(match[0]), piece)
    for match in NUMBER.finditer(rest):
        number = match[0]
        hint = f"Bind it, as in {{FILE#/PATH = {number}}}, or say that it is meant: {{= {number}}}"
        yield Fault(f"the unbound number '{number}' in '{_around(piece, *match.span())}'", "numbers in braces", hint)
    if "{" in piece or "}" in piece:
        yield Fault(f"a brace without its pair in '{piece.strip()}'", FORMS)


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"
