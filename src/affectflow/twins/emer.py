"""The twin of emer."""
