"""The twin of esconv."""
