"""`analyse: {kind: imputation}`: placeholder."""
