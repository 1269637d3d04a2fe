"""Reads long_table."""
