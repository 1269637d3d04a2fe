"""`analyse: {kind: reliable_change}`: placeholder."""
