"""Linear mixed models of outcomes at common occasions, by restricted maximum likelihood."""
