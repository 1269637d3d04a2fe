"""The analysis relabelling."""
