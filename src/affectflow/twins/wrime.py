"""The twin of wrime."""
