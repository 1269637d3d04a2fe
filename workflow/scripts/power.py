"""Power and sample size."""

from affectflow import tables, terminal
from affectflow.analyse.power import power

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = power(spec=snakemake.params.spec)
tables.write_json(result, snakemake.output[0])
