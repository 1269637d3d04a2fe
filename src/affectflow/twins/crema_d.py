"""The twin of crema_d."""
