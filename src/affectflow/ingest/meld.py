"""Reads meld."""
