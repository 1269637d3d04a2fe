"""Reads bah."""
