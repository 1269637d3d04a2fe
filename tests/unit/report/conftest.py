"""Hand-made reports for every test here."""

from report_fixtures import declared, reports, results

__all__ = ["declared", "reports", "results"]
