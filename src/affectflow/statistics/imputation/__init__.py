"""Missing values drawn several times from what is known, and estimates pooled over the draws."""
