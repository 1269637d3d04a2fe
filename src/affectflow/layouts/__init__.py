"""How corpora lie on disk: the words that a reader and the corpus's synthetic twin share. Facts only, no code that reads."""
