"""Reads omg_empathy."""
