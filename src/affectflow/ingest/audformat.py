"""Reads audformat."""
