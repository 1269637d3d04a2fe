"""Reads iemocap."""
