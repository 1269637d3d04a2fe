"""What rules make of all votes, what raters are worth, and what more votes would give."""

from affectflow import tables, terminal
from affectflow.analyse.aggregation import aggregation

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = aggregation(
    tables.read("items", snakemake.input.tables[0]),
    tables.read("ratings", snakemake.input.tables[1]),
    spec=snakemake.params.spec,
    ingest=snakemake.params.ingest,
)
tables.write_json(result, snakemake.output[0])
