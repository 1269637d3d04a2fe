"""`analyse: {kind: relabelling}`."""
