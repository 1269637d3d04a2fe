"""What language models answered: how many responses there are in each cell of the design."""

from __future__ import annotations

from ..blocks import Column, Section, Table
from ..material import Material
from ..numbers import count, plural
from ..words import plain


def build(material: Material) -> Section | None:
    """One row per model, prompt and condition; None for a study that elicits nothing."""
    design, there = material.study.elicit, material.results.responses
    if design is None:
        return None
    wanted = len(design.items) * design.replicates
    got = there.groupby(["model", "prompt", "condition"]).size().to_dict()
    cells = [(m, p, c) for m in design.models for p in design.prompts for c in design.conditions]
    lead = (
        f"{plural(len(there), 'response')} of {plural(wanted * len(cells), 'response')} that the design asks for; "
        f"each cell has {plural(len(design.items), 'item')} and {plural(design.replicates, 'replicate')}."
    )
    table = Table(
        "responses",
        "Responses by model, prompt and condition",
        {
            "model": Column("Model", plain),
            "prompt": Column("Prompt", plain),
            "condition": Column("Condition", plain),
            "responses": Column("Responses", count, numeric=True),
            "missing": Column("Missing", count, numeric=True),
        },
        [[*cell, got.get(cell, 0), wanted - got.get(cell, 0)] for cell in cells],
    )
    return Section("responses", "Responses of language models", lead, [table])
