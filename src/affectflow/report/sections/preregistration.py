"""What was planned, and every place in which the study is not as it was frozen."""

from __future__ import annotations

from ...studies.preregistration import ABSENT, deviations
from ..blocks import Block, Column, Facts, Prose, Section, Table
from ..material import Material
from ..numbers import plural
from ..words import plain

NO_REASON = "no reason given"


def build(material: Material) -> Section | None:
    """Only where the study is frozen."""
    frozen = material.preregistration
    if frozen is None:
        return None
    found = deviations(frozen, material.study)
    lead = f"The study was frozen on {frozen.frozen_on}; {plural(len(found), 'deviation')} since."
    file = f"params/preregistrations/{frozen.study}.yaml"
    facts = [("Frozen on", frozen.frozen_on), ("Hash (SHA-256)", frozen.hash), ("File", file)]
    told = Prose([f"Since when the file stands is told by version control: git log --follow {file}"])
    return Section(
        "preregistration", "Preregistration", lead, [Facts(facts), told, *_deviations(material), _standings(material)]
    )


def _deviations(material: Material) -> list[Block]:
    assert material.preregistration
    rows = [
        [found.place, found.frozen, found.now, material.study.deviations.get(found.place, NO_REASON)]
        for found in deviations(material.preregistration, material.study)
    ]
    columns = {"place": Column("Place in the study"), "frozen": Column("As frozen"), "now": Column("As it is")}
    columns["why"] = Column("Why")
    note = f"‘{ABSENT}’ stands for a part that was not there, or is there no longer."
    table = Table("deviations", "Deviations from the preregistration", columns, rows, note=note)
    return [table] if rows else []


def _standings(material: Material) -> Table:
    frozen = material.preregistration
    assert frozen
    gone = set(frozen.spec["analyse"]) - set(material.standings)
    rows = [[name, material.study.analyse[name].kind, standing] for name, standing in material.standings.items()]
    rows += [[name, frozen.spec["analyse"][name]["kind"], "planned, not made"] for name in sorted(gone)]
    columns = {"analysis": Column("Analysis", plain), "kind": Column("Kind", plain), "standing": Column("Standing")}
    caption = "Analyses: planned as they are, changed since, or exploratory"
    note = "Changed and exploratory analyses are shown after the planned ones, in sections of their own."
    return Table("standings", caption, columns, rows, note=note)
