"""The twin of iemocap."""
