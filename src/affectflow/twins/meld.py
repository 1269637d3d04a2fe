"""The twin of meld."""
