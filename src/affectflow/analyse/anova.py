"""`analyse: {kind: anova}`: placeholder."""
