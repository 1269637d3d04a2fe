"""Writes the report of one run."""

from pathlib import Path

from affectflow import report, terminal

terminal.log_to(snakemake.log[0])
report.write_report(
    Path(snakemake.output.page).parent,
    run=snakemake.wildcards.run,
    study=snakemake.params.study,
    dataset=snakemake.params.dataset,
    features=snakemake.params.features,
    results=report.Results.collect(
        Path("results/studies", snakemake.wildcards.run), snakemake.input.quarantine, snakemake.input.planted
    ),
    provenance=report.provenance(Path("."), snakemake.input),
)
