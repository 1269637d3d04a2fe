"""`analyse: {kind: expressions}`."""
