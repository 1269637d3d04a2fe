"""The analysis traces."""
