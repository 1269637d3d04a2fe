"""`analyse: {kind: meta_analysis}`: placeholder."""
