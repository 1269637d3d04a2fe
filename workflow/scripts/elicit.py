"""Collects the responses of language models over the study's design."""

from pathlib import Path

from affectflow import elicit, tables, terminal

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run])
responses, quarantine = elicit.collect(snakemake.params.elicit, Path("."))
tables.write(responses, "responses", snakemake.output.responses)
tables.write(quarantine, "quarantine", snakemake.output.quarantine)
