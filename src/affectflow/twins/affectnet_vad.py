"""The twin of affectnet_vad."""
