"""Reads emer."""
