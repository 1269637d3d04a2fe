"""Makes the raw files of a synthetic twin, and writes down what was planted in them."""

from pathlib import Path

from affectflow import tables, terminal, twins
from affectflow.studies.hashes import manifest, raw_files

terminal.log_to(snakemake.log[0])
raw = Path(snakemake.output.raw)
planted = twins.generate(raw, snakemake.params.twin, workers=snakemake.threads)
tables.write_json(planted, snakemake.output.planted)
tables.write_text(manifest(raw, raw_files(raw, ["**/*"])), snakemake.output.manifest)
