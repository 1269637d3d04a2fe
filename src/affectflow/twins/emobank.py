"""The twin of emobank."""
