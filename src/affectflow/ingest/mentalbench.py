"""Reads mentalbench."""
