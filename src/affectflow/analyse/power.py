"""`analyse: {kind: power}`: placeholder."""
