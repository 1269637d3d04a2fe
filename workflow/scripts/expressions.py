"""Expressions that are characteristic of the items of a class."""

from affectflow import tables, terminal
from affectflow.analyse.expressions import expressions

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = expressions(
    tables.read("items", *snakemake.input.tables),
    tables.read("sample", snakemake.input.sample),
    tables.read_by_folder("predictions", snakemake.input.predictions),
    spec=snakemake.params.spec,
)
tables.write_json(result, snakemake.output[0])
