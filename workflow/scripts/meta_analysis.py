"""Meta-analysis."""

from affectflow import tables, terminal
from affectflow.analyse.meta_analysis import meta_analysis

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = meta_analysis(
    tables.read("effects", snakemake.input.tables[0]),
    tables.read("codings", snakemake.input.tables[1]),
    spec=snakemake.params.spec,
)
tables.write_json(result, snakemake.output[0])
