"""The analysis episodes."""
