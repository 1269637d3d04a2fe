"""`analyse: {kind: judges}`."""
