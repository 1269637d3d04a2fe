"""`analyse: {kind: longitudinal}`: placeholder."""
