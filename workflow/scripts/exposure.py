"""Effects of exposures."""

from affectflow import tables, terminal
from affectflow.analyse.exposure import exposure

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = exposure(tables.read_people(snakemake.input.tables), spec=snakemake.params.spec)
tables.write_json(result, snakemake.output[0])
