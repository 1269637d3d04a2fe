"""The twin of ferplus."""
