"""`analyse: {kind: prisma}`: placeholder."""
