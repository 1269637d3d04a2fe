"""The twin of goemotions."""
