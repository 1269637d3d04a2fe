"""The twin of mentalbench."""
