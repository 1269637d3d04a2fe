"""What stages hand to each other: tables in Parquet, documents in JSON and texts, checked and atomic."""

from .choosing import items_where, unknown, wrong_where
from .disk import STAND_IN, check, empty, read, read_by_folder, write, write_each
from .documents import look_up, read_json, read_json_by_folder, read_json_by_stem, write_json
from .people import People, read_people
from .raters import UNNAMED, named, votes_from_counts
from .samples import classes, with_votes
from .schemas import SCHEMAS
from .texts import write_text

__all__ = [
    "SCHEMAS",
    "STAND_IN",
    "UNNAMED",
    "People",
    "check",
    "classes",
    "empty",
    "items_where",
    "look_up",
    "named",
    "read",
    "read_by_folder",
    "read_json",
    "read_json_by_folder",
    "read_json_by_stem",
    "read_people",
    "unknown",
    "votes_from_counts",
    "with_votes",
    "write",
    "write_each",
    "write_json",
    "write_text",
    "wrong_where",
]
