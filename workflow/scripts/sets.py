"""The analysis sets."""
