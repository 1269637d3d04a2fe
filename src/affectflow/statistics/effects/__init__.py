"""Differences of means and of ranks, their standardised sizes, and analysis of variance."""
