"""`analyse: {kind: ordinal}`: placeholder."""
