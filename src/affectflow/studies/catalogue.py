"""The catalogues: `params/datasets/*.yaml` and `params/features/*.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from .base import Count, Spec, distinct
from .extractors import Extractor
from .licence import Consent, Licence, SoftwareLicence
from .readers import Reader
from .twins import Twin


class Source(Spec):
    """Where the real corpus lies. `--config <id>=PATH` or `AFFECTFLOW_<ID>` override `path`."""

    path: str
    files: Annotated[tuple[str, ...], Field(min_length=1)] = ("**/*",)
    obtain: str = Field(description="where to get it: a URL or a sentence")
    bytes: Count | None = None
    checksums: str | None = Field(
        default=None, description="file beside this one, as sha256sum writes it, of the published audio files"
    )


Identifier = Literal["item_id", "participant_id", "rater_id", "session_id", "speaker_id"]
"""Columns whose values can be replaced by pseudonyms."""


class Dataset(Spec):
    """A corpus: its reader, where the real one lies, and how its synthetic twin is made."""

    title: str
    citation: str = ""
    reader: Reader
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
        shown = sorted(set(self.pseudonymise) - self.reader.hides)
        if shown:
            can = ", ".join(sorted(self.reader.hides)) or "nothing"
            raise ValueError(f"of {self.reader.kind} {can} can be hidden: the files' names show {', '.join(shown)}")
        return self


class FeatureSet(Spec):
    """A named way to turn clips into numbers, shared by studies."""

    title: str
    modality: Literal["audio", "face", "text"]
    extractor: Extractor
    licence: SoftwareLicence
