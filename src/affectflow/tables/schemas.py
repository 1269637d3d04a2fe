"""The tables that stages hand to each other: their columns, units and keys."""

from __future__ import annotations

import pandera.pandas as pa

from .columns import maybe_number, maybe_text, number, table, text, truth, whole

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "items": table(
        "One item that raters and models judge: a clip, an utterance, an image.",
        ["item_id"],
        {
            "item_id": text("Name of the item, unique in the corpus"),
            "speaker_id": text("Who speaks or is seen; splits are made by it"),
            "session_id": text("Recording session"),
            "condition": text("Condition of the item in the corpus's design, or 'all'"),
            "intended": maybe_text("Class that the speaker was asked to express"),
            "audio": maybe_text("Audio file below the corpus's folder"),
            "video": maybe_text("Video file or still image below the corpus's folder"),
            "transcript": maybe_text("What was said"),
            "duration": maybe_number("Length of the clip", "s"),
            "sha256": maybe_text("Hash of the item's media files, in the order audio, video"),
        },
    ),
    "ratings": table(
        "One rating of one item by one rater on one scale.",
        ["item_id", "rater_id", "scale"],
        {
            "item_id": text("The rated item"),
            "rater_id": text("Who rated"),
            "scale": text("What was rated, such as 'emotion' or 'valence'"),
            "label": maybe_text("The chosen class, on categorical scales"),
            "value": maybe_number("The given value, on numeric scales", "scale points"),
        },
    ),
    "traces": table(
        "One sample of a rater's continuous trace.",
        ["item_id", "rater_id", "scale", "time"],
        {
            "item_id": text("The rated item"),
            "rater_id": text("Who rated"),
            "scale": text("What was rated"),
            "time": number("Time from the start of the item", "s"),
            "value": number("The trace's value", "scale points"),
        },
    ),
    "episodes": table(
        "One label that one observer gave to a stretch of an item, such as a film.",
        ["item_id", "rater_id", "scale", "onset", "offset", "subject", "label"],
        {
            "item_id": text("The observed item"),
            "rater_id": text("Who observed"),
            "scale": text("What was observed, such as 'emotion' or 'valence'"),
            "label": text("What was marked"),
            "subject": maybe_text("Who in the item shows it, such as a character; missing where nobody is named"),
            "onset": number("Start, from the start of the item", "s"),
            "offset": number("End, from the start of the item", "s"),
        },
    ),
    "participants": table(
        "One person who was assessed for a trial.",
        ["participant_id"],
        {
            "participant_id": text("Who"),
            "arm": maybe_text("Arm that was drawn; missing if not randomised"),
            "randomised": truth("Whether the person was randomised"),
            "received": truth("Whether the person received what was drawn"),
            "excluded": maybe_text("Why the person was not randomised"),
            "lost_at": maybe_text("First occasion at which the person was lost"),
            "lost_reason": maybe_text("Why the person was lost"),
            "stratum": maybe_text("Stratum or block within which the arm was drawn; missing if there was none"),
            "randomised_on": maybe_text("Day of randomisation, as YYYY-MM-DD"),
            "left_out": maybe_text("Why the person is in no analysis, though randomised"),
        },
    ),
    "covariates": table(
        "One characteristic of one participant that no arm changes: age, diagnosis, site, provider.",
        ["participant_id", "covariate"],
        {
            "participant_id": text("Who"),
            "covariate": text("Which characteristic"),
            "label": maybe_text("The category, of a categorical one"),
            "value": maybe_number("The number, of a numeric one", "as the covariate's name says"),
        },
    ),
    "adherence": table(
        "How much of one part of what was drawn one participant took.",
        ["participant_id", "component"],
        {
            "participant_id": text("Who"),
            "component": text("What was to be taken, such as 'modules' or 'sessions'"),
            "value": number("How much was taken", "units of the component"),
            "possible": maybe_number("The most that could be taken", "units of the component"),
        },
    ),
    "outcomes": table(
        "One measurement of one participant; a missing one has a row too.",
        ["participant_id", "measure", "occasion"],
        {
            "participant_id": text("Who"),
            "measure": text("What was measured"),
            "occasion": text("When, as the trial names it"),
            "week": number("When, from randomisation", "weeks"),
            "value": maybe_number("The score", "scale points"),
            "missing_reason": maybe_text("Why the value is missing"),
        },
    ),
    "records": table(
        "One record that the search of a review found.",
        ["record_id"],
        {
            "record_id": text("Which"),
            "source": text("Database or register, or 'other methods'"),
            "year": maybe_number("Year of publication", "years"),
            "reached": text("Last stage: identified, screened, sought, assessed or included"),
            "reason": maybe_text("Why it went no further; missing if it is included"),
            "study_id": maybe_text("Study that an included record reports; several reports may be of one"),
        },
    ),
    "codings": table(
        "One thing that the coders of a review noted of one record; a record may have several on one variable.",
        ["record_id", "variable", "label"],
        {
            "record_id": text("Record or study that is described"),
            "variable": text("What is described, such as 'sensor'"),
            "label": text("What it was, on categorical variables; 'value' on numeric ones"),
            "value": maybe_number("The number, on numeric variables", "as the variable's name says"),
        },
    ),
    "effects": table(
        "One effect that one study of a review estimated.",
        ["effect_id"],
        {
            "effect_id": text("Which estimate"),
            "study_id": text("Whose; estimates of one study share participants"),
            "outcome": text("What it is an effect on"),
            "measure": text("Scale of the estimate, such as 'smd' or 'log_odds_ratio'"),
            "estimate": number("The estimate", "as its measure says"),
            "standard_error": number("Its standard error", "as its measure says"),
            "n": maybe_number("Participants behind it", "participants"),
        },
    ),
    "responses": table(
        "One response of one model to one prompt under one condition.",
        ["item_id", "prompt", "condition", "model", "replicate"],
        {
            "item_id": text("The item that was asked about"),
            "prompt": text("Name of the prompt"),
            "condition": text("Name of the condition"),
            "model": text("Name of the model"),
            "replicate": whole("Number of the repetition, from 1"),
            "asked": text("The full text that was sent"),
            "text": text("The full text that came back"),
        },
    ),
    "features": pa.DataFrameSchema(
        {
            "item_id": text("The item"),
            r"^(?!item_id$).+$": number("A feature", "as its name says", regex=True, required=False),
        },
        strict=True,
        unique=["item_id"],
        description="One row of features for each item that could be read.",
        metadata={"key": ["item_id"]},
    ),
    "sample": pa.DataFrameSchema(
        {
            "item_id": text("An item that the study analyses"),
            "group": text("Group that is kept whole in the split (speaker or session)"),
            "label": maybe_text("Target class; missing where the raters have none and the study keeps all items"),
            "majority": maybe_text("Class with more than half of all votes, if one has them", required=False),
            "fold": whole("Fold in which the item is tested, from 0"),
            r"^share_.+$": number("Share of the raters' votes for a class", "1", regex=True, required=False),
        },
        strict=True,
        unique=["item_id"],
        description="The items that models are trained and tested on, with their targets and folds.",
        metadata={"key": ["item_id"]},
    ),
    "predictions": pa.DataFrameSchema(
        {
            "item_id": text("The item, predicted by a model that did not see its group"),
            "seed": whole("Seed of the fit"),
            "fold": whole("Fold in which the item was tested"),
            "group": text("Group that the split kept whole"),
            "label": maybe_text("Target class; missing where the raters have none and the study keeps all items"),
            "predicted": text("Predicted class"),
            r"^p_.+$": number("Predicted probability of a class", "1", regex=True, required=False),
        },
        strict=True,
        unique=["item_id", "seed"],
        description="One out-of-fold prediction for each item and seed.",
        metadata={"key": ["seed", "item_id"]},
    ),
    "quarantine": table(
        "One thing that was set aside: where it was, what was found and what is allowed.",
        [],
        {
            "stage": text("Stage that found it"),
            "item_id": maybe_text("The item that it concerns, if one"),
            "file": text("File in which it was found"),
            "place": text("Where in the file"),
            "reason": text("Short name of the reason, such as 'truncated' or 'duplicate_rating'"),
            "found": text("What was found"),
            "allowed": text("What is allowed"),
        },
    ),
}
