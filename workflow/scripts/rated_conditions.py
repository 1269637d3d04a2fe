"""Rated conditions."""

from affectflow import tables, terminal
from affectflow.analyse.rated_conditions import rated_conditions

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = rated_conditions(
    tables.read("items", snakemake.input.tables[0]),
    tables.read("ratings", snakemake.input.tables[1]),
    spec=snakemake.params.spec,
)
tables.write_json(result, snakemake.output[0])
