"""`report:` one self-contained page per study, and the index over all of them."""

from .page import write_index, write_report
from .provenance import provenance
from .results import Results
from .summary import summary

__all__ = ["Results", "provenance", "summary", "write_index", "write_report"]
