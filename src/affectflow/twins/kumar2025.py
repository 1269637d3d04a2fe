"""The twin of kumar2025."""
