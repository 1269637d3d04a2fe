"""What stages hand to each other: tables in Parquet and documents in JSON, checked and atomic."""

from .disk import check, empty, read, write
from .documents import look_up, read_json, write_json
from .schemas import SCHEMAS

__all__ = ["SCHEMAS", "check", "empty", "look_up", "read", "read_json", "write", "write_json"]
