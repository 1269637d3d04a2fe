"""Outcomes that happen or do not: contrasts of two risks, tests of tables, and logistic regression."""
