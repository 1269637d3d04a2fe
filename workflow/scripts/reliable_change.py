"""Reliable change."""

from affectflow import tables, terminal
from affectflow.analyse.reliable_change import reliable_change

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = reliable_change(tables.read_people(snakemake.input.tables), spec=snakemake.params.spec)
tables.write_json(result, snakemake.output[0])
