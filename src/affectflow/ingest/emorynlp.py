"""Reads emorynlp."""
