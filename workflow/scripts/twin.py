"""Makes the raw files of a synthetic twin, and writes down what was planted in them."""

from pathlib import Path

from affectflow import tables, terminal, twins

terminal.log_to(snakemake.log[0])
planted = twins.generate(Path(snakemake.output.raw), snakemake.params.twin, workers=snakemake.threads)
tables.write_json(planted, snakemake.output.planted)
Path(snakemake.output.manifest).write_text(twins.manifest(Path(snakemake.output.raw)))
