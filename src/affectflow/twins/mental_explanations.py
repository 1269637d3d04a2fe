"""The twin of mental_explanations."""
