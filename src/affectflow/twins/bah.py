"""The twin of bah."""
