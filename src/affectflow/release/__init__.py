"""release: which files may not leave this machine, and why, by each corpus's licence and consent."""

from .gate import Refusal, refusals
from .telling import ReleaseError, explain

__all__ = ["Refusal", "ReleaseError", "explain", "refusals"]
