"""Reads affectnet_vad."""
