"""Tracking: local records of training runs, mirrored to MLflow."""

from .mirror import mirror

__all__ = ["mirror"]
