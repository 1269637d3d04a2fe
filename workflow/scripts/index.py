"""Writes the page over all reports."""

from affectflow import report, tables, terminal

terminal.log_to(snakemake.log[0])
report.write_index(snakemake.output[0], tables.read_json_by_folder([*snakemake.input, *snakemake.params.real]))
