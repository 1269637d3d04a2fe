"""`analyse: {kind: frequencies}`: placeholder."""
