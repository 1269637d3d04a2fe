"""`analyse: {kind: events}`: placeholder."""
