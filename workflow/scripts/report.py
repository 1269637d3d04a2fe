"""Writes the report of one run."""

from pathlib import Path

from affectflow import report, terminal

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run])
report.write_report(
    Path(snakemake.output.page).parent,
    run=snakemake.wildcards.run,
    study=snakemake.params.study,
    dataset=snakemake.params.dataset,
    features=snakemake.params.features,
    results=report.Results.collect(
        snakemake.input.results,
        quarantine=snakemake.input.quarantine,
        planted=snakemake.input.planted,
        responses=snakemake.input.responses,
        participants=snakemake.input.participants,
    ),
    preregistered=snakemake.params.preregistered,
    provenance=report.provenance(Path("."), snakemake.input, snakemake.config),
)
