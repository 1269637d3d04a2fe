"""Reads dices."""
