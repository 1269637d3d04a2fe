"""The twin of omg_empathy."""
