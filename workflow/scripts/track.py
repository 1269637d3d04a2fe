"""Mirrors the training runs of one study to MLflow."""

from pathlib import Path

from affectflow import tables, terminal, tracking

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run])
sent = tracking.mirror(
    snakemake.wildcards.run,
    scores=tables.read_json_by_folder(snakemake.input.scores),
    history=tables.read_json_by_folder(snakemake.input.history),
    models=snakemake.params.models,
    home=Path("."),
)
tables.write_json(sent | {"attempt": snakemake.params.attempt}, snakemake.output[0])
