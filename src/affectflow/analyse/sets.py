"""`analyse: {kind: sets}`."""
