"""Reads ravdess."""
