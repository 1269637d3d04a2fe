"""`analyse: {kind: exposure}`: placeholder."""
