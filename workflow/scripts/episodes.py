"""Agreement of observers on timed episodes."""

from affectflow import tables, terminal
from affectflow.analyse.episodes import episodes

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = episodes(
    tables.read("items", snakemake.input.tables[0]),
    tables.read("episodes", snakemake.input.tables[1]),
    spec=snakemake.params.spec,
    ingest=snakemake.params.ingest,
)
tables.write_json(result, snakemake.output[0])
