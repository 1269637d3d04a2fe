"""Under which terms the corpus is used, and what they keep out of the report."""

from __future__ import annotations

from ...studies.permission import withheld
from ..blocks import Notice
from ..material import Material
from ..numbers import listing
from ..withholding import WITHHELD
from ..words import plain

MAY = {"allowed": "may be passed on", "research_only": "for research only", "forbidden": "may not be passed on"}


def facts(material: Material) -> list[tuple[str, str]]:
    """Licence, redistribution and consent; a twin stands under none of them, and says so."""
    licence, agreed = material.dataset.licence, material.dataset.consent.agreed
    told = [("Licence", f"{licence.name} ({MAY[licence.redistribution]})")]
    told += [("Consent", agreed)] if agreed else []
    told = [(f"{term} of the real corpus", words) for term, words in told] if material.synthetic else told
    hidden = [plain(column.removesuffix("_id")) for column in material.dataset.pseudonymise]
    return told + ([("Pseudonyms", f"keyed hashes name each {listing(hidden)}")] if hidden else [])


def notice(material: Material) -> list[Notice]:
    """What licence and consent keep from leaving with this report, by the statement that does."""
    kept: dict[str, list[str]] = {}
    for part, statement in withheld(material.dataset):
        # A twin is about nobody, but what models were asked and answered in its run is real.
        if not material.synthetic or part.startswith("responses"):
            kept.setdefault(statement.split(" (")[0], []).append(part)
    if not kept or (material.synthetic and not material.study.elicit):
        return []
    parts = "; ".join(f"{listing(names)} ({statement})" for statement, names in kept.items())
    stands = f"Where this report would show them, it says “{WITHHELD}”."
    return [Notice([f"By licence and consent, these parts of the data are not passed on: {parts}.", stands])]
