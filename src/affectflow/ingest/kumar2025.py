"""Reads kumar2025."""
