"""Reads esconv."""
