"""Writes the page over all reports."""

from affectflow import errors, report, tables

errors.speak_plainly()
report.write_index(snakemake.output[0], tables.read_json_by_folder(snakemake.input))
