"""Reads emobank."""
