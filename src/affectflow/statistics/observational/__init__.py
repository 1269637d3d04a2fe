"""Effects without randomisation: the propensity score, clusters of rows, balance, unmeasured confounding."""
