"""Tables as LaTeX: what a page shows of a table, ready for a paper that loads booktabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": "$<$", ">": "$>$", "\u2212": "$-$", "\u2013": "--",
    "\u2019": "'", "\u201c": "``", "\u201d": "''", "\u00a0": "~", "\u2003": r"\quad{}", "\u00d7": r"$\times$",
    "\u2264": r"$\leq$", "\u2265": r"$\geq$", "\u2260": r"$\neq$", "\u00b1": r"$\pm$", "[": "{[}", "]": "{]}",
    "\u2713": r"$\surd$", "\u25cb": r"$\circ$", "\u2026": r"\dots{}", "\u2018": "`", "\u207b": "$^{-}$",
    "\u03b1": r"$\alpha$", "\u03b2": r"$\beta$", "\u03b4": r"$\delta$", "\u0394": r"$\Delta$",
    "\u03b5": r"$\varepsilon$", "\u03b7": r"$\eta$", "\u03ba": r"$\kappa$", "\u03bb": r"$\lambda$",
    "\u03c0": r"$\pi$", "\u03c1": r"$\rho$", "\u03c3": r"$\sigma$", "\u03c4": r"$\tau$", "\u03c6": r"$\varphi$",
    "\u03c7": r"$\chi$", "\u03c9": r"$\omega$",
    **{sign: f"$^{{{digit}}}$" for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
}  # fmt: skip
"""Signs that LaTeX reads as its own, and signs that plain fonts lack. A bracket that opens a row would be read as
the option of the line break before it."""

_SIGN = re.compile("|".join(map(re.escape, SIGNS)))


def escaped(words: str) -> str:
    """A text that LaTeX sets as it is."""
    return _SIGN.sub(lambda found: SIGNS[found.group()], words)


def tabular(
    name: str,
    caption: str,
    titles: Sequence[str],
    numeric: Sequence[bool],
    rows: Sequence[Sequence[str]],
    note: str,
    *,
    synthetic: bool,
) -> str:
    r"""A floating table with booktabs rules.

    Args:
        name: the label is ``tab:<name>``.
        caption: what the table holds; SYNTHETIC stands before it where the data is a twin's.
        titles: heads of the columns.
        numeric: which columns are set to the right.
        rows: what stands in each cell, as plain text.
        note: a sentence below the table, or nothing.
        synthetic: whether the data is a twin's.
    """
    mark = "SYNTHETIC. " if synthetic else ""
    lines = [
        r"\begin{table}",
        r"\centering",
        rf"\caption{{{mark}{escaped(caption)}.}}",
        rf"\label{{tab:{name}}}",
        rf"\begin{{tabular}}{{{''.join('r' if right else 'l' for right in numeric)}}}",
        r"\toprule",
        _row(titles),
        r"\midrule",
        *map(_row, rows),
        r"\bottomrule",
        r"\end{tabular}",
        *([rf"\par\smallskip\footnotesize {escaped(note)}"] if note else []),
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return " & ".join(map(escaped, cells)) + r" \\"
