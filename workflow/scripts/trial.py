"""A randomised trial: flow of participants and ANCOVA."""

from affectflow import tables, terminal
from affectflow.analyse.trial import trial

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = trial(tables.read_people(snakemake.input.tables), spec=snakemake.params.spec)
tables.write_json(result, snakemake.output[0])
