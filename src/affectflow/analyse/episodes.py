"""`analyse: {kind: episodes}`."""
