"""How near sets of labels come to a reference."""

from affectflow import tables, terminal
from affectflow.analyse.sets import sets

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = sets(
    tables.read("items", snakemake.input.tables[0]),
    tables.read("ratings", snakemake.input.tables[1]),
    spec=snakemake.params.spec,
    ingest=snakemake.params.ingest,
)
tables.write_json(result, snakemake.output[0])
