"""The hand-made reports of the unit tests, for a browser."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "unit" / "report"))

from report_fixtures import declared, reports, results

__all__ = ["declared", "reports", "results"]
