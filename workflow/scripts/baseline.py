"""Participants at baseline."""

from affectflow import tables, terminal
from affectflow.analyse.baseline import baseline

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = baseline(tables.read_people(snakemake.input.tables), spec=snakemake.params.spec)
tables.write_json(result, snakemake.output[0])
