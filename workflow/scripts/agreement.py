"""Agreement of the raters and each rater's confusion matrix."""

from affectflow import tables, terminal
from affectflow.analyse.agreement import agreement

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = agreement(
    tables.read("items", snakemake.input.tables[0]),
    tables.read("ratings", snakemake.input.tables[1]),
    spec=snakemake.params.spec,
    ingest=snakemake.params.ingest,
)
tables.write_json(result, snakemake.output[0])
