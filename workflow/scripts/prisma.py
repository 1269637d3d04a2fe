"""Flow of records."""

from affectflow import tables, terminal
from affectflow.analyse.prisma import prisma

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = prisma(
    tables.read("records", snakemake.input.tables[0]),
    spec=snakemake.params.spec,
)
tables.write_json(result, snakemake.output[0])
