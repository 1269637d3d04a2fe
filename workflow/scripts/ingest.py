"""Reads a corpus in its released layout into tables."""

from pathlib import Path

from affectflow import ingest, tables, terminal

terminal.log_to(snakemake.log[0])
place = Path(snakemake.config["places"][snakemake.wildcards.data])
hidden = ingest.Pseudonyms.declared(
    snakemake.wildcards.data, snakemake.params.pseudonyms, Path(snakemake.config["pseudonym_key"])
)
corpus = ingest.read_corpus(snakemake.params.reader, place, *map(Path, snakemake.input.known), pseudonyms=hidden)
tables.write(corpus.items, "items", snakemake.output.items_table)
tables.write(corpus.ratings, "ratings", snakemake.output.ratings_table)
tables.write(corpus.traces, "traces", snakemake.output.traces_table)
tables.write(corpus.episodes, "episodes", snakemake.output.episodes_table)
tables.write(corpus.participants, "participants", snakemake.output.participants_table)
tables.write(corpus.outcomes, "outcomes", snakemake.output.outcomes_table)
tables.write(corpus.quarantine, "quarantine", snakemake.output.quarantine_table)
tables.write_json(hidden.record(), snakemake.output.pseudonyms)
