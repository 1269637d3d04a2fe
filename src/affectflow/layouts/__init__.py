"""How corpora lie on disk: what a reader and the corpus's synthetic twin agree on. Facts only."""
