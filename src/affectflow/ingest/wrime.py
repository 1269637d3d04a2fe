"""Reads wrime."""
