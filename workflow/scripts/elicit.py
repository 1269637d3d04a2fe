"""Collects the responses of language models over the study's design."""

from pathlib import Path

from affectflow import elicit, errors, tables

errors.speak_plainly()
responses, quarantine = elicit.collect(snakemake.params.elicit, Path("."))
tables.write(responses, "responses", snakemake.output.responses)
tables.write(quarantine, "quarantine", snakemake.output.quarantine)
