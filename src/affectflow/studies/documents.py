"""Which documents a study makes, as far as its own file tells: what a claim or a sentence may name."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import did_you_mean
from .analyse import (
    Aggregation,
    Agreement,
    Analysis,
    Anova,
    Baseline,
    Comparison,
    Differences,
    Events,
    Exposure,
    Frequencies,
    Judges,
    Longitudinal,
    MetaAnalysis,
    Ordinal,
    RatedConditions,
    Recovery,
    Regression,
    Relabelling,
    ReliableChange,
    Sets,
    Traces,
    Trial,
)
from .prose import Fault
from .study import Study

Groups = Mapping[str, tuple[str, ...]]
"""Groups at the top of a document whose parts are named in the study, with those names."""


def documents(study: Study, *, real: bool) -> dict[str, Groups]:
    """The documents that a study makes, by their path below its results.

    Args:
        study: the study.
        real: whether it can run on a real corpus; what only a twin has is left out then.
    """
    target, made = study.ingest.target, dict[str, Groups]()
    if study.train:
        made["flow.json"] = {"classes": target.labels} if target else {}
        metrics = tuple(map(str, study.train.metrics))
        made |= {f"{model}/scores.json": {"metrics": metrics} for model in study.train.models}
    for name, analysis in study.analyse.items():
        if not (real and isinstance(analysis, Recovery)):
            made[f"analyses/{name}.json"] = _groups(analysis)
    return made


def lost(file: str, path: str, made: Mapping[str, Groups]) -> Fault | None:
    """What is wrong with a reference into documents, as far as it can be known before they are made."""
    if file not in made:
        return Fault(f"no result '{file}'", ", ".join(sorted(made)) or "nothing", did_you_mean(file, made))
    group, _, rest = path.partition("/")
    name, known = rest.partition("/")[0], made[file].get(group, ())
    if name and known and name not in known:
        return Fault(f"no '{name}' among '{group}' of {file}", ", ".join(known), did_you_mean(name, known))
    return None


def _groups(analysis: Analysis) -> Groups:
    match analysis:
        case Agreement():
            return {"by": analysis.by}
        case Aggregation():
            return {"rules": analysis.rules}
        case Comparison():
            return {"differences": analysis.against}
        case Baseline():
            return {"variables": (*analysis.covariates, *analysis.measures), "n": analysis.arms}
        case Trial():
            return {"ancova": analysis.occasions, "means": analysis.arms}
        case Anova() | Differences():
            return {"measures": analysis.measures}
        case Events() | Ordinal():
            groups = {"arms": (analysis.control, *analysis.treated), "contrasts": analysis.treated}
            if isinstance(analysis, Events) and analysis.adjusted:
                groups |= {"adjusted": ("odds_ratio", "risk", "risk_difference", "risk_ratio")}
            if isinstance(analysis, Events) and analysis.stratified:
                groups |= {"stratified": analysis.treated}
            return groups
        case ReliableChange():
            return {"arms": analysis.arms, "comparisons": analysis.arms[1:]}
        case Longitudinal():
            return {"effects": analysis.treated, "means": (analysis.control, *analysis.treated)}
        case Traces():
            values = ("correlation", "concordance", "correlation_at_lag", "concordance_at_lag")
            return {"pooled": (*values, "pairs", "undefined_pairs"), "minutes": ("mean", "shortest", "longest")}
        case Judges():
            scales = tuple(scale for group in analysis.groups.values() for scale in group)
            return {"scales": scales, "groups": tuple(analysis.groups), "pairs": scales, "tally": analysis.judges}
        case RatedConditions():
            return {"contrasts": analysis.against, "overall": analysis.against if analysis.overall else ()}
        case Sets():
            return {"predictions": analysis.predictions}
        case Relabelling() if analysis.vad:
            labels = tuple(analysis.vad.emotions)
            return {"mean": labels, "emotions": labels, "points": labels}
        case Frequencies():
            return {
                "variables": analysis.variables,
                "crosses": tuple(analysis.crosses),
                "trends": tuple(analysis.trends),
                "orders": tuple(analysis.orders),
            }
        case MetaAnalysis():
            several = analysis.dependent == "multilevel"
            return {"heterogeneity": ("q", "tau2", "i2", "h2", *(("levels",) if several else ()))}
        case Exposure():
            return {"negative_controls": tuple(analysis.negative_controls)}
        case Regression():
            return {"terms": tuple(analysis.terms)}
        case Recovery():
            return {"checks": tuple(analysis.checks)}
    return {}
