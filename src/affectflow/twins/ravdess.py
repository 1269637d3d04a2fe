"""The twin of ravdess."""
