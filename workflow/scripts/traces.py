"""Agreement of annotators' continuous traces."""

from affectflow import tables, terminal
from affectflow.analyse.traces import traces

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = traces(
    tables.read("items", snakemake.input.tables[0]),
    tables.read("traces", snakemake.input.tables[1]),
    spec=snakemake.params.spec,
    ingest=snakemake.params.ingest,
)
tables.write_json(result, snakemake.output[0])
