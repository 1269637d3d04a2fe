"""`analyse: {kind: rated_conditions}`: placeholder."""
