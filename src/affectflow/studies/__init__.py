"""The study language: what a study, a corpus and a feature set may declare.

Imports pydantic and yaml only, because every parse of the workflow pays for it.
"""

from .catalogue import Dataset, FeatureSet
from .code import code_version
from .hashes import Hashes, manifest, raw_files
from .loading import TWIN, Catalogue, load_studies
from .machine import Machine, machine_of
from .parts import CORPUS
from .places import declared_place, place_of, variable
from .pseudonym_key import key_place
from .pseudonyms import declared_pseudonyms
from .schema import study_schema
from .study import Study
from .syntax import Outlines

__all__ = [
    "CORPUS",
    "TWIN",
    "Catalogue",
    "Dataset",
    "FeatureSet",
    "Hashes",
    "Machine",
    "Outlines",
    "Study",
    "code_version",
    "declared_place",
    "declared_pseudonyms",
    "key_place",
    "load_studies",
    "machine_of",
    "manifest",
    "place_of",
    "raw_files",
    "study_schema",
    "variable",
]
