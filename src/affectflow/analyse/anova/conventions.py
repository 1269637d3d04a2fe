"""What an analysis of variance holds to, in words."""

from __future__ import annotations

from ...studies.analyse.anova import Anova

SQUARES = {"type_ii": "type II", "type_iii": "type III"}


def conventions(asked: Anova) -> dict[str, str]:
    """The conventions that this analysis needs, by their name."""
    level = f"{100 * asked.effect_size_level:g}%"
    where = "".join(f", {label} ({covariate})" for covariate, label in asked.where.items())
    told = {
        "population": asked.analysis_set.replace("_", " ") + where,
        "squares": SQUARES[asked.squares] + ", sum-to-zero coding, all interactions",
        "cases": "persons measured at all named occasions, with a level of every factor",
        "eta2": "squares of the term / squares of all values about their mean",
        "generalised_eta2": "Olejnik and Algina (2003); covariates are measured, and arms where nobody is randomised",
        "partial_eta2": f"squares of the term / (squares of the term + squares of its error); {level} interval from "
        "the noncentral F with the degrees of freedom of the test (Steiger, 2004)",
        "partial_omega2": "df (F - 1) / (df (F - 1) + N), N persons for terms between them, observations for terms "
        f"with the occasion (Kirk, 2013); below zero where F is below 1; {level} interval from the noncentral F "
        "(Steiger, 2004), none where epsilon is below 1",
        "means": "of complete cases; t interval of each mean alone; sd with denominator n - 1",
        "marginal_means": "every cell weighs the same; variance pooled within cells",
    }
    if len(asked.occasions) > 2:
        told |= {
            "greenhouse_geisser": "Greenhouse and Geisser (1959), from the covariance pooled over cells",
            "huynh_feldt": "Huynh and Feldt (1976) with n - cells (Lecoutre, 1991), at most 1",
            "mauchly": "chi-square approximation with Box's second term",
        }
    if asked.contrasts:
        told["contrasts"] = (
            "weights as declared, levels of other factors weigh the same; error: variance within cells, pooled, of the "
            "persons' sums weighted over occasions; intervals are of each contrast alone"
        )
        told["p_adjusted"] = f"over the contrasts of a measure, {asked.multiplicity.replace('_', ' ')}"
    return told
