"""`analyse: {kind: aggregation}`."""
