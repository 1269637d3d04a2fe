"""The sentences of the methods section on expressions."""

from __future__ import annotations

from ...studies.analyse import Expressions
from ..material import Material
from ..numbers import plural
from ..words import plain
from .wording_analyses import conventions

TESTS = {"fisher": "Fisher’s exact test", "likelihood_ratio": "the likelihood-ratio test"}
CORRECTIONS = {
    "holm": "p was adjusted after Holm (1979)",
    "benjamini_hochberg": "p was adjusted after Benjamini and Hochberg (1995)",
    "none": "p was not adjusted for the number of tests",
}


def expressions(material: Material, name: str, spec: Expressions) -> list[str]:
    """Which items were set against which, and how many tests were corrected for."""
    by = f"that {plain(spec.model)} decides to be of" if spec.model else "of"
    return [
        f"Items {by} the class {plain(spec.label)} were set against all others. Each expression of up to "
        f"{plural(spec.longest, spec.tokens.removesuffix('s'))} that at least {plural(spec.at_least, 'item')} hold was "
        f"tested by {TESTS[spec.test]} on the numbers of items that hold it; {CORRECTIONS[spec.correction]}.",
        *conventions(material, name),
    ]
