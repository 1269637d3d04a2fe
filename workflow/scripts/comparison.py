"""Paired differences of models on the same items."""

from affectflow import tables, terminal
from affectflow.analyse.comparison import comparison

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = comparison(
    tables.read("sample", snakemake.input.sample),
    tables.read_by_folder("predictions", snakemake.input.predictions),
    spec=snakemake.params.spec,
    train=snakemake.params.train,
)
tables.write_json(result, snakemake.output[0])
