"""release: which files may not leave this machine, and why, by each corpus's licence and consent."""

from .gate import Refusal, refusals
from .telling import ReleaseError, explain
from .withhold import outdated, place_stand_ins, withhold

__all__ = ["Refusal", "ReleaseError", "explain", "outdated", "place_stand_ins", "refusals", "withhold"]
