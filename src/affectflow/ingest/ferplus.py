"""Reads ferplus."""
