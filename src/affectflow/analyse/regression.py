"""`analyse: {kind: regression}`: placeholder."""
