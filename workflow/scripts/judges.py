"""The analysis judges."""
