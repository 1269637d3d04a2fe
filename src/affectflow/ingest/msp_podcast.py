"""Reads msp_podcast."""
