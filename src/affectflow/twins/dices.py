"""The twin of dices."""
