"""Reads mental_explanations."""
