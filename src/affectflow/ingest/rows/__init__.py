"""Sorts rows into what can be used and what is set aside with a reason, without a loop over rows."""
