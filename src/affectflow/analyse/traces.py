"""`analyse: {kind: traces}`."""
