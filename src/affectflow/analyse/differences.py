"""`analyse: {kind: differences}`: placeholder."""
