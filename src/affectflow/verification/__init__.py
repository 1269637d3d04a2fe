"""Whether results hold: computes them again from raw data, and compares every number with the ones handed over."""
