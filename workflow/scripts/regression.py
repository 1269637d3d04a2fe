"""Regression."""

from affectflow import tables, terminal
from affectflow.analyse.regression import regression

terminal.log_to(snakemake.log[0])
result = regression(tables.read_people(snakemake.input.tables), spec=snakemake.params.spec)
tables.write_json(result, snakemake.output[0])
