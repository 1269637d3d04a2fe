"""Events."""

from affectflow import tables, terminal
from affectflow.analyse.events import events

terminal.log_to(snakemake.log[0])
result = events(tables.read_people(snakemake.input.tables), spec=snakemake.params.spec)
tables.write_json(result, snakemake.output[0])
