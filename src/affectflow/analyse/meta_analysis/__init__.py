"""`analyse: {kind: meta_analysis}`: pooled effects of the studies of a review."""

from .document import meta_analysis

__all__ = ["meta_analysis"]
