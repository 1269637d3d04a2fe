"""Where the numbers come from: revision, versions, seeds and hashes."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Facts, Notice, Section, Table
from ..material import Material
from ..numbers import count, listing
from ..words import plain


def build(material: Material) -> Section | None:
    """Everything that the provenance holds: dicts as tables, the rest as facts."""
    found = material.provenance
    if not found:
        return None
    single = {key: value for key, value in found.items() if not isinstance(value, dict) and key != "dirty"}
    facts = [(plain(key).capitalize(), _said(value)) for key, value in single.items()]
    blocks: list[Block] = []
    if found.get("dirty"):
        blocks.append(Notice(["The working tree held changes that are not in the revision named below."]))
    blocks.append(Facts([("Run", material.run), *facts, *_seeds(material)]))
    blocks += [_table(key, value) for key, value in found.items() if isinstance(value, dict) and value]
    return Section("provenance", "Provenance", "", blocks)


def _seeds(material: Material) -> list[tuple[str, str]]:
    """Every seed that the study declares."""
    train, seeds = material.study.train, []
    if train:
        split = getattr(train.split, "seed", None)
        seeds += [("Seeds of the fits", listing([count(s) for s in train.seeds]))]
        seeds += [("Seed of the split", count(split))] if split is not None else []
        seeds += [("Seed of the score intervals", count(train.bootstrap.seed))]
    for name, spec in material.study.analyse.items():
        boot = getattr(spec, "bootstrap", None)
        seeds += [(f"Seed of {plain(name)}", count(boot.seed))] if boot else []
    if material.synthetic and material.dataset.twin:
        seeds.append(("Seed of the twin", count(material.dataset.twin.seed)))
    return seeds


def _table(key: str, value: dict[str, Any]) -> Table:
    titles = {
        "files": ("File", "SHA-256", "Files that this report was made from"),
        "versions": ("Package", "Version", "Versions of the packages"),
    }
    name, held, caption = titles.get(key, ("Name", "Value", plain(key).capitalize()))
    columns = {"name": Column(name), "value": Column(held, _said)}
    return Table(
        f"provenance-{plain(key).replace(' ', '-')}",
        caption,
        columns,
        [[k, v] for k, v in sorted(value.items())],
        shown=40,
    )


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return listing([_said(v) for v in value])
    return "unknown" if value is None else str(value)
