"""The parts of a corpus and of what is made from it, as a licence or a consent may name them.

The language knows no table schemas, so the columns stand here too; a test holds them
equal to `affectflow.tables.SCHEMAS`.
"""

from __future__ import annotations

TABLES: dict[str, tuple[str, ...]] = {
    "items": (
        "item_id", "speaker_id", "session_id", "condition", "intended", "audio", "video", "transcript", "duration",
        "sha256",
    ),
    "ratings": ("item_id", "rater_id", "scale", "label", "value"),
    "traces": ("item_id", "rater_id", "scale", "time", "value"),
    "episodes": ("item_id", "rater_id", "scale", "label", "subject", "onset", "offset"),
    "participants": (
        "participant_id", "arm", "randomised", "received", "excluded", "lost_at", "lost_reason", "stratum",
        "randomised_on", "left_out",
    ),
    "covariates": ("participant_id", "covariate", "label", "value"),
    "adherence": ("participant_id", "component", "value", "possible"),
    "outcomes": ("participant_id", "measure", "occasion", "week", "value", "missing_reason"),
    "records": ("record_id", "source", "year", "reached", "reason", "study_id"),
    "codings": ("record_id", "variable", "label", "value"),
    "effects": ("effect_id", "study_id", "outcome", "measure", "estimate", "standard_error", "n"),
    "responses": ("item_id", "prompt", "condition", "model", "replicate", "asked", "text"),
    "sample": ("item_id", "group", "label", "majority", "fold", "shares"),
    "predictions": ("item_id", "seed", "fold", "group", "label", "predicted", "probabilities"),
    "quarantine": ("stage", "item_id", "file", "place", "reason", "found", "allowed"),
}  # fmt: skip
"""Columns by table. `features` is a table too; what it holds is named by feature sets."""

CORPUS = (
    "items", "ratings", "traces", "episodes", "participants", "outcomes", "covariates", "adherence", "records",
    "codings", "effects",
)  # fmt: skip
"""The tables that are made of every corpus, besides what was set aside."""

PATTERNS = {"shares": "share_", "probabilities": "p_"}
"""How columns begin that a table has one of for each class; the language names them together."""

WHOLE = ("media", "models", "results")
"""Parts that have no columns: raw recordings, weights of trained models, and aggregated
results with the report that shows them."""

_PEOPLE = ("participants.participant_id", "ratings.rater_id")

QUOTES: dict[str, tuple[str, ...]] = {
    "ratings.item_id": ("items.item_id",),
    "traces.item_id": ("items.item_id",),
    "traces.rater_id": ("ratings.rater_id",),
    "episodes.item_id": ("items.item_id",),
    "episodes.rater_id": ("ratings.rater_id",),
    "outcomes.participant_id": ("participants.participant_id",),
    "covariates.participant_id": ("participants.participant_id",),
    "adherence.participant_id": ("participants.participant_id",),
    "responses.asked": ("items.transcript",),
    "responses.text": ("items.transcript",),
    "sample.item_id": ("items.item_id",),
    "sample.group": ("items.speaker_id", "items.session_id"),
    "sample.label": ("items.intended", "ratings.label"),
    "sample.majority": ("ratings.label",),
    "sample.shares": ("ratings.label",),
    "predictions.item_id": ("items.item_id",),
    "predictions.group": ("items.speaker_id", "items.session_id"),
    "predictions.label": ("items.intended", "ratings.label"),
    "quarantine.item_id": ("items.item_id",),
    "quarantine.file": ("items.audio", "items.video"),
    "quarantine.found": ("items.item_id", "items.speaker_id", "items.transcript", *_PEOPLE),
}
"""Where the content of a column may turn up again. A column that quotes another may leave
only where that one may, unless a statement names the quoting column itself."""


def holds(table: str, column: str) -> str:
    """The language's name for a column in a file, such as ``p_anger`` -> ``probabilities``."""
    named = TABLES.get(table, ())
    begins = (name for name, start in PATTERNS.items() if name in named and column.startswith(start))
    return column if column in named else next(begins, column)
