"""elicit: responses of language models over a factorial design of prompts and conditions."""

from .recorded import collect

__all__ = ["collect"]
