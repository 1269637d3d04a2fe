"""The twin of emorynlp."""
