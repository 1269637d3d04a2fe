"""`analyse: {kind: baseline}`: placeholder."""
