"""The twin of msp_podcast."""
