"""Makes the raw files of a synthetic twin, and writes down what was planted in them."""

from pathlib import Path

from affectflow import errors, tables, twins

errors.speak_plainly()
planted = twins.generate(Path(snakemake.output.raw), snakemake.params.twin)
tables.write_json(planted, snakemake.output.planted)
