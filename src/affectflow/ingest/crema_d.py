"""Reads crema_d."""
