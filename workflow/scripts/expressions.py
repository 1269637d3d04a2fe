"""The analysis expressions."""
