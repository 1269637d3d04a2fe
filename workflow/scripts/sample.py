"""Draws the study's sample: which items, with which target, in which fold."""

from affectflow import tables, terminal, train

terminal.log_to(snakemake.log[0], snakemake.config["studies"][snakemake.wildcards.run])
sample, flow = train.draw_sample(
    tables.read("items", *snakemake.input.items_table),
    tables.read("ratings", *snakemake.input.ratings_table),
    tables.read_by_folder("features", snakemake.input.features),
    tables.read("quarantine", *snakemake.input.quarantine),
    ingest=snakemake.params.ingest,
    split=snakemake.params.split,
)
tables.write(sample, "sample", snakemake.output.sample)
tables.write_json(flow, snakemake.output.flow)
