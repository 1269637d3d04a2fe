"""The analysis aggregation."""
