"""Effects of exposures."""

from affectflow import tables, terminal
from affectflow.analyse.exposure import exposure

terminal.log_to(snakemake.log[0])
result = exposure(tables.read_people(snakemake.input.tables), spec=snakemake.params.spec)
tables.write_json(result, snakemake.output[0])
