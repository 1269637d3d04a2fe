"""Reads goemotions."""
