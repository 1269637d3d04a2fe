"""Linear mixed models by restricted maximum likelihood: outcomes at common occasions, rows of clusters; and GEE."""
