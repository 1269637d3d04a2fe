"""Reads files in text as their authors wrote them, and tells everything that is structurally wrong at once."""
