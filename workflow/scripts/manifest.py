"""Hashes the raw files of a real corpus; the list stands for them in all that follows."""

from pathlib import Path

from affectflow import tables, terminal
from affectflow.studies.hashes import manifest, raw_files

terminal.log_to(snakemake.log[0])
place = Path(snakemake.config["places"][snakemake.wildcards.data])
tables.write_text(manifest(place, raw_files(place, snakemake.params.patterns)), snakemake.output[0])
