"""Writes a verdict as a page that needs nothing else, and as JSON."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

from ..report.page import tie
from ..report.svg import STYLE
from ..tables import write_json, write_text
from . import words
from .estimate import spoken
from .verdict import Verdict

FOLDED = 8
"""Differences of a file that the page shows before it folds the rest."""


def write(verdict: Verdict, folder: Path) -> Path:
    """Write `verdict.json` and `index.html`, the page last.

    Returns:
        the page.
    """
    write_json(verdict.document(), folder / "verdict.json")
    page = folder / "index.html"
    write_text(
        _environment().get_template("verdict.html.j2").render(v=verdict, figure_style=STYLE, folded=FOLDED), page
    )
    return page


@cache
def _environment() -> jinja2.Environment:
    loaders = [jinja2.PackageLoader("affectflow.verification"), jinja2.PackageLoader("affectflow.report")]
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"tie": tie, "spoken": spoken, "value": words.value, "thousands": "{:,}".format}
    environment.globals |= {"words": words}
    return environment
