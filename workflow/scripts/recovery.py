"""What was planted in the twin against what was measured."""

from affectflow import tables, terminal
from affectflow.analyse.recovery import recovery

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run], snakemake.wildcards.analysis)
result = recovery(
    tables.read_json(snakemake.input.planted),
    tables.read_json_by_stem(snakemake.input.results),
    spec=snakemake.params.spec,
)
tables.write_json(result, snakemake.output[0])
